import { InputError, isObject, type JsonValue, own, printable, readJson } from '../model/index.js';

/** What package.json says that matters here. */
export interface PackageFacts {
  /** Names of all packages that the project asks for, whichever way. */
  readonly packages: ReadonlySet<string>;
  /** Whether files that end in `.js` are ES modules (https://nodejs.org/api/packages.html#type). */
  readonly isModule: boolean;
  /** The value of `packageManager`, such as `pnpm@10.2.0`. */
  readonly packageManager?: string;
}

const LISTS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * Reads package.json. A byte-order mark before it is skipped, as npm does.
 * @throws InputError `bad-config` where it is not a JSON object
 */
export function readPackage(text: string, source: string): PackageFacts {
  const root = parsed(text.replace(/^\uFEFF/, ''), source);
  if (!isObject(root))
    throw new InputError('bad-config', `must be a JSON object, but is ${Array.isArray(root) ? 'a list' : 'a value'}`, {
      place: { source },
      cure: CURE,
    });
  const packages = LISTS.flatMap((name) => {
    const list = own(root, name);
    return isObject(list) ? Object.keys(list) : [];
  });
  const packageManager = own(root, 'packageManager');
  return {
    packages: new Set(packages),
    isModule: own(root, 'type') === 'module',
    ...(typeof packageManager === 'string' ? { packageManager } : {}),
  };
}

const CURE = 'Correct it (`npm pkg fix` shows what npm makes of it), or run docproof init in another folder.';

function parsed(text: string, source: string): JsonValue {
  try {
    return readJson(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new InputError('bad-config', `is not JSON: ${printable(detail.slice(0, 200))}`, {
      place: { source },
      cure: CURE,
      cause,
    });
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { InputError } from '../../model/index.js';

/** Prism's engine, where the user installed it. */
export interface Peer {
  /** The file that `require` loads. */
  readonly path: string;
  readonly version: string;
}

const NAME = '@stoplight/prism-http';

/** The versions that are known to work. */
const MAJOR = 5;
const LEAST_MINOR = 8;

/**
 * Finds Prism's engine from the current folder, else beside Docproof.
 * @param places files from which it is looked for, one after the other
 * @throws InputError `not-found` where it is not installed, `unsupported-version` for another version
 */
export function findPeer(places: readonly string[] = [join(process.cwd(), 'package.json'), import.meta.url]): Peer {
  const path = resolved(places);
  if (path === undefined)
    throw new InputError('not-found', `--shadow prism needs the package ${NAME}, which is not installed`, {
      cure: `Install it: npm install --save-dev ${NAME}@${MAJOR}`,
    });
  const version = versionAt(path);
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  if (version === undefined || major !== MAJOR || minor < LEAST_MINOR)
    throw new InputError(
      'unsupported-version',
      `--shadow prism needs ${NAME} ${MAJOR}.${LEAST_MINOR} or a later ${MAJOR}.x; ${version ?? 'an unknown version'} is installed`,
      { place: { source: path }, cure: `Install it: npm install --save-dev ${NAME}@${MAJOR}` },
    );
  return { path, version };
}

function resolved(places: readonly string[]): string | undefined {
  for (const place of places) {
    try {
      return createRequire(place).resolve(NAME);
    } catch {
      // It may be in the other place.
    }
  }
  return undefined;
}

/** The version in the package.json above a file. */
function versionAt(path: string): string | undefined {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      const { name, version }: { name?: string; version?: string } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      if (name === NAME) return version;
    } catch {
      // It is further up.
    }
  }
  return undefined;
}

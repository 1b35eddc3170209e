import { existsSync } from 'node:fs';
import { join, relative, resolve as resolvePath } from 'node:path';
import process from 'node:process';
import { loadConfig, usualDocument } from '../../api/config.js';
import { BUILT_IN_DOCUMENT, type LoadOptions, loadContract } from '../../api/load-contract.js';
import { MOCK_CHECKS, type MockOptions } from '../../api/mock-options.js';
import type { Contract } from '../../contract/index.js';
import { isRemote } from '../../document/index.js';
import { InputError } from '../../model/index.js';
import { ANSWERS, BEHAVIOURS, DOCUMENT, ORIGINS, resolve } from '../../options/index.js';

/** Where the mock is in Vite, how it behaves, and how its document is loaded. */
export interface PluginOptions extends Omit<MockOptions, 'state' | 'stateTtl'>, Pick<LoadOptions, LoadMembers> {
  /**
   * The document, or several that are merged; relative to Vite's root.
   * @default that of docproof.yaml, else openapi.yaml, .yml or .json in the root, else the built-in example
   */
  readonly document?: string | readonly string[];
  /** The path below which the mock answers. @default '/api' */
  readonly base?: string;
  /** Whether paths that the document does not have go on to Vite, and its index.html. @default false */
  readonly fallthrough?: boolean;
  /** Whether violations are shown over the page too. @default false */
  readonly overlay?: boolean;
  /** Whether pages are loaded again when the document changes. @default false */
  readonly reload?: boolean;
}

type LoadMembers = 'overlays' | 'allowPaths' | 'allowRemote' | 'allowPrivate' | 'allowRedirects';

/** What a server needs: how to load the contract, and the options of its mock. */
export interface Prepared {
  readonly load: (onFile?: (file: string) => void) => Promise<Contract>;
  readonly mock: Omit<MockOptions, 'state' | 'stateTtl'>;
  /** Whether no document was found, so that the built-in example answers. */
  readonly isExample: boolean;
}

/**
 * Fills in what docproof.yaml in the root says.
 * @param onUnmatched gets what overlays select in vain
 * @throws InputError `bad-option`, `bad-config`
 */
export async function prepare(
  options: PluginOptions,
  root: string,
  onUnmatched: NonNullable<LoadOptions['onUnmatched']>,
): Promise<Prepared> {
  const configFile = join(root, 'docproof.yaml');
  const config = existsSync(configFile) ? await loadConfig(configFile) : {};
  assertKnown(options);
  const { document, allowPaths, overlays, ...others } = options;
  const inRoot = (path: string): string => (isRemote(path) ? path : shortest(resolvePath(root, path)));
  // Paths of docproof.yaml are relative to the current folder already.
  const usual = usualDocument(root);
  const documents =
    document === undefined
      ? (config.document ?? (usual && shortest(usual)) ?? BUILT_IN_DOCUMENT)
      : [document].flat().map(inRoot);
  const flags = {
    ...others,
    ...(allowPaths ? { allowPaths: allowPaths.map(inRoot) } : {}),
    ...(overlays ? { overlays: overlays.map(inRoot) } : {}),
  };
  const sources = { flags, environment: process.env, config, configFile, checks: MOCK_CHECKS };
  const loading = { ...resolve(DOCUMENT, sources), onUnmatched };
  const { state: _state, ...behaviours } = resolve(BEHAVIOURS, sources);
  return {
    isExample: documents === BUILT_IN_DOCUMENT,
    load: (onFile) => loadContract(documents, { ...loading, ...(onFile ? { onFile } : {}) }),
    mock: { ...resolve(ANSWERS, sources), ...behaviours, ...resolve(ORIGINS, sources) },
  };
}

/** As messages show it: relative where it is in the current folder. */
function shortest(path: string): string {
  const near = relative('.', path);
  return near.startsWith('..') ? path : near;
}

const OWN = ['document', 'base', 'fallthrough', 'overlay', 'reload'];

/** A slip in a name is not an option that is silently left out. */
function assertKnown(options: object): void {
  const { state: _state, ...behaviours } = BEHAVIOURS.rows;
  const known = Object.keys({ ...DOCUMENT.rows, ...ANSWERS.rows, ...behaviours, ...ORIGINS.rows });
  for (const name of Object.keys(options)) {
    if (OWN.includes(name) || known.includes(name)) continue;
    throw new InputError('bad-option', `the plugin has no option "${name}"`, {
      cure: `There are ${[...OWN, ...known].join(', ')}.`,
    });
  }
}

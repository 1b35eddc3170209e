import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../check/index.js';
import { isAddress, paths } from '../io/index.js';
import { InputError } from '../model/index.js';

/**
 * The file or folder that was meant in all likelihood by a path that names none: the one beside it that is spelt most
 * alike. Undefined if nothing is alike, and for other errors.
 */
export function meantFile(error: unknown): string | undefined {
  if (!(error instanceof InputError) || error.code !== 'not-found') return undefined;
  const { source = '', pointer } = error.place ?? {};
  if (source === '' || pointer !== undefined || isAddress(source)) return undefined;
  const folder = dirname(source);
  try {
    const names = readdirSync(folder);
    // A folder that is there, and has nothing that can be used, is not misspelt.
    if (names.includes(basename(source))) return undefined;
    const name = nearest(basename(source), names);
    return name === undefined ? undefined : paths.shown(join(folder, name));
  } catch {
    // There is no such folder either.
    return undefined;
  }
}

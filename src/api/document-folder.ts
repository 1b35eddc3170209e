import { dirname, join } from 'node:path';
import type { Contract } from '../contract/index.js';
import { isRemote } from '../document/index.js';
import { PACKAGE_FOLDER } from './load-contract.js';

/**
 * The folder of a document: the only one into which pages may write. Undefined for one that comes from a URL, and for
 * the built-in example.
 */
export function documentFolder({ document }: Contract): string | undefined {
  const [file] = document.files;
  if (file === undefined || isRemote(file)) return undefined;
  const folder = dirname(file);
  return folder === join(PACKAGE_FOLDER, 'spec') ? undefined : folder;
}

import { lstat, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { InputError } from '../model/index.js';

/** What is under a name: nothing, a file that may be replaced, or something that may not. */
export type Occupant = 'free' | 'file' | 'link' | 'other' | 'outside';

/**
 * What is under `path`, below `root`. A link, and a folder of the path that leads out of `root`, are never followed:
 * what is written there would be in a place that nobody named.
 * @param path with slashes
 */
export async function occupantOf(root: string, path: string): Promise<Occupant> {
  const home = await realpath(root);
  const parts = path.split('/');
  for (let count = 1; count < parts.length; count += 1) {
    const folder = join(home, ...parts.slice(0, count));
    const found = await lstat(folder).catch(() => undefined);
    if (!found) return 'free';
    const real = await realpath(folder).catch(() => undefined);
    if (real === undefined) return 'link';
    if (!`${real}${sep}`.startsWith(home.endsWith(sep) ? home : `${home}${sep}`)) return 'outside';
    if (!(found.isSymbolicLink() ? await lstat(real) : found).isDirectory()) return 'other';
  }
  const found = await lstat(join(home, ...parts)).catch(() => undefined);
  if (!found) return 'free';
  if (found.isSymbolicLink()) return 'link';
  return found.isFile() ? 'file' : 'other';
}

/**
 * Writes a file whose occupant is `free` or `file`. One that appeared in the meantime is not touched unless
 * `mayReplace`.
 * @throws InputError `bad-option` where it cannot be written
 */
export async function writeNew(root: string, path: string, text: string, mayReplace: boolean): Promise<void> {
  const file = join(root, ...path.split('/'));
  const part = mayReplace ? `${file}.${process.pid}.part` : file;
  try {
    await mkdir(dirname(file), { recursive: true });
    // `wx` opens no file that exists, and follows no link (open(2), O_EXCL).
    const handle = await open(part, 'wx');
    try {
      await handle.writeFile(text);
    } finally {
      await handle.close();
    }
    if (mayReplace) await rename(part, file);
  } catch (cause) {
    if (mayReplace) await rm(part, { force: true }).catch(() => undefined);
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: path },
      cure: 'Check that the folder may be written, and that no file has the name of one of its folders.',
      cause,
    });
  }
}

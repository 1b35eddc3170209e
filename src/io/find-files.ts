import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { InputError } from '../model/index.js';
import { paths as systemPaths } from './paths.js';

/** Whether a text names objects that are not files of this machine: `s3://…` or `https://…`. */
export function isRemoteObject(text: string): boolean {
  return /^(?:s3|https?):\/\//i.test(text);
}

/** The kind of thing a path names. */
export interface FoundFiles {
  readonly paths: readonly string[];
  /** Whether they are all that a folder holds, whatever it is, rather than what was asked for by name. */
  readonly areInFolder: boolean;
}

/**
 * The files that a path names, in the order of their names: those in a folder and below it, hidden ones and
 * `node_modules` aside; those that a pattern (`captures/*.har`) matches; else the path itself, there or not.
 * @throws InputError `not-found` where a folder is empty or a pattern matches nothing
 */
export async function findFiles(named: string): Promise<FoundFiles> {
  if (named === '-') return { paths: [named], areInFolder: false };
  const path = systemPaths.given(named);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    const names = await glob('**/*', path);
    if (names.length === 0) throw nothing(path, 'there is no file in this folder');
    return { paths: names.map((name) => systemPaths.shown(join(path, name))), areInFolder: true };
  }
  if (found || !/[*?[{]/.test(path)) return { paths: [systemPaths.shown(path)], areInFolder: false };
  const paths = await glob(systemPaths.shown(path));
  if (paths.length === 0) throw nothing(path, 'no file matches this pattern');
  return { paths, areInFolder: false };
}

async function glob(pattern: string, cwd = '.'): Promise<string[]> {
  const { glob: search } = await import('tinyglobby');
  const found = await search(pattern, {
    cwd,
    absolute: isAbsolute(pattern),
    expandDirectories: false,
    ignore: ['**/node_modules/**'],
  });
  return (await withoutLinks(found, cwd)).sort();
}

/** Each file once, by its shortest path, where symbolic links lead to it on several. */
async function withoutLinks(paths: readonly string[], cwd: string): Promise<string[]> {
  const shortest = new Map<string, string>();
  const real = await Promise.all(
    paths.map((path) => {
      const file = resolve(cwd, path);
      return realpath(file).catch(() => file);
    }),
  );
  for (const [index, path] of paths.entries()) {
    const file = real[index] ?? path;
    const known = shortest.get(file);
    if (known === undefined || path.length < known.length) shortest.set(file, path);
  }
  return [...shortest.values()];
}

function nothing(source: string, problem: string): InputError {
  return new InputError('not-found', problem, {
    place: { source },
    cure: 'Check the path; it is taken relative to the current folder. Hidden files are not looked at.',
  });
}

import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../model/index.js';

/** The only folder that tools read and write. */
export interface Folder {
  /** Its real path. */
  readonly path: string;
  /**
   * The real path of a file in it.
   * @throws InputError `not-found` if none exists, `refused-ref` where it is outside, or a link
   */
  file(named: string): Promise<string>;
  /**
   * The path of a file in it that does not exist yet.
   * @throws InputError `refused-ref` where it is outside or a link, `bad-option` where it exists
   */
  newFile(named: string): Promise<string>;
  /** A path in it as users name it: relative to it, with slashes. */
  shown(path: string): string;
}

/** @throws InputError `not-found` where it is not a folder */
export async function openFolder(named: string): Promise<Folder> {
  const path = await realpath(resolve(named)).catch(() => undefined);
  const found = path === undefined ? undefined : await stat(path);
  if (path === undefined || !found?.isDirectory())
    throw new InputError('not-found', 'there is no such folder', {
      place: { source: named },
      cure: 'Name the folder of the project: docproof mcp --folder path/to/project.',
    });
  const inside = (file: string): boolean => {
    const way = relative(path, file);
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  };
  const asNamed = (name: string): string => {
    // A drive, a scheme or a null byte has no place in a path of a project.
    if (name.includes('\0') || /^[a-z][a-z0-9+.-]*:/i.test(name))
      throw refused(name, 'has a scheme or a NUL character');
    const file = resolve(path, name);
    if (!inside(file)) throw refused(name, 'is outside the folder of this server');
    return file;
  };
  return {
    path,
    shown: (file) => relative(path, file).split(sep).join('/'),
    async file(name) {
      const file = asNamed(name);
      const real = await realpath(file).catch(() => undefined);
      if (real === undefined) throw missing(name);
      if (real !== file) throw refused(name, 'is a link, or below one');
      if (!(await stat(real)).isFile())
        throw new InputError('is-directory', 'it is not a file', { place: { source: name }, cure: 'Name a file.' });
      return real;
    },
    async newFile(name) {
      const file = asNamed(name);
      const folder = await realpath(dirname(file)).catch(() => undefined);
      if (folder === undefined)
        throw new InputError('not-found', 'its folder does not exist', {
          place: { source: name },
          cure: 'Make the folder first, or name another one.',
        });
      if (folder !== dirname(file)) throw refused(name, 'is below a link');
      const exists = await lstat(file).then(
        () => true,
        () => false,
      );
      if (exists)
        throw new InputError('bad-option', 'the file is there already, and this server replaces none', {
          place: { source: name },
          cure: 'Name a file that does not exist yet.',
        });
      return join(folder, basename(file));
    },
  };
}

function missing(source: string): InputError {
  return new InputError('not-found', 'there is no such file', {
    place: { source },
    cure: 'Paths are relative to the folder of this server.',
  });
}

function refused(source: string, why: string): InputError {
  return new InputError('refused-ref', `the path ${why}`, {
    place: { source },
    cure: 'Name a file inside the folder by its own path. docproof mcp --folder PATH names another folder.',
  });
}

import { createReadStream, readFileSync } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { fileText, InputError } from '../model/index.js';
import { paths } from './paths.js';
import type { Files } from './ports.js';
import type { RemoteLimits } from './remote-files.js';

/** Files of this machine, and those that may be fetched. */
export function filesWith(limits: RemoteLimits): Files {
  let fetching: Promise<(url: string) => Promise<Uint8Array>> | undefined;
  const fetch = async (url: string): Promise<Uint8Array> => {
    // All files share the limits of one.
    fetching ??= fetcherFor(limits);
    return (await fetching)(url);
  };
  return { ...nodeFiles, read: (uri) => (/^https?:\/\//i.test(uri) ? fetch(uri) : nodeFiles.read(uri)) };
}

/** What fetches is loaded with the first file that is elsewhere: few are. */
async function fetcherFor(limits: RemoteLimits): Promise<(url: string) => Promise<Uint8Array>> {
  return (await import('./remote-files.js')).createFetcher(limits);
}

/** Files that the user named one by one: an URL may be at any address. */
async function fetchNamed(url: string): Promise<Uint8Array> {
  const named = new Set(URL.canParse(url) ? [new URL(url).origin] : []);
  return (await fetcherFor({ named, allowPrivate: false, allowRedirects: false }))(url);
}

/** Files of this machine; http(s) URLs are fetched, `-` is standard input. */
export const nodeFiles: Files = {
  async read(uri) {
    if (/^https?:\/\//i.test(uri)) return fetchNamed(uri);
    try {
      return await readFile(fileAt(uri));
    } catch (error) {
      throw asInputError(uri, error);
    }
  },
  async realPath(uri) {
    if (/^https?:\/\//i.test(uri)) return uri;
    const path = paths.pathOf(uri);
    return paths.uriOf(await realpath(path).catch(() => path));
  },
  async *stream(uri) {
    try {
      const source = uri === '-' ? process.stdin : createReadStream(fileAt(uri), { highWaterMark: 1 << 20 });
      for await (const chunk of source) yield chunk;
    } catch (error) {
      throw asInputError(uri, error);
    }
  },
};

/** The path of the system for a path, a `file:` URL, or a document's form of it. @throws InputError */
function fileAt(uri: string): string {
  const path = paths.pathOf(paths.given(uri));
  paths.assertFile(path);
  return path;
}

/**
 * The texts of many small files, one after the other: through the thread pool it takes several times as long.
 * @throws InputError as `read` does
 */
export function readTexts(paths: readonly string[]): string[] {
  return paths.map((path) => {
    try {
      return fileText(readFileSync(path));
    } catch (error) {
      throw asInputError(path, error);
    }
  });
}

/**
 * Bytes of a file in any order, or undefined where it gives them only once. Each range opens the file again, so nothing
 * has to be closed.
 * @throws InputError as `read` does
 */
export async function openRandomAccess(path: string): Promise<
  | {
      readonly size: number;
      /** From `start` up to, but not with, `end`. */
      range(start: number, end: number): AsyncIterable<Uint8Array>;
    }
  | undefined
> {
  if (path === '-') return undefined;
  try {
    const file = fileAt(path);
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    const { size } = found;
    return { size, range: (start, end) => rangeOf(file, start, end) };
  } catch (error) {
    throw asInputError(path, error);
  }
}

async function* rangeOf(path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { start, end: end - 1 })) yield chunk;
  } catch (error) {
    throw asInputError(path, error);
  }
}

/** The error of the system for a file, in the user's words; any other error as it is. */
export function asInputError(uri: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = { source: uri };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new InputError('not-found', 'there is no such file', {
      place,
      cure: paths.cureOf(uri),
      cause: error,
    });
  }
  if (code === 'ERR_INVALID_ARG_VALUE') {
    return new InputError('not-found', 'a file name cannot have a NUL character', {
      place,
      cure: 'Check the path.',
      cause: error,
    });
  }
  if (code === 'EISDIR') {
    return new InputError('is-directory', 'this is a folder', { place, cure: 'Name a file in it.', cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new InputError('unreadable', 'may not be read', { place, cure: 'Check its permissions.', cause: error });
  }
  if (error instanceof Error && typeof code === 'string' && 'syscall' in error) {
    return new InputError('unreadable', `cannot be read: ${error.message}`, {
      place,
      cure: 'Copy it to another place, or pipe it in and name - instead.',
      cause: error,
    });
  }
  return error;
}

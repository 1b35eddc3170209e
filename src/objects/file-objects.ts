import { randomBytes } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asInputError, findFiles, paths } from '../io/index.js';
import { InputError } from '../model/index.js';
import { changed, MAX_WHOLE, tooLarge } from './faults.js';
import { compareBytes } from './order.js';
import type { ObjectRange, ObjectStore, StoredObject } from './port.js';

/** Read at once, in bytes. */
const PIECE = 1 << 20;

/**
 * Files, on this machine or on a disk that several machines share. Folders and patterns are those of captures on the
 * command line: hidden files are not looked at, and a file that several links lead to is there once.
 */
export function fileObjects(): ObjectStore {
  return { list, read, readWhole, write, nameOf, beside, close: async () => undefined };
}

async function* list(pattern: string): AsyncGenerator<StoredObject> {
  const { paths: found, areInFolder } = await findFiles(pattern).catch(noneFound);
  for (const path of [...found].sort(compareBytes)) {
    const file = await stat(path, { bigint: true }).catch(() => undefined);
    if (!file?.isFile()) continue;
    yield {
      url: pathToFileURL(resolve(path)).href,
      name: path,
      size: Number(file.size),
      version: versionOf(file),
      isInFolder: areInFolder,
    };
  }
}

function noneFound(error: unknown): { readonly paths: readonly string[]; readonly areInFolder: boolean } {
  if (error instanceof InputError && error.code === 'not-found') return { paths: [], areInFolder: false };
  throw error;
}

function versionOf({ size, mtimeNs }: BigIntStats): string {
  return `${size}-${mtimeNs}`;
}

async function* read(url: string, { from = 0, to }: ObjectRange = {}, version?: string): AsyncGenerator<Uint8Array> {
  const name = nameOf(url);
  const file = await named(name, () => open(pathOf(url)));
  try {
    const before = await named(name, () => file.stat({ bigint: true }));
    const expected = version ?? versionOf(before);
    if (versionOf(before) !== expected) throw changed(name);
    const end = Math.min(to ?? Number.POSITIVE_INFINITY, Number(before.size));
    for (let at = from; at < end; ) {
      const piece = await named(name, () => pieceOf(file, at, Math.min(PIECE, end - at)));
      if (piece.length === 0) throw changed(name);
      at += piece.length;
      yield piece;
    }
    if (versionOf(await file.stat({ bigint: true })) !== expected) throw changed(name);
  } finally {
    await file.close();
  }
}

async function pieceOf(file: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

async function readWhole(url: string): Promise<Uint8Array | undefined> {
  const name = nameOf(url);
  try {
    const path = pathOf(url);
    if ((await stat(path)).size > MAX_WHOLE) throw tooLarge(name);
    return await readFile(path);
  } catch (cause) {
    const error = asInputError(name, cause);
    if (error instanceof InputError && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function write(url: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(url);
  // Others may write the same object at once: each has its own part, and the last one to be whole stays.
  const part = `${path}.${randomBytes(6).toString('hex')}.part`;
  try {
    await makeFolder(dirname(path));
    await writeFile(part, bytes, { mode: 0o600 });
    await rename(part, path);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined);
    throw new InputError('bad-option', 'cannot be written', {
      place: { source: nameOf(url) },
      cure: 'Check that the folder may be written, and that its disk has room.',
      cause,
    });
  }
}

/** Node's own `recursive` never ends where the system says that there is no such folder, as in `/proc`. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    const above = dirname(path);
    if (code !== 'ENOENT' || above === path || (await stat(above).catch(() => undefined))) throw error;
    await makeFolder(above);
    await makeFolder(path);
  }
}

function pathOf(url: string): string {
  const path = paths.given(url);
  paths.assertFile(path);
  return path;
}

function nameOf(url: string): string {
  return /^file:/i.test(url) ? paths.shown(paths.given(url)) : url;
}

function beside(url: string, name: string): string {
  return pathToFileURL(join(dirname(resolve(pathOf(url))), name)).href;
}

/** Runs a call of the system, and names the file in its error. */
async function named<Value>(name: string, call: () => Promise<Value>): Promise<Value> {
  try {
    return await call();
  } catch (error) {
    throw asInputError(name, error);
  }
}

import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findFiles, nodeFiles, openRandomAccess } from '../io/index.js';
import { type CaptureItem, InputError } from '../model/index.js';
import { type CaptureFormat, captureFormats, type OpenCapture, openCaptures, readOpen } from '../traffic/index.js';

/** What is read as captures, and who hears of what is not. */
export interface CaptureSourceOptions {
  /** Readers of other formats, tried before the built-in ones. */
  readonly formats?: readonly CaptureFormat[];
  /** Hears of files in a folder or an archive that are no captures, and why they are none. */
  readonly onPassedOver?: ((source: string, why: InputError) => void) | undefined;
  /** Hears of bytes of captures as they are read. */
  readonly onRead?: ((bytes: number) => void) | undefined;
}

/** A file beside a capture that holds one body is read up to this size. */
const MAX_BODY = 64 * 1024 * 1024;

/**
 * The captures at these paths, in their order. Each is to be read before the next is asked for.
 * @param paths files, folders, patterns such as `captures/*.har`; `-` is standard input. A file that two of them name is opened once
 * @throws InputError where one cannot be read at all, and where a folder holds no capture
 */
export async function* capturesAt(
  paths: readonly string[],
  options: CaptureSourceOptions,
): AsyncGenerator<OpenCapture> {
  const seen = new Set<string>();
  for (const path of paths) {
    const { paths: files, areInFolder } = await findFiles(path);
    let count = 0;
    for (const file of files) {
      if (seen.has(file) || (areInFolder && isAttached(file, files))) continue;
      seen.add(file);
      for await (const capture of capturesIn(file, areInFolder, options)) {
        count += 1;
        yield capture;
      }
    }
    if (areInFolder && count === 0) throw noCapture(path, files.length);
  }
}

/** Whether Playwright put the file beside a HAR to hold a body: such a name is the SHA-1 of its content. */
function isAttached(file: string, files: readonly string[]): boolean {
  return (
    /^[0-9a-f]{40}\.\w+$/.test(basename(file)) &&
    files.some((other) => other.endsWith('.har') && dirname(other) === dirname(file))
  );
}

/**
 * Reads captures without checking them: each exchange, and what could not be read as one, in their order. Memory does not grow with the captures.
 * @param paths files, folders, patterns such as `captures/*.har`; `-` is standard input
 * @throws InputError where one cannot be read at all, is empty or of no known format, and where a folder holds no capture
 */
export async function* readCaptures(
  paths: string | readonly string[],
  options: CaptureSourceOptions = {},
): AsyncGenerator<CaptureItem> {
  for await (const capture of capturesAt(typeof paths === 'string' ? [paths] : paths, options))
    yield* readOpen(capture);
}

function capturesIn(
  path: string,
  isOptional: boolean,
  { formats = [], onPassedOver, onRead }: CaptureSourceOptions,
): AsyncIterable<OpenCapture> {
  return openCaptures(
    {
      source: path,
      isOptional,
      chunks: bytesOf(path, onRead),
      randomAccess: () => openRandomAccess(path),
      attachment: (name) => readBeside(path, name),
    },
    { formats: [...formats, ...captureFormats], onPassedOver },
  );
}

async function* bytesOf(path: string, onRead: CaptureSourceOptions['onRead']): AsyncGenerator<Uint8Array> {
  for await (const chunk of nodeFiles.stream(path)) {
    onRead?.(chunk.length);
    yield chunk;
  }
}

async function readBeside(path: string, name: string): Promise<Uint8Array | undefined> {
  const file = join(dirname(path), name);
  try {
    const access = await openRandomAccess(file);
    return access && access.size <= MAX_BODY ? await nodeFiles.read(file) : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function noCapture(folder: string, count: number): InputError {
  return new InputError('empty-capture', `none of the ${count} files in this folder is a capture`, {
    place: { source: folder },
    cure: `These are read: ${captureFormats.map(({ name }) => name).join(', ')}.`,
  });
}

/** How many bytes the captures at these paths have; undefined where that shows only when they are read. @param paths as `checkCapture` takes them */
export async function captureSize(paths: readonly string[]): Promise<number | undefined> {
  let total = 0;
  for (const path of paths) {
    if (path === '-') return undefined;
    for (const file of (await findFiles(path)).paths) {
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) return undefined;
      total += found.size;
    }
  }
  return total;
}

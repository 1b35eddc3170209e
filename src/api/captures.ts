import { lstat, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  type CaptureFormat,
  type CaptureListeners,
  type CaptureSource,
  captureFormats,
  MAX_ATTACHED,
  type OpenCapture,
  openCaptures,
  readOpenGroups,
} from '../captures/index.js';
import { findFiles, isRemoteObject, nodeFiles, openRandomAccess } from '../io/index.js';
import { type CaptureItem, InputError, oneByOne } from '../model/index.js';
import type { ObjectLimits } from '../objects/port.js';
import type { NamedCapture, NamedCaptures } from './named-captures.js';

/** How captures are read, and callbacks for what is skipped. */
export interface CaptureSourceOptions extends CaptureListeners, ObjectLimits {
  /** Readers of other formats, tried before the built-in ones. */
  readonly formats?: readonly CaptureFormat[];
}

/**
 * The captures at these paths, in their order. Each is to be read before the next is asked for.
 * @param paths files, folders, patterns such as `captures/*.har`; `s3://…` and `https://…`; `-` is standard input.
 * A file that two of them name is opened once
 * @param onceRead calls back when all that was given is read, for what shows only then; needed where captures are asked
 * for before that
 * @throws InputError where one cannot be read at all, and where a folder holds no capture
 */
export async function* capturesAt(
  paths: readonly string[],
  options: CaptureSourceOptions,
  onceRead: (callback: () => void) => void = (callback) => callback(),
): AsyncGenerator<OpenCapture> {
  for await (const { file, isOptional, count } of foundAt(paths, options, onceRead))
    for await (const capture of capturesIn(file, isOptional, options)) {
      count(1);
      yield withPassedOver(capture, () => count(-1));
    }
}

/** What may hold captures. */
export interface FoundCapture {
  readonly file: NamedCapture;
  /** Whether it was found in a folder, so that it need not be a capture. */
  readonly isOptional: boolean;
  /** Takes how many captures more it turned out to hold. */
  readonly count: (more: 1 | -1) => void;
}

/**
 * The files and objects at these paths, each once, in their order.
 * @param onceRead calls back when all that was given is read
 * @throws InputError where nothing is found, and where a folder holds no capture
 */
export async function* foundAt(
  paths: readonly string[],
  limits: ObjectLimits,
  onceRead: (callback: () => void) => void,
): AsyncGenerator<FoundCapture> {
  /** How many captures each file holds. */
  const counts = new Map<string, number>();
  for (const path of paths) {
    const { sources, areInFolder, at, close } = isRemoteObject(path)
      ? await (await import('./object-captures.js')).objectsAt(path, limits)
      : await filesAt(path);
    try {
      for (const [index, source] of sources.entries()) {
        const file = at(index);
        if (counts.has(file.id) || (areInFolder && isAttached(source, sources))) continue;
        counts.set(file.id, 0);
        const count = (more: number): void => {
          counts.set(file.id, (counts.get(file.id) ?? 0) + more);
        };
        yield { file, isOptional: areInFolder, count };
      }
    } finally {
      await close();
    }
    if (!areInFolder) continue;
    onceRead(() => {
      if (!sources.some((_source, index) => counts.get(at(index).id))) throw noCapture(path, sources.length);
    });
  }
}

async function filesAt(path: string): Promise<NamedCaptures> {
  const { paths, areInFolder } = await findFiles(path);
  const at = (index: number): NamedCapture => {
    const source = paths[index] ?? '-';
    return {
      id: source === '-' ? source : resolve(source),
      source,
      chunks: () => nodeFiles.stream(source),
      randomAccess: () => openRandomAccess(source),
      attachment: (name) => readBeside(source, name),
    };
  };
  return { sources: paths, areInFolder, at, close: async () => undefined };
}

/** Captures at these paths, as executors read them. @param paths as {@link readCaptures} takes them */
export function captureSource(paths: readonly string[], options: CaptureSourceOptions): CaptureSource {
  const { onPassedOver, onRead } = options;
  return {
    onPassedOver,
    onRead,
    open: (listeners, whenRead) => capturesAt(paths, { ...options, ...listeners }, whenRead),
    canReadAgain: async () => (await captureSize(paths.filter((path) => !isRemoteObject(path)))) !== undefined,
  };
}

/** @param hear is also called when the input turns out not to be a capture */
function withPassedOver({ onPassedOver, ...capture }: OpenCapture, hear: () => void): OpenCapture {
  if (!onPassedOver) return capture;
  return {
    ...capture,
    onPassedOver(source, why) {
      hear();
      onPassedOver(source, why);
    },
  };
}

/** Whether Playwright put the file beside a HAR to hold a body: such a name is the SHA-1 of its content. */
function isAttached(file: string, files: readonly string[]): boolean {
  return (
    /^[0-9a-f]{40}\.\w+$/.test(basename(file)) &&
    files.some((other) => other.endsWith('.har') && dirname(other) === dirname(file))
  );
}

/**
 * Reads captures without checking them: each exchange, and what could not be read as one, in their order. Memory does
 * not grow with the captures.
 * @param paths files, folders, patterns such as `captures/*.har`; `s3://…` and `https://…`; `-` is standard input
 * @throws InputError where one cannot be read at all, is empty or of no known format, and where a folder holds no
 * capture
 */
export function readCaptures(
  paths: string | readonly string[],
  options: CaptureSourceOptions = {},
): AsyncGenerator<CaptureItem> {
  return oneByOne(readCaptureGroups(paths, options));
}

/** The same in groups, as they come together. */
export async function* readCaptureGroups(
  paths: string | readonly string[],
  options: CaptureSourceOptions,
): AsyncGenerator<CaptureItem | Iterable<CaptureItem>> {
  for await (const capture of capturesAt(typeof paths === 'string' ? [paths] : paths, options))
    yield* readOpenGroups(capture);
}

function capturesIn(
  file: NamedCapture,
  isOptional: boolean,
  { formats = [], onPassedOver, onRead }: CaptureSourceOptions,
): AsyncIterable<OpenCapture> {
  return openCaptures(
    { ...file, isOptional, chunks: counted(file.chunks(), onRead) },
    { formats: [...formats, ...captureFormats], onPassedOver },
  );
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onRead: CaptureSourceOptions['onRead'],
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onRead?.(chunk.length);
    yield chunk;
  }
}

/** A link may lead anywhere: a capture that names one would reach files outside its folder. */
async function readBeside(path: string, name: string): Promise<Uint8Array | undefined> {
  const file = join(dirname(path), name);
  try {
    const isLink = await lstat(file).then(
      (found) => found.isSymbolicLink(),
      () => false,
    );
    if (isLink) return undefined;
    const access = await openRandomAccess(file);
    return access && access.size <= MAX_ATTACHED ? await nodeFiles.read(file) : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function noCapture(folder: string, count: number): InputError {
  return new InputError(
    'empty-capture',
    count === 1
      ? 'the only file in this folder is not a capture'
      : `none of the ${count} files in this folder is a capture`,
    {
      place: { source: folder },
      cure: `These are read: ${captureFormats.map(({ name }) => name).join(', ')}.`,
    },
  );
}

/**
 * How many bytes the captures at these paths have; undefined where that shows only when they are read.
 * @param paths as `checkCapture` takes them
 */
export async function captureSize(paths: readonly string[], limits: ObjectLimits = {}): Promise<number | undefined> {
  let total = 0;
  for (const path of paths) {
    if (path === '-') return undefined;
    if (isRemoteObject(path)) {
      total += await (await import('./object-captures.js')).sizeOfObjects(path, limits);
      continue;
    }
    for (const file of (await findFiles(path)).paths) {
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) return undefined;
      total += found.size;
    }
  }
  return total;
}

import { Readable } from 'node:stream';
import type { Entry, ZipFile } from 'yauzl';
import { InputError } from '../../model/index.js';
import type { RandomAccess, UnpackedCapture } from '../capture-file.js';
import { cachedReads } from './cached-reads.js';
import { assertNoBomb, MAX_ATTACHMENT, MAX_PIPED_ARCHIVE } from './limits.js';

/** More entries than this are taken for an attack. */
const MAX_ENTRIES = 200_000;

/** How the names of captures end that are no bodies of a HAR beside them, also where they are compressed. */
const CAPTURE_NAME = /\.(?:(?:har|ndjson|jsonl|http|log)(?:\.(?:gz|br|zst))?|zip)$/i;

/**
 * The captures in a ZIP archive, such as Playwright writes: a HAR, and the bodies that it names as entries of their
 * own. Where one is named `.har`, others may be its bodies: of them those are captures whose names end as captures do.
 * Else each entry may be one.
 * @throws InputError `unreadable` if the archive is incomplete, `too-large` if it exceeds the limit
 */
export async function* unzip(source: string, access: RandomAccess): AsyncGenerator<UnpackedCapture> {
  const archive = await openArchive(source, access);
  let unpacked = 0;
  /** Entries may overlap, so that many of them unpack from the same few bytes. */
  const count = (bytes: number): void => {
    unpacked += bytes;
    assertNoBomb(source, access.size, unpacked);
  };
  try {
    const entries = await listEntries(source, archive);
    const all = [...entries.values()];
    const hasHar = all.some(({ fileName }) => /\.har$/i.test(fileName));
    const captures = hasHar ? all.filter(({ fileName }) => CAPTURE_NAME.test(fileName)) : all;
    if (captures.length === 0) {
      throw new InputError('empty-capture', 'the archive is empty', {
        place: { source },
        cure: 'Record the traffic again.',
      });
    }
    // The declared sizes are enough to refuse it. An entry that unpacks to another size is an error later.
    assertNoBomb(
      source,
      access.size,
      captures.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0),
    );
    for (const entry of captures) {
      const folder = entry.fileName.slice(0, entry.fileName.lastIndexOf('/') + 1);
      const attachment = async (file: string) => {
        const attached = entries.get(`${folder}${file}`);
        return attached && readEntry(archive, attached, count);
      };
      const isOneOfMany = captures.length > 1;
      const name = isOneOfMany ? `${source}/${entry.fileName}` : source;
      yield { source: name, attachment, isOneOfMany, ...contentOf(name, archive, entry, count) };
    }
  } finally {
    archive.close();
  }
}

async function openArchive(source: string, access: RandomAccess): Promise<ZipFile> {
  const { default: yauzl } = await import('yauzl');
  const { RandomAccessReader, fromRandomAccessReaderPromise } = yauzl;
  const read = cachedReads(access);
  class Reader extends RandomAccessReader {
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void {
      read(position, length).then(
        (bytes) => {
          bytes.copy(buffer, offset);
          callback(bytes.length < length ? new Error('the archive ends too early') : null);
        },
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    }
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from(access.range(start, end), { objectMode: false });
    }
  }
  try {
    return await fromRandomAccessReaderPromise(new Reader(), access.size, { lazyEntries: true, autoClose: false });
  } catch (error) {
    throw broken(source, error);
  }
}

/**
 * Holds what comes through a pipe, because an archive's directory is at its end.
 * @throws InputError `too-large`
 */
export async function hold(source: string, chunks: AsyncIterable<Uint8Array>): Promise<RandomAccess> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    if (size > MAX_PIPED_ARCHIVE) {
      throw new InputError('too-large', `is an archive of more than ${MAX_PIPED_ARCHIVE / 1024 ** 2} MiB in a pipe`, {
        place: { source },
        cure: 'Save it as a file and name that: then only what is read of it is held in memory.',
      });
    }
  }
  const bytes = Buffer.concat(held);
  return {
    size,
    async *range(start, end) {
      yield bytes.subarray(start, end);
    },
  };
}

async function listEntries(source: string, archive: ZipFile): Promise<Map<string, Entry>> {
  // The end of the archive says how many there are: none of them has to be read.
  if (archive.entryCount > MAX_ENTRIES) {
    throw new InputError('too-large', `is an archive of ${archive.entryCount} entries, more than ${MAX_ENTRIES}`, {
      place: { source },
      cure: 'Unpack it and name the folder, or pack fewer captures in each archive.',
    });
  }
  const entries = new Map<string, Entry>();
  const all: Entry[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      all.push(entry);
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw broken(source, error);
  }
  assertApart(source, all);
  return entries;
}

/**
 * Entries of an honest archive lie behind each other. Where they overlap, a few bytes unpack to as much as there are
 * entries.
 * @throws InputError `unreadable`
 */
function assertApart(source: string, entries: readonly Entry[]): void {
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  let end = 0;
  for (const { relativeOffsetOfLocalHeader: start, compressedSize, fileName } of inOrder) {
    if (start < end) throw broken(source, `its entry ${fileName} overlaps another one, as in a ZIP bomb`);
    end = start + LOCAL_HEADER + compressedSize;
  }
}

/** The fixed part of what is written before the content of an entry, in bytes. */
const LOCAL_HEADER = 30;

function contentOf(
  source: string,
  archive: ZipFile,
  entry: Entry,
  count: (bytes: number) => void,
): Pick<UnpackedCapture, 'chunks' | 'cutBy'> {
  let cut: string | undefined;
  async function* read(): AsyncGenerator<Uint8Array> {
    let unpacked = 0;
    try {
      for await (const chunk of await archive.openReadStreamPromise(entry)) {
        unpacked += chunk.length;
        count(chunk.length);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof InputError) throw error;
      if (unpacked === 0) throw broken(source, error);
      cut = `${entry.fileName} breaks off after ${unpacked} bytes: ${messageOf(error)}`;
    }
  }
  return { chunks: read(), cutBy: () => cut };
}

/** @returns undefined where it cannot be had, or is larger than a body should be */
async function readEntry(
  archive: ZipFile,
  entry: Entry,
  count: (bytes: number) => void,
): Promise<Uint8Array | undefined> {
  if (entry.uncompressedSize > MAX_ATTACHMENT) return undefined;
  count(entry.uncompressedSize);
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function broken(source: string, error: unknown): InputError {
  return new InputError('unreadable', `is not a ZIP archive that can be read: ${messageOf(error)}`, {
    place: { source },
    cure: 'Copy it again as a whole, or unpack it and name the folder.',
    cause: error,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

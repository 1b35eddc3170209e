import { type CaptureItem, type Exchange, InputError, isUnread, oneByOne, type Unread } from '../model/index.js';
import { plainRedactor, redactText } from '../redact/index.js';
import { attach, hasAttachment } from './attach.js';
import type { UnpackedCapture } from './capture-file.js';
import { isPlain } from './containers/unpack.js';
import { type ForeignFile, foreignFile } from './foreign.js';
import type { CaptureFormat } from './format.js';
import { SHAPE } from './formats/ndjson.js';
import { captureFormats } from './formats.js';
import { resume } from './peek.js';

/** The first characters show the format; a HAR names itself in its first few. */
const HEAD_LENGTH = 4096;

/** White space before a capture is skipped up to this length. */
const MAX_BLANK = 1 << 20;

const SPACE = 0x20;

/** A capture whose format is known. */
export interface OpenCapture extends UnpackedCapture {
  readonly format: CaptureFormat;
  /** Given where it need not be a capture: hears that it has no entry, which is an error otherwise. */
  readonly onPassedOver?: (source: string, why: InputError) => void;
}

/**
 * Tells the format of a capture by its content.
 * @param source its name in messages
 * @throws InputError `empty-capture` where there is nothing in it, `unknown-format` where no format fits
 */
export async function openCapture(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  formats: readonly CaptureFormat[] = captureFormats,
): Promise<OpenCapture> {
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    const { head, read } = await readHead(iterator, formats);
    return { source, format: formatOf(source, head, read, formats), chunks: resume(read, iterator) };
  } catch (error) {
    // A folder may have more files that are no captures than a process may hold open.
    await iterator.return?.();
    throw error;
  }
}

/** @throws InputError as {@link openCapture} does */
function formatOf(
  source: string,
  head: string,
  read: readonly Uint8Array[],
  formats: readonly CaptureFormat[],
): CaptureFormat {
  if (head === '') {
    if (read.reduce((sum, { length }) => sum + length, 0) < MAX_BLANK) throw emptyCapture(source, 'is empty');
    throw new InputError('empty-capture', 'begins with a megabyte of zero bytes or white space', {
      place: { source },
      cure: 'Check the file: a copy or a download may have failed. If something follows, cut off what is before it.',
    });
  }
  const format = formats.find((candidate) => candidate.detects(head));
  // A format of the caller's own may read what this package does not.
  const foreign = format === undefined || captureFormats.includes(format) ? foreignFile(head) : undefined;
  if (foreign) throw notCapture(source, foreign);
  if (!format) throw unknownFormat(source, head, formats);
  return format;
}

/**
 * The format of a capture that can be read in blocks, by its first bytes; undefined where it is packed, or where these
 * do not show what it is: it then has to be read in one piece.
 * @param name of the file
 */
export function blockFormatOf(name: string, head: Uint8Array): CaptureFormat | undefined {
  const from = head.findIndex((byte) => byte > SPACE);
  if (from < 0 || !isPlain(head, name)) return undefined;
  const text = new TextDecoder().decode(head.subarray(from, from + HEAD_LENGTH)).trimStart();
  const format = captureFormats.find((candidate) => candidate.detects(text));
  return format?.blocks && !foreignFile(text) ? format : undefined;
}

/**
 * Reads a capture of any known format, neither compressed nor in an archive.
 * @throws InputError as {@link openCapture} does, and `empty-capture` where it has no entry
 */
export async function* readCapture(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  formats: readonly CaptureFormat[] = captureFormats,
): AsyncGenerator<CaptureItem> {
  yield* readOpen(await openCapture(source, chunks, formats));
}

/**
 * Reads a capture whose format is known, with the bodies beside it.
 * @throws InputError `empty-capture` where it has no entry
 */
export function readOpen(capture: OpenCapture): AsyncGenerator<CaptureItem> {
  return oneByOne(readOpenGroups(capture));
}

/** The same in groups, as the format has them. */
export async function* readOpenGroups(capture: OpenCapture): AsyncGenerator<CaptureItem | Iterable<CaptureItem>> {
  const { format, source, chunks } = capture;
  const state: Reading = { last: undefined, waiting: undefined };
  for await (const group of format.readGroups?.(source, chunks) ?? eachAlone(format.read(source, chunks))) {
    const items = group[Symbol.iterator]();
    do {
      state.waiting = undefined;
      yield untilAttachment(items, state);
      if (state.waiting) yield attach(state.waiting, capture);
    } while (state.waiting);
  }
  const { last } = state;
  const cut = unfinished(capture, last && { index: last.index, isCut: isUnread(last) && last.unread === 'cut' });
  if (cut) yield cut;
}

/** How far a capture is read. */
interface Reading {
  last: CaptureItem | undefined;
  /** An exchange with a body in a file beside the capture, which is not there yet. */
  waiting: Exchange | undefined;
}

/** The items up to one that waits. */
function* untilAttachment(items: Iterator<CaptureItem>, state: Reading): Generator<CaptureItem> {
  for (let next = items.next(); !next.done; next = items.next()) {
    const item = next.value;
    state.last = item;
    if (!isUnread(item) && hasAttachment(item)) {
      state.waiting = item;
      return;
    }
    yield item;
  }
}

async function* eachAlone(items: AsyncIterable<CaptureItem>): AsyncGenerator<Iterable<CaptureItem>> {
  for await (const item of items) yield [item];
}

/**
 * Tells of a capture that is cut where its reader could not notice, because what held it ends where an entry does.
 * @param last what was read last; undefined where there was nothing
 * @throws InputError `empty-capture` where there was nothing, and the capture is whole and has to be one
 */
export function unfinished(
  { source, format, cutBy, onPassedOver }: OpenCapture,
  last: { readonly index: number; readonly isCut: boolean } | undefined,
): Unread | undefined {
  const detail = cutBy?.();
  if (detail !== undefined && !last?.isCut) return { source, index: last ? last.index + 1 : 0, unread: 'cut', detail };
  if (last) return undefined;
  const error = emptyCapture(source, `is a ${format.name} capture without entries`);
  if (!onPassedOver) throw error;
  onPassedOver(source, error);
  return undefined;
}

/**
 * A capture that is still being written may not have more than its first entry for a long time: what tells its format
 * is enough.
 */
async function readHead(
  iterator: AsyncIterator<Uint8Array>,
  formats: readonly CaptureFormat[],
): Promise<{ head: string; read: Uint8Array[] }> {
  const read: Uint8Array[] = [];
  let head = '';
  const decoder = new TextDecoder();
  const isKnown = (): boolean => formats.some((format) => format.detects(head));
  for (
    let length = 0;
    head.length < HEAD_LENGTH && length < MAX_BLANK && !isKnown();
    length += read.at(-1)?.length ?? 0
  ) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    const from = head === '' ? next.value.findIndex((byte) => byte > SPACE) : 0;
    if (from < 0) continue;
    const bytes = next.value.subarray(from, from + HEAD_LENGTH);
    head = `${head}${decoder.decode(bytes, { stream: true })}`.trimStart();
  }
  return { head, read };
}

function emptyCapture(source: string, problem: string): InputError {
  return new InputError('empty-capture', `the capture ${problem}`, {
    place: { source },
    cure: 'Record the traffic again; in a browser, keep the network panel open while the page works.',
  });
}

function notCapture(source: string, { name, cure }: ForeignFile): InputError {
  return new InputError('unknown-format', `the file is ${name}`, { place: { source }, cure });
}

function unknownFormat(source: string, head: string, formats: readonly CaptureFormat[]): InputError {
  const seen = JSON.stringify(redactText(plainRedactor, head).slice(0, 40));
  return new InputError('unknown-format', `the capture is of no known format: it begins with ${seen}`, {
    place: { source },
    cure: `These are read: ${formats.map(({ name }) => name).join(', ')}.${/^\s*\{/.test(head) ? ` In NDJSON ${SHAPE}.` : ''}`,
  });
}

import { type CaptureItem, InputError, isUnread, plainRedactor, redactText, type Unread } from '../model/index.js';
import { attach } from './attach.js';
import type { UnpackedCapture } from './capture-file.js';
import type { CaptureFormat } from './format.js';
import { captureFormats } from './formats.js';
import { resume } from './peek.js';

/** A format is told by its first characters; a HAR names itself in its first few. */
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
  const { head, read } = await readHead(iterator, formats);
  if (head === '') throw emptyCapture(source, 'is empty');
  const format = formats.find((candidate) => candidate.detects(head));
  if (!format) throw unknownFormat(source, head, formats);
  return { source, format, chunks: resume(read, iterator) };
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
 * Reads a capture whose format is known, with the bodies that stand beside it.
 * @throws InputError `empty-capture` where it has no entry
 */
export function readOpen(capture: OpenCapture): AsyncGenerator<CaptureItem> {
  const items = capture.format.read(capture.source, capture.chunks);
  return checked(capture, items, (item) => (isUnread(item) ? item : attach(item, capture)));
}

/**
 * What a capture gives, and that it is cut where its reader could not notice, because what held it ends where an entry does.
 * @param finish what is done to each item on its way
 * @throws InputError `empty-capture` where it gives nothing
 */
export async function* checked<T extends { readonly index: number }>(
  { source, format, cutBy, onPassedOver }: OpenCapture,
  items: AsyncIterable<T>,
  finish: (item: T) => T | Promise<T> = (item) => item,
): AsyncGenerator<T | Unread> {
  let last: T | undefined;
  for await (const item of items) {
    last = item;
    yield finish(item);
  }
  const detail = cutBy?.();
  if (detail !== undefined && !(last && 'unread' in last && last.unread === 'cut'))
    yield { source, index: last ? last.index + 1 : 0, unread: 'cut', detail };
  else if (!last) {
    const error = emptyCapture(source, `is a ${format.name} capture without entries`);
    if (!onPassedOver) throw error;
    onPassedOver(source, error);
  }
}

/** A capture that is still being written may not have more than its first entry for a long time: what tells its format is enough. */
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

function unknownFormat(source: string, head: string, formats: readonly CaptureFormat[]): InputError {
  const seen = JSON.stringify(redactText(plainRedactor, head).slice(0, 40));
  return new InputError('unknown-format', `the capture is of no known format: it begins with ${seen}`, {
    place: { source },
    cure: `These are read: ${formats.map(({ name }) => name).join(', ')}.`,
  });
}

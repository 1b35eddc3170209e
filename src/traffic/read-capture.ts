import { type CaptureItem, InputError } from '../model/index.js';
import type { CaptureFormat } from './format.js';
import { captureFormats } from './formats.js';

/** A format is told by its first characters; a HAR names itself in its first few. */
const HEAD_LENGTH = 4096;

/** A capture whose format is known. */
export interface OpenCapture {
  readonly source: string;
  readonly format: CaptureFormat;
  /** The whole of it, from its first byte. */
  readonly chunks: AsyncIterable<Uint8Array>;
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
  const { head, read } = await readHead(iterator);
  if (head === '') throw emptyCapture(source, 'is empty');
  const format = formats.find((candidate) => candidate.detects(head));
  if (!format) throw unknownFormat(source, head, formats);
  return { source, format, chunks: resume(read, iterator) };
}

/**
 * Reads a capture of any known format.
 * @throws InputError as {@link openCapture} does, and `empty-capture` where it has no entry
 */
export async function* readCapture(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  formats: readonly CaptureFormat[] = captureFormats,
): AsyncGenerator<CaptureItem> {
  const capture = await openCapture(source, chunks, formats);
  yield* notEmpty(capture, capture.format.read(source, capture.chunks));
}

/** What a capture gives. @throws InputError `empty-capture` where that is nothing */
export async function* notEmpty<T>({ source, format }: OpenCapture, items: AsyncIterable<T>): AsyncGenerator<T> {
  let count = 0;
  for await (const item of items) {
    count += 1;
    yield item;
  }
  if (count === 0) throw emptyCapture(source, `is a ${format.name} capture without entries`);
}

async function readHead(iterator: AsyncIterator<Uint8Array>): Promise<{ head: string; read: Uint8Array[] }> {
  const read: Uint8Array[] = [];
  let head = '';
  const decoder = new TextDecoder();
  while (head.length < HEAD_LENGTH) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    head = `${head}${decoder.decode(next.value.subarray(0, HEAD_LENGTH), { stream: true })}`.trimStart();
  }
  return { head, read };
}

async function* resume(read: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* read;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

function emptyCapture(source: string, problem: string): InputError {
  return new InputError('empty-capture', `the capture ${problem}`, {
    place: { source },
    cure: 'Record the traffic again; in a browser, keep the network panel open while the page works.',
  });
}

function unknownFormat(source: string, head: string, formats: readonly CaptureFormat[]): InputError {
  const seen = JSON.stringify(head.slice(0, 40));
  return new InputError('unknown-format', `the capture is of no known format: it begins with ${seen}`, {
    place: { source },
    cure: `These are read: ${formats.map(({ name }) => name).join(', ')}.`,
  });
}

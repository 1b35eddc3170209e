import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  type CaptureFormat,
  harRecording,
  ndjsonRecording,
  type OpenCapture,
  type RecordingFormat,
  readOpen,
  redactHar,
  redactNdjson,
} from '../captures/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import { writeWhole } from '../io/index.js';
import { type CaptureItem, InputError, isUnread } from '../model/index.js';
import { type Redactor, redactExchange } from '../redact/index.js';
import { capturesAt } from './captures.js';
import { recordingRedactor } from './redaction.js';
import { VERSION } from './version.js';

/** How a capture is redacted. */
export interface RedactingOptions extends RedactOptions {
  /** The contract whose security schemes say which keys are secret. @default only what is secret everywhere */
  readonly contract?: Contract;
  /** Readers of other formats, tried before the built-in ones. */
  readonly formats?: readonly CaptureFormat[];
}

/** The result of redacting a capture. */
export interface RedactedCapture {
  /** The parts that could not be searched and so were not written, in words. */
  readonly leftOut: readonly string[];
}

/**
 * Writes a capture again without its secrets. A HAR stays one with all its fields, NDJSON stays NDJSON; every other
 * capture becomes one of them, by the ending of the output's name (`.har`), and so does a HAR where the name ends in
 * `.ndjson`.
 * @param input a path; `-` is standard input
 * @param output a path, or a function that takes the text piece by piece
 * @throws InputError where the capture cannot be read, and `bad-option` where the output is the input, or cannot be
 * written
 */
export async function redactCapture(
  input: string,
  output: string | ((piece: string) => void | Promise<void>),
  options: RedactingOptions = {},
): Promise<RedactedCapture> {
  const { contract, formats = [], ...redact } = options;
  const redactor = recordingRedactor(redact, contract);
  if (typeof output === 'string') await assertOther(input, output);
  const leftOut: string[] = [];
  const wanted = typeof output === 'string' ? formatOf(output) : undefined;
  const pieces = piecesOf(capturesAt([input], { formats }), redactor, wanted, (detail) => leftOut.push(detail));
  if (typeof output === 'string') await writeWhole(output, Readable.from(pieces));
  else for await (const piece of pieces) await output(piece);
  return { leftOut };
}

async function assertOther(input: string, output: string): Promise<void> {
  if (input === '-') return;
  const [from, to] = await Promise.all([input, output].map((path) => stat(path).catch(() => undefined)));
  if (!from || !to || from.ino !== to.ino || from.dev !== to.dev) return;
  throw new InputError('bad-option', 'the output is the capture itself', {
    place: { source: output },
    cure: 'Name another file; remove the capture when you have looked at what was written.',
  });
}

function formatOf(path: string): 'HAR' | 'NDJSON' | undefined {
  if (/\.har$/i.test(path)) return 'HAR';
  return /\.(?:ndjson|jsonl)$/i.test(path) ? 'NDJSON' : undefined;
}

/**
 * Captures in pieces of text. One that stays what it is keeps what only its own format knows; of several, one is made.
 */
async function* piecesOf(
  captures: AsyncGenerator<OpenCapture>,
  redactor: Redactor,
  wanted: 'HAR' | 'NDJSON' | undefined,
  onLeftOut: (detail: string) => void,
): AsyncGenerator<string> {
  const { value: first } = await captures.next();
  if (!first) return;
  const { format, chunks, isOneOfMany, isOptional, cutBy } = first;
  const target = wanted ?? (format.name === 'HAR' ? 'HAR' : 'NDJSON');
  if (format.name === target && !isOneOfMany && !isOptional) {
    yield* target === 'HAR' ? redactHar(redactor, chunks, onLeftOut) : redactNdjson(redactor, chunks, onLeftOut);
    const detail = cutBy?.();
    if (detail !== undefined) onLeftOut(detail);
    return;
  }
  const all = (async function* () {
    yield* readOpen(first);
    for await (const capture of captures) yield* readOpen(capture);
  })();
  yield* convert(all, redactor, target === 'HAR' ? harRecording(VERSION) : ndjsonRecording, onLeftOut);
}

async function* convert(
  items: AsyncIterable<CaptureItem>,
  redactor: Redactor,
  { head, tail, entry }: RecordingFormat,
  onLeftOut: (detail: string) => void,
): AsyncGenerator<string> {
  yield head;
  let isFirst = true;
  for await (const item of items) {
    if (isUnread(item)) {
      onLeftOut(item.detail);
      continue;
    }
    yield entry(redactExchange(redactor, item), isFirst);
    isFirst = false;
  }
  yield tail;
}

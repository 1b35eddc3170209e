import type { BlockPlace } from '../captures/index.js';
import { type BlockItem, type Counts, noCounts, type PackedTraces, type TracesSum } from '../check/index.js';
import { InputError, readJson, writeJson } from '../model/index.js';
import type { Listing } from './brief.js';
import type { Place } from './place.js';
import { isRecords, isResultEnd } from './result-shape.js';

/** An error of the user's as plain data. */
export interface PlainError extends Pick<InputError, 'code' | 'problem'> {
  readonly place: InputError['place'] | null;
  readonly cure: string | null;
}

/** What happened while a whole object was read, in its order; of a block there are packed results alone. */
export type ResultRecord =
  /** A capture in it was opened. */
  | { readonly opened: string }
  /** What is not a capture was skipped; `isOpened`: its format was known, and it had no entry. */
  | { readonly passedOver: string; readonly why: PlainError; readonly isOpened: boolean }
  /** It cannot be read any further. */
  | { readonly failed: PlainError }
  /** What exchanges since the last record of this kind say of others; all of it is in an object of this number. */
  | ({ readonly traces: TracesSum } & FactsName)
  | BlockItem;

/** Names the object that has what exchanges say of others. */
export interface FactsName {
  readonly facts: number;
  /** How many characters it has. */
  readonly length: number;
}

/** The end of a shard's result, which is written last. Deterministic, like the records before it. */
export interface ResultEnd {
  /** How many lines of records each object before this one has. */
  readonly parts: readonly number[];
  /** How many there are in this one. */
  readonly lines: number;
  /** These lines. */
  readonly text: string;
  /** Entries and lines of a block. */
  readonly lengths: BlockPlace;
  /** Where the block is in the object; null for a whole object. */
  readonly range: readonly [from: number, to: number] | null;
  /** Whether entries could not be read, whose messages name their places in the capture. */
  readonly hasUnread: boolean;
  /** The block cannot be read apart from what surrounds it. */
  readonly isInseparable: boolean;
  readonly exchanges: number;
  readonly bytes: number;
  readonly counts: PlainCounts;
  readonly listing: Listing;
}

/** {@link Counts} without maps. */
interface PlainCounts {
  readonly mediaTypes: readonly [string, readonly [string, number][]][];
  readonly parameters: readonly [string, readonly [string, number][]][];
  readonly items: readonly [string, readonly [string, number][]][];
  readonly properties: readonly [string, number][];
  readonly enumMembers: readonly [string, number][];
}

/** Records are written in parts of about so many characters, so that no result is held whole. */
const PART = 4 << 20;

/** Where the end of a result is. */
export function endPath(results: string, id: string): string {
  return `${results}/${id}.json`;
}

function partPath(results: string, id: string, part: number): string {
  return `${results}/${id}.${part}.part.json`;
}

function factsPath(results: string, id: string, number: number): string {
  return `${results}/${id}.${number}.facts.json`;
}

/** Writes the records of a shard as they come. */
export interface ResultWriter {
  add(record: ResultRecord): void;
  /** Adds what exchanges say of others. */
  addTraces(traces: PackedTraces): void;
  /** Writes what has come so far, where that is much; undefined where it is not, so that nothing is waited for. */
  flush(): Promise<void> | undefined;
  /** Writes the end: the result is there from now on. */
  end(end: Omit<ResultEnd, 'parts' | 'lines' | 'text' | 'counts'>, counts: Counts): Promise<void>;
}

/** Records are turned into text so many at once: one by one takes longer, and more take more memory on their way. */
const AT_ONCE = 500;

/** How the line of a sum begins. */
const SUM = '[{"sum":';

/** A writer for the result of a shard. */
export function resultWriter(place: Place, results: string, id: string): ResultWriter {
  let records: ResultRecord[] = [];
  let lines: string[] = [];
  let length = 0;
  const parts: number[] = [];
  let facts: string[] = [];
  let factsWritten = 0;
  const write = (): void => {
    if (records.length === 0) return;
    const line = writeJson(records);
    records = [];
    lines.push(line);
    length += line.length + 1;
  };
  const writeFacts = async (): Promise<void> => {
    const now = facts;
    facts = [];
    for (const text of now) {
      await place.write(factsPath(results, id, factsWritten), text);
      factsWritten += 1;
    }
  };
  const flush = async (): Promise<void> => {
    if (facts.length > 0) await writeFacts();
    if (length < PART) return;
    const text = lines.join('\n');
    const count = lines.length;
    lines = [];
    length = 0;
    await place.write(partPath(results, id, parts.length), text);
    parts.push(count);
  };
  return {
    add(record) {
      if ('sum' in record) {
        write();
        records.push(record);
        write();
        return;
      }
      records.push(record);
      if (records.length >= AT_ONCE) write();
    },
    addTraces({ sum, text }) {
      records.push({ traces: sum, facts: factsWritten + facts.length, length: text.length });
      facts.push(text);
    },
    flush: () => (facts.length > 0 || length >= PART ? flush() : undefined),
    async end(end, counts) {
      write();
      await writeFacts();
      const head = { ...end, parts, lines: lines.length, counts: plainCounts(counts) };
      await place.write(endPath(results, id), [JSON.stringify(head), ...lines, ''].join('\n'));
    },
  };
}

/** The end of a result; undefined where the shard has none yet. @throws InputError `unreadable` */
export async function readEnd(place: Place, results: string, id: string): Promise<ResultEnd | undefined> {
  const path = endPath(results, id);
  const text = await place.text(path);
  if (text === undefined) return undefined;
  const end = text.indexOf('\n');
  const head = parsed<Omit<ResultEnd, 'text'>>(place, path, text.slice(0, end), isResultEnd);
  return { ...head, text: text.slice(end + 1, -1) };
}

/** All records of a result, in their order. @throws InputError `unreadable` where one is damaged or gone */
export async function* recordsOf(
  place: Place,
  results: string,
  id: string,
  { parts, lines, text }: ResultEnd,
): AsyncGenerator<readonly ResultRecord[]> {
  const read = async (part: number): Promise<string> => (await place.text(partPath(results, id, part))) ?? '';
  let next = parts.length > 0 ? read(0) : undefined;
  for (const [part, count] of parts.entries()) {
    const now = (await next) ?? '';
    // The next one is read while this one is looked at.
    next = part + 1 < parts.length ? read(part + 1) : undefined;
    next?.catch(() => undefined);
    yield* recordsIn(place, partPath(results, id, part), now, count);
  }
  yield* recordsIn(place, endPath(results, id), text, lines);
}

function* recordsIn(place: Place, path: string, text: string, count: number): Generator<readonly ResultRecord[]> {
  const lines = text === '' ? [] : text.split('\n');
  if (lines.length !== count) throw damaged(place, path, `${lines.length === 0 ? 'empty' : 'cut'}`);
  for (const line of lines) yield parsed<readonly ResultRecord[]>(place, path, line, isRecords);
}

/** What exchanges of a result say of others, as text. @throws InputError `unreadable` where it is damaged or gone */
export async function factsOf(
  place: Place,
  results: string,
  id: string,
  { facts, length }: FactsName,
): Promise<string> {
  const path = factsPath(results, id, facts);
  const text = await place.text(path);
  if (text?.length !== length) throw damaged(place, path, text === undefined ? 'gone' : 'cut');
  return text;
}

function damaged(place: Place, path: string, why: string, cause?: unknown): InputError {
  return new InputError('unreadable', `is damaged: it is ${why}`, {
    place: { source: place.store.nameOf(place.at(path)) },
    cure: 'Delete it, and the other files of this name, and run the check again: it does only what is missing.',
    cause,
  });
}

/** @throws InputError `unreadable` */
function parsed<Value>(place: Place, path: string, text: string, isWhole: (value: unknown) => boolean): Value {
  let value: unknown;
  try {
    // A sum is on a separate line, and long: it has no numbers that lose digits.
    value = text.startsWith(SUM) ? JSON.parse(text) : readJson<unknown>(text);
  } catch (cause) {
    throw damaged(place, path, 'not JSON', cause);
  }
  if (!isWhole(value)) throw damaged(place, path, 'no result');
  return value as Value;
}

/** An error of the user's as plain data. */
export function plainError({ code, problem, place, cure }: InputError): PlainError {
  return { code, problem, place: place ?? null, cure: cure ?? null };
}

/** The error again. */
export function inputErrorOf({ code, problem, place, cure }: PlainError): InputError {
  return new InputError(code, problem, { ...(place ? { place } : {}), ...(cure === null ? {} : { cure }) });
}

/** By name: what was counted first depends on the shards that were judged before. */
function plainCounts({ mediaTypes, parameters, items, properties, enumMembers }: Counts): PlainCounts {
  const sorted = <Value>(of: ReadonlyMap<string, Value>): [string, Value][] =>
    [...of].sort(([a], [b]) => (a < b ? -1 : 1));
  const nested = (of: ReadonlyMap<string, ReadonlyMap<string, number>>) =>
    sorted(of).map(([name, counts]): [string, [string, number][]] => [name, sorted(counts)]);
  return {
    mediaTypes: nested(mediaTypes),
    parameters: nested(parameters),
    items: nested(items),
    properties: sorted(properties),
    enumMembers: sorted(enumMembers),
  };
}

/** Counts of a result. */
export function countsOf({ counts }: ResultEnd): Counts {
  const nested = (of: readonly [string, readonly [string, number][]][]) =>
    new Map(of.map(([name, numbers]) => [name, new Map(numbers)]));
  return {
    ...noCounts(),
    mediaTypes: nested(counts.mediaTypes),
    parameters: nested(counts.parameters),
    items: nested(counts.items),
    properties: new Map(counts.properties),
    enumMembers: new Map(counts.enumMembers),
  };
}

/** Where a worker says why it could not judge a shard. */
export function failurePath(id: string): string {
  return `failures/${id}.json`;
}

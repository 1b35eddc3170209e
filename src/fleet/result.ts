import type { BlockPlace } from '../captures/index.js';
import { type Counts, noCounts, type PackedResult } from '../check/index.js';
import { InputError, readJson, writeJson } from '../model/index.js';
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
  /** What is no capture was passed over; `isOpened`: its format was known, and it had no entry. */
  | { readonly passedOver: string; readonly why: PlainError; readonly isOpened: boolean }
  /** It cannot be read any further. */
  | { readonly failed: PlainError }
  | PackedResult;

/** The end of a shard's result, which is written last. Deterministic, like the records before it. */
export interface ResultEnd {
  /** How many objects hold the records before those of this one. */
  readonly parts: number;
  readonly records: readonly ResultRecord[];
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

/** Writes the records of a shard as they come. */
export interface ResultWriter {
  add(record: ResultRecord): void;
  /** Writes what has come so far, where that is much. */
  flush(): Promise<void>;
  /** Writes the end: the result is there from now on. */
  end(end: Omit<ResultEnd, 'parts' | 'records' | 'counts'>, counts: Counts): Promise<void>;
}

/** Records are turned into text so many at once: one by one takes longer. */
const AT_ONCE = 500;

/** A writer for the result of a shard. */
export function resultWriter(place: Place, results: string, id: string): ResultWriter {
  let records: ResultRecord[] = [];
  let texts: string[] = [];
  let length = 0;
  let parts = 0;
  const write = (): void => {
    if (records.length === 0) return;
    const text = writeJson(records).slice(1, -1);
    records = [];
    texts.push(text);
    length += text.length + 2;
  };
  return {
    add(record) {
      records.push(record);
      if (records.length >= AT_ONCE) write();
    },
    async flush() {
      if (length < PART) return;
      const text = `[${texts.join(',\n')}]`;
      texts = [];
      length = 0;
      await place.write(partPath(results, id, parts), text);
      parts += 1;
    },
    async end(end, counts) {
      write();
      const head = JSON.stringify({ ...end, parts, counts: plainCounts(counts) });
      await place.write(endPath(results, id), `${head.slice(0, -1)},"records":[${texts.join(',\n')}]}\n`);
    },
  };
}

/** The end of a result; undefined where the shard has none yet. @throws InputError `unreadable` */
export async function readEnd(place: Place, results: string, id: string): Promise<ResultEnd | undefined> {
  const path = endPath(results, id);
  const text = await place.text(path);
  return text === undefined ? undefined : parsed<ResultEnd>(place, path, text, isResultEnd);
}

/** All records of a result, in their order. @throws InputError `unreadable` where one is damaged or gone */
export async function* recordsOf(
  place: Place,
  results: string,
  id: string,
  { parts, records }: ResultEnd,
): AsyncGenerator<readonly ResultRecord[]> {
  for (let part = 0; part < parts; part += 1) {
    const path = partPath(results, id, part);
    yield parsed<readonly ResultRecord[]>(place, path, (await place.text(path)) ?? '', isRecords);
  }
  yield records;
}

/** @throws InputError `unreadable` */
function parsed<Value>(place: Place, path: string, text: string, isWhole: (value: unknown) => boolean): Value {
  const damaged = (why: string, cause?: unknown): InputError =>
    new InputError('unreadable', `is damaged: it is ${why}`, {
      place: { source: place.store.nameOf(place.at(path)) },
      cure: 'Delete it, and run the check again: it does only what is missing.',
      cause,
    });
  let value: unknown;
  try {
    value = readJson<unknown>(text);
  } catch (cause) {
    throw damaged('not JSON', cause);
  }
  if (!isWhole(value)) throw damaged('no result');
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

function plainCounts({ mediaTypes, parameters, items, properties, enumMembers }: Counts): PlainCounts {
  const nested = (of: ReadonlyMap<string, ReadonlyMap<string, number>>) =>
    [...of].map(([name, counts]): [string, [string, number][]] => [name, [...counts]]);
  return {
    mediaTypes: nested(mediaTypes),
    parameters: nested(parameters),
    items: nested(items),
    properties: [...properties],
    enumMembers: [...enumMembers],
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

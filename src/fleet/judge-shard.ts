import { lstat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { attach, captureFormats, openCaptures, readOpen, START } from '../captures/index.js';
import { type Examined, itemExaminer, noCounts } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { pseudonyms } from '../io/index.js';
import { type CaptureItem, InputError, isUnread, type Unread } from '../model/index.js';
import type { ObjectStore } from '../objects/index.js';
import { plainRedactor, redactSentence } from '../redact/index.js';
import { ALL_LISTED, BRIEF, roomOf } from './brief.js';
import { traceHider } from './hidden-trace.js';
import type { Place } from './place.js';
import type { PlannedObject, Shard, Terms } from './plan.js';
import { type CutObject, PIECE, shardBlocks } from './ranges.js';
import { plainError, type ResultWriter, resultWriter } from './result.js';
import { eachResult, type ShardWriter, sumsOfResults } from './shard-writer.js';
import { failingStore, failingWriter } from './storage-failure.js';

/** What a shard came to, for metrics and logs. */
export interface ShardSize {
  readonly exchanges: number;
  readonly bytes: number;
}

/** Judges shards of one run. */
export interface ShardJudge {
  /**
   * Judges a shard, and writes its result. One at a time.
   * @throws StorageFailure where the captures cannot be read, or the result cannot be written
   */
  judge(shard: Shard, place: Place, results: string, objects: ObjectStore): Promise<ShardSize>;
}

/** A body in an object beside the capture is read up to this size. */
const MAX_BODY = 64 * 1024 * 1024;

/** The sizes that a judge works with. */
export interface JudgeSizes {
  /** About how many bytes are read at once. */
  readonly piece: number;
  /** How many violations of each rank a brief result lists. */
  readonly brief: number;
}

/** @param key of pseudonyms; the one that the terms have the print of. @returns a judge of shards under these terms */
export function shardJudge(
  contract: Contract,
  terms: Terms,
  key: string | Uint8Array | undefined,
  { piece, brief }: JudgeSizes = { piece: PIECE, brief: BRIEF },
): ShardJudge {
  const settings = { ...terms.settings, redact: { ...terms.settings.redact, ...(key === undefined ? {} : { key }) } };
  const hidden = traceHider(terms.salt);
  // Kept from shard to shard: V8 forgets what it has optimised for an examiner that is gone. One that lists each
  // exchange remembers of which faults it has given the evidence.
  const ofSums = settings.sums === true ? itemExaminer(contract, settings, pseudonyms, true) : undefined;
  return {
    async judge(shard, place, results, objects) {
      const store = failingStore(objects);
      const { object, part } = shard;
      // Of what could not be cut, each result is given: parts of it may be in the report already.
      const sums = ofSums !== undefined && (part !== undefined || !object.cut);
      const examiner = sums ? ofSums : itemExaminer(contract, settings, pseudonyms);
      // A shard before this one may have failed after it had begun.
      examiner.taken();
      const writer = failingWriter(resultWriter(place, results, shard.id));
      const written = sums
        ? sumsOfResults(contract, writer, object.source, roomOf(shard, brief))
        : eachResult(contract, writer);
      let exchanges = 0;
      const add = (item: CaptureItem): Promise<void> | undefined => {
        exchanges += 1;
        for (const result of examiner.examine(item)) written.add(safe(result, hidden));
        return writer.flush();
      };
      const read =
        part === undefined || !object.cut
          ? await judgeWhole(object, store, written, add)
          : await judgePart({ ...object, cut: object.cut }, part, store, piece, add);
      const listing = written.end();
      // Of a block that cannot be read apart nothing is in the report.
      const end = read.isInseparable
        ? { listing: ALL_LISTED, counts: noCounts() }
        : { listing, counts: examiner.taken() };
      await writer.end({ ...read, exchanges, listing: end.listing }, end.counts);
      return { exchanges, bytes: read.bytes };
    },
  };
}

type Read = Omit<Parameters<ResultWriter['end']>[0], 'exchanges' | 'listing'>;

async function judgePart(
  object: CutObject,
  part: number,
  store: ObjectStore,
  piece: number,
  add: (item: CaptureItem) => Promise<void> | undefined,
): Promise<Read> {
  const blocks = captureFormats.find(({ name }) => name === object.cut.format)?.blocks;
  if (!blocks) throw new Error(`no reader of ${object.cut.format} blocks`);
  const attaching = { source: object.source, chunks: noChunks(), attachment: attachments(object, store) };
  const read = { lengths: START, range: null, hasUnread: false, isInseparable: false, bytes: 0 };
  let { lengths, hasUnread, bytes } = read;
  let from: number | undefined;
  const pieces = shardBlocks(store, object, part, blocks, piece);
  let block = await pieces.next();
  try {
    for (; !block.done; block = await pieces.next()) {
      from ??= block.value.offset;
      bytes += block.value.bytes.length;
      const reading = blocks.read(object.source, block.value, lengths);
      let next = reading.next();
      for (; !next.done; next = reading.next()) {
        hasUnread ||= isUnread(next.value);
        const item = isUnread(next.value) ? next.value : attach(next.value, attaching);
        // Each wait takes as long as a small part of the judging: nearly never is there anything to wait for.
        const written = add(item instanceof Promise ? await item : item);
        if (written) await written;
      }
      if (!next.value) return { ...read, isInseparable: true, bytes };
      lengths = next.value;
    }
  } finally {
    await pieces.return(false);
  }
  if (!block.value) return { ...read, isInseparable: true };
  if (from === undefined) return read;
  return { ...read, lengths, range: [from, from + bytes], hasUnread, bytes };
}

async function judgeWhole(
  object: PlannedObject,
  store: ObjectStore,
  written: ShardWriter,
  add: (item: CaptureItem) => Promise<void> | undefined,
): Promise<Read> {
  const { url, source, size, version, isOptional } = object;
  const file = {
    source,
    isOptional,
    chunks: store.read(url, {}, version),
    randomAccess: async () => ({
      size,
      range: (from: number, to: number) => store.read(url, { from, to }, version),
    }),
    attachment: attachments(object, store),
  };
  const passedOver = (isOpened: boolean) => (passed: string, why: InputError) =>
    written.note({ passedOver: passed, why: plainError(why), isOpened });
  let hasUnread = false;
  try {
    for await (const capture of openCaptures(file, { onPassedOver: passedOver(false) })) {
      written.note({ opened: capture.source });
      written.begin(capture.source);
      const { onPassedOver, ...opened } = capture;
      for await (const item of readOpen(onPassedOver ? { ...opened, onPassedOver: passedOver(true) } : opened)) {
        hasUnread ||= isUnread(item);
        await add(item);
      }
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    written.note({ failed: plainError(error) });
  }
  return { lengths: START, range: null, hasUnread, isInseparable: false, bytes: size };
}

function attachments({ url }: PlannedObject, store: ObjectStore) {
  return async (name: string): Promise<Uint8Array | undefined> => {
    const beside = store.beside(url, name);
    try {
      if (beside === undefined || (await isLink(beside))) return undefined;
      const bytes = await store.readWhole(beside);
      return bytes && bytes.length <= MAX_BODY ? bytes : undefined;
    } catch (error) {
      if (error instanceof InputError) return undefined;
      throw error;
    }
  };
}

/** A link may lead anywhere: a capture that names one would reach files outside its folder. */
async function isLink(url: string): Promise<boolean> {
  if (!/^file:/i.test(url)) return false;
  return lstat(fileURLToPath(url)).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}

/** What leaves the worker has no secret: results are redacted where they are made, the rest here. */
function safe(result: Examined | Unread, hidden: (examined: Examined) => Examined): Examined | Unread {
  if (!('unread' in result)) return hidden(result);
  return { ...result, detail: redactSentence(plainRedactor, result.detail) };
}

async function* noChunks(): AsyncGenerator<Uint8Array> {}

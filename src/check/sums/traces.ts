import type { Contract } from '../../contract/index.js';
import { knownOperations, type PackedTrace, packTrace, unpackTrace } from '../run/packed-trace.js';
import {
  emptyMemory,
  followIn,
  isAnswering,
  isChangedSince,
  isDeletion,
  isMissing,
  isPage,
  MAX_REMEMBERED,
  type Memory,
  type Trace,
} from '../sequence.js';
import { hashOf, hashText } from './hashes.js';

/**
 * What a block of a capture says of the rest, in short: with it, it shows whether its exchanges have to be followed one
 * by one. Plain data.
 */
export interface TracesSum {
  /** Nothing in the block is wrong by itself, and nothing in it names a next page. */
  readonly isQuiet: boolean;
  /** How many of its exchanges changed something. */
  readonly writes: number;
  /** Hashes of what was created and deleted, for what is remembered at its end. */
  readonly created: string;
  readonly deleted: string;
  /** Hashes of what was missing, and of what answered, where it matters whether it was created or deleted before. */
  readonly missing: string;
  readonly answering: string;
}

/** Gathers what the exchanges of a block say of others. */
export interface TraceGatherer {
  add(trace: Trace): void;
  readonly size: number;
  /** What came so far: the sum, and all of it as lines of JSON. */
  end(): { readonly sum: TracesSum; readonly text: string };
}

/** Exchanges are turned into text so many at once: one by one takes longer. */
const AT_ONCE = 500;

/** An exchange before the block, of which only its place matters. */
const BEFORE = { exchange: -1 };
const CREATED_BEFORE: Pick<Trace, 'exchange' | 'created'> = { ...BEFORE, created: { path: '', by: 'id' } };

/** A gatherer for one block of one source. */
export function gatherTraces(contract: Contract, source: string): TraceGatherer {
  const operations = knownOperations(contract);
  const memory = emptyMemory(source);
  const created: Hashed[] = [];
  const deleted: Hashed[] = [];
  const missing = new Set<number>();
  const answering = new Set<number>();
  const texts: string[] = [];
  let packed: PackedTrace[] = [];
  let isQuiet = true;
  let size = 0;
  const write = (): void => {
    if (packed.length > 0) texts.push(JSON.stringify(packed));
    packed = [];
  };
  return {
    add(trace) {
      size += 1;
      const operation = operations.indexOf(trace.operation);
      if (operation === undefined) throw new Error(`a trace of ${trace.operation}, which no contract has`);
      packed.push(packTrace(trace, operation, operations.at(operation, source)));
      if (packed.length >= AT_ONCE) write();
      if (asksForCreation(memory, trace)) missing.add(hashOf(trace.path));
      if (asksForDeletion(memory, trace)) answering.add(hashOf(trace.path));
      const { writes } = memory;
      if (followIn(memory, trace).length > 0 || isPage(trace)) isQuiet = false;
      if (memory.writes === writes) return;
      if (trace.created) created.push({ hash: hashOf(trace.created.path), at: memory.writes });
      if (isDeletion(trace)) deleted.push({ hash: hashOf(trace.path), at: memory.writes });
    },
    get size() {
      return size;
    },
    end() {
      write();
      const { writes } = memory;
      const remembered = (all: readonly Hashed[]): string =>
        hashText(new Set(all.filter(({ at }) => writes - at < MAX_REMEMBERED).map(({ hash }) => hash)));
      const sum = {
        isQuiet,
        writes,
        created: remembered(created),
        deleted: remembered(deleted),
        missing: hashText(missing),
        answering: hashText(answering),
      };
      return { sum, text: texts.join('\n') };
    },
  };
}

interface Hashed {
  readonly hash: number;
  readonly at: number;
}

/** Whether it matters if something before the block created what is missing: not where the block says more of it. */
function asksForCreation(memory: Memory, trace: Trace): boolean {
  const { path } = trace;
  return isMissing(trace) && !isKnown(memory, path) && !isChangedSince(memory, path, CREATED_BEFORE);
}

/** The same of a deletion before it, where something answers. */
function asksForDeletion(memory: Memory, trace: Trace): boolean {
  const { path } = trace;
  return isAnswering(trace) && !isKnown(memory, path) && !isChangedSince(memory, path, BEFORE);
}

function isKnown({ created, deleted, writes }: Memory, path: string): boolean {
  return created.get(path, writes) !== undefined || deleted.get(path, writes) !== undefined;
}

/** Makes the exchanges of a block whole again, line by line. */
export function traceReader(contract: Contract): (text: string, source: string, before: number) => Generator<Trace> {
  const operations = knownOperations(contract);
  return function* read(text, source, before) {
    for (let from = 0; from < text.length; ) {
      const found = text.indexOf('\n', from);
      const end = found < 0 ? text.length : found;
      const line: readonly PackedTrace[] = JSON.parse(text.slice(from, end));
      for (const packed of line)
        yield unpackTrace(packed, operations.at(packed.operation, source), source, before + packed.exchange);
      from = end + 1;
    }
  };
}

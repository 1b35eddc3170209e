import { START, unfinished } from '../captures/index.js';
import { type BlockItem, type ExaminedPart, resultPacker, sumPacker, traceReader } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { isUnread, readJson } from '../model/index.js';
import type { ThreadAnswer } from './messages.js';
import type { Event, Step } from './steps.js';

/** A block was cut inside an entry, or needs what threads cannot have: captures must be read in one piece. */
export class InseparableBlock extends Error {}

/** Gives the results of a step their places in the captures. @throws InseparableBlock */
export type Orderer = (step: Step, answer: ThreadAnswer | undefined) => readonly ExaminedPart[];

/** An orderer of steps that come in order. @param events that came up since; they happen at the end of each capture */
export function orderer(contract: Contract, events: Event[]): Orderer {
  const packer = resultPacker(contract);
  const sums = sumPacker(contract);
  const readTraces = traceReader(contract);
  let place = START;
  /** Whether something of the capture was given that says something of others. */
  let hasTraces = false;
  let last: { readonly index: number; readonly isCut: boolean } | undefined;
  return (step, answer) => {
    if (step.kind === 'event') {
      step.event();
      return [];
    }
    const { capture } = step;
    if (step.kind === 'end') {
      const cut = unfinished(capture, last);
      for (const event of events.splice(0)) event();
      place = START;
      last = undefined;
      hasTraces = false;
      return cut ? [cut] : [];
    }
    if (answer?.kind === 'inseparable') throw new InseparableBlock();
    if (answer?.kind !== 'results') return [];
    const { packed, areSums, traces, size, hasUnread } = answer;
    const { task } = step;
    const { source } = capture;
    const before = place.entries;
    const parsed: readonly BlockItem[] = areSums ? JSON.parse(packed) : readJson(packed);
    const unpack = packer.unpacking();
    const results = parsed.map((each): ExaminedPart => {
      return 'sum' in each ? { source, summed: sums.unpack(each, source, before) } : unpack(each, source, before);
    });
    const block = hasUnread && task.kind === 'block' ? task.block : undefined;
    // What could not be read is read again here, where its place in the capture is known.
    const unread = block && [...(capture.format.blocks?.read(source, block, place) ?? [])].filter(isUnread);
    // The requests of a batch are results of one entry: so they are counted among themselves.
    const placed = unread
      ? results.map((result) => ('unread' in result ? (unread.shift() ?? result) : result))
      : results;
    place = { entries: place.entries + size.entries, lines: place.lines + size.lines };
    last = task.kind === 'block' ? (endOf(placed) ?? last) : undefined;
    if (!traces) return placed;
    const { sum, text } = traces;
    const isFirst = !hasTraces;
    hasTraces = true;
    return [...placed, { traces: { source, isFirst, sum, read: () => readTraces(text, source, before) } }];
  };
}

function endOf(results: readonly ExaminedPart[]) {
  const result = results.at(-1);
  if (!result || 'traces' in result) return undefined;
  if ('summed' in result) return { index: result.summed.sum.last, isCut: false };
  return 'unread' in result
    ? { index: result.index, isCut: result.unread === 'cut' }
    : { index: result.outcome.exchange, isCut: false };
}

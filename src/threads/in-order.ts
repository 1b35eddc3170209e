import { START, unfinished } from '../captures/index.js';
import { type Examined, type PackedResult, resultPacker } from '../check/index.js';
import type { Contract } from '../contract/index.js';
import { isUnread, readJson, type Unread } from '../model/index.js';
import type { ThreadAnswer } from './messages.js';
import type { Event, Step } from './steps.js';

/** A block was cut inside an entry, or needs what threads cannot have: captures must be read in one piece. */
export class InseparableBlock extends Error {}

/** Gives the results of a step their places in the captures. @throws InseparableBlock */
export type Orderer = (step: Step, answer: ThreadAnswer | undefined) => readonly (Examined | Unread)[];

/** An orderer of steps that come in order. @param events that came up since; they happen at the end of each capture */
export function orderer(contract: Contract, events: Event[]): Orderer {
  const packer = resultPacker(contract);
  let place = START;
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
      return cut ? [cut] : [];
    }
    if (answer?.kind === 'inseparable') throw new InseparableBlock();
    if (answer?.kind !== 'results') return [];
    const { packed, size, hasUnread } = answer;
    const { task } = step;
    const parsed = readJson<readonly PackedResult[]>(packed);
    const unpack = packer.unpacking();
    const results = parsed.map((each) => unpack(each, capture.source, place.entries));
    const block = hasUnread && task.kind === 'block' ? task.block : undefined;
    // What could not be read is read again here, where its place in the capture is known.
    const unread = block && [...(capture.format.blocks?.read(capture.source, block, place) ?? [])].filter(isUnread);
    // The requests of a batch are results of one entry: so they are counted among themselves.
    const placed = unread
      ? results.map((result) => ('unread' in result ? (unread.shift() ?? result) : result))
      : results;
    place = { entries: place.entries + size.entries, lines: place.lines + size.lines };
    last = task.kind === 'block' ? (endOf(placed) ?? last) : undefined;
    return placed;
  };
}

function endOf(results: readonly (Examined | Unread)[]) {
  const result = results.at(-1);
  if (!result) return undefined;
  return 'unread' in result
    ? { index: result.index, isCut: result.unread === 'cut' }
    : { index: result.outcome.exchange, isCut: false };
}

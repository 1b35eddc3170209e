import { type CaptureSourceOptions, captureSize } from '../api/captures.js';
import type { Examination, ExamineOptions } from '../api/examine.js';
import { reportRedactor } from '../api/redaction.js';
import { blockMemory, START, unfinished } from '../captures/index.js';
import type { Counts, Examined } from '../check/index.js';
import { type Packed, packerOf } from '../check/run/packed-result.js';
import type { Contract } from '../contract/index.js';
import { type CaptureItem, isUnread, type Unread } from '../model/index.js';
import type { ThreadAnswer, ThreadSetup } from './messages.js';
import { startPool } from './pool.js';
import { type Event, type Step, stepsOf } from './steps.js';

/** Steps under way for each thread. */
const AHEAD = 4;

/**
 * Examines exchanges in several threads. This one only cuts captures into blocks, and puts the results in order: they are those of one thread.
 *
 * Where a block turns out to be cut in the wrong place, all is done once more, captures being read here; what was given already is not given again.
 * @param paths of captures
 * @param count of threads
 */
export function examineInThreads(
  contract: Contract,
  paths: readonly string[],
  options: ExamineOptions,
  count: number,
): Examination {
  // What is wrong with it is said here, as where there is one thread.
  reportRedactor(options.redact, contract);
  let counts: readonly Counts[] = [];
  const once = toldOnce(options);

  const attempt = async function* (inBlocks: boolean): AsyncGenerator<Examined | Unread> {
    const pool = startPool(setupOf(contract, options), count);
    const pending: Pending[] = [];
    const events: Event[] = [];
    const inOrder = orderer(contract, events);
    const memory = blockMemory();
    const commit = async (): Promise<readonly (Examined | Unread)[]> => {
      const next = pending.shift();
      if (!next) return [];
      const { step } = next;
      const results = inOrder(step, await next.answer);
      if (step.kind === 'task' && step.task.kind === 'block') memory.release(step.task.block.bytes.buffer);
      return results;
    };
    try {
      for await (const step of stepsOf(paths, later(once(), events), inBlocks ? memory : undefined, events)) {
        pending.push({ step, answer: step.kind === 'task' ? pool.ask(step.task) : undefined });
        if (pending.length >= AHEAD * count) yield* await commit();
      }
      while (pending.length > 0) yield* await commit();
      const answers = await pool.askAll({ kind: 'counts' });
      counts = answers.flatMap((answer) => (answer.kind === 'counts' ? [answer.counts] : []));
    } finally {
      await pool.stop();
    }
  };

  const results = async function* (): AsyncGenerator<Examined | Unread> {
    let given = 0;
    // What is no file, such as a pipe, can be read only once.
    const canReadAgain = (await captureSize(paths)) !== undefined;
    try {
      for await (const result of attempt(canReadAgain)) {
        yield result;
        given += 1;
      }
      return;
    } catch (error) {
      if (!(error instanceof NotApart)) throw error;
    }
    for await (const result of attempt(false)) {
      if (given === 0) yield result;
      else given -= 1;
    }
  };
  return { results: results(), counts: async () => counts };
}

function setupOf({ document }: Contract, { policy, evidence, redact }: ExamineOptions): ThreadSetup {
  const { source, root, dialect, files, binaries } = document;
  return { document: { source, root, dialect, files, binaries }, policy, evidence, redact };
}

/** The steps run ahead of the results: what is passed over is told when all before it is. */
function later({ onPassedOver, ...options }: CaptureSourceOptions, events: Event[]): CaptureSourceOptions {
  return { ...options, onPassedOver: (source, why) => events.push(() => onPassedOver?.(source, why)) };
}

/** For each time that the captures are read: tells only what was not told before. */
function toldOnce({ formats, onRead, onPassedOver }: CaptureSourceOptions): () => CaptureSourceOptions {
  let toldOver = 0;
  let told = 0;
  return () => {
    let read = 0;
    let over = 0;
    return {
      ...(formats ? { formats } : {}),
      onRead(bytes) {
        read += bytes;
        if (read <= told) return;
        onRead?.(read - told);
        told = read;
      },
      onPassedOver(source, why) {
        over += 1;
        if (over <= toldOver) return;
        onPassedOver?.(source, why);
        toldOver = over;
      },
    };
  };
}

interface Pending {
  readonly step: Step;
  readonly answer: Promise<ThreadAnswer> | undefined;
}

/** A block was cut in the wrong place, or needs what threads cannot have. */
class NotApart extends Error {}

/** Gives the results of steps that come in order their places in the captures. */
function orderer(contract: Contract, events: Event[]) {
  const packer = packerOf(contract);
  let place = START;
  let last: { readonly index: number; readonly isCut: boolean } | undefined;
  return (step: Step, answer: ThreadAnswer | undefined): readonly (Examined | Unread)[] => {
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
    if (answer?.kind === 'not-apart') throw new NotApart();
    if (answer?.kind !== 'results') return [];
    const { packed, size, hasUnread } = answer;
    const { task } = step;
    const parsed: readonly Packed[] = JSON.parse(packed);
    const results = parsed.map((each) => packer.unpack(each, capture.source, place.entries));
    const block = hasUnread && task.kind === 'block' ? task.block : undefined;
    const items = block && [...(capture.format.blocks?.read(capture.source, block, place) ?? [])];
    const placed = items ? results.map((result, index) => unreadAt(items, index) ?? result) : results;
    place = { entries: place.entries + size.entries, lines: place.lines + size.lines };
    last = task.kind === 'block' ? (endOf(placed) ?? last) : undefined;
    return placed;
  };
}

function unreadAt(items: readonly CaptureItem[], index: number): Unread | undefined {
  const item = items[index];
  return item && isUnread(item) ? item : undefined;
}

function endOf(results: readonly (Examined | Unread)[]) {
  const result = results.at(-1);
  if (!result) return undefined;
  return 'unread' in result
    ? { index: result.index, isCut: result.unread === 'cut' }
    : { index: result.outcome.exchange, isCut: false };
}

import process from 'node:process';
import { isObject, readJson, type Violation, writeJson } from '../model/index.js';
import type { Ended, FeedRing, KeptExchange } from './ring.js';

/** A process at the other end of a channel, as `ChildProcess` has it. */
export interface WorkerProcess {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: () => void): unknown;
  send(message: object, callback: (error: Error | null) => void): unknown;
}

/** The process that started this one, as `process` has it. */
export interface PrimaryProcess {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  send?(message: object, callback: (error: Error | null) => void): unknown;
  readonly connected?: boolean;
}

/** What a worker keeps until the primary has it. */
export const WORKER_LIMITS = { most: 2_000, bytes: 16_777_216 };

/** Exchanges of one message. */
const A_BATCH = 200;

/** So long exchanges are collected before they cross, in milliseconds. */
const PAUSE = 40;

/** A process that does not answer for so long, in milliseconds, is not waited for: what it has comes later. */
const LONGEST = 2_000;

/** What a worker says by itself: that it is there, or that it has exchanges. */
interface Said {
  readonly docproofFeed: 'ready' | 'more';
}

/** The primary asks for all that a worker has, and to be told of what comes from then on. */
interface Gather {
  readonly docproofFeed: 'gather';
  readonly id: number;
}

/** Exchanges of a worker, and how many it had to drop before them. The last of a question says so. */
interface Batch {
  readonly docproofFeed: 'exchanges';
  readonly id: number;
  readonly exchanges: readonly SentExchange[];
  readonly missed: number;
  readonly isLast: boolean;
}

/** An exchange as it crosses: violations as JSON, whose numbers keep their digits so. */
interface SentExchange extends Omit<Ended, 'violations'> {
  readonly violations: string;
  /** When it began and ended, by the clock of the machine that only goes forward. */
  readonly began: number;
  readonly ended: number;
}

/**
 * Gives the exchanges of a worker to the primary, when that asks. Until it first does, none of them crosses, and no
 * message either; from then on the worker says when it has more. They wait in its ring, and make room there if they
 * must: no request waits.
 */
export function sendExchanges(ring: FeedRing, primary: PrimaryProcess): void {
  let sent = 0;
  let isAsked = false;
  let isSaid = false;
  const send = (message: Said | Batch): void => {
    // A primary that has ended asks for nothing.
    if (primary.connected !== false) primary.send?.(message, () => undefined);
  };
  const batch = (id: number): Batch => {
    const missed = Math.max(0, ring.first - 1 - sent);
    sent += missed;
    const exchanges: SentExchange[] = [];
    for (; sent < ring.last && exchanges.length < A_BATCH; sent += 1) {
      const kept = ring.get(sent + 1);
      if (kept) exchanges.push(sentOf(kept));
    }
    return { docproofFeed: 'exchanges', id, exchanges, missed, isLast: sent >= ring.last };
  };
  ring.listen(() => {
    if (!isAsked || isSaid) return;
    isSaid = true;
    setTimeout(() => send({ docproofFeed: 'more' }), PAUSE).unref();
  });
  primary.on('message', (message: unknown) => {
    if (!isGather(message)) return;
    isAsked = true;
    isSaid = false;
    ring.widen();
    for (let isLast = false; !isLast; ) {
      const next = batch(message.id);
      send(next);
      isLast = next.isLast;
    }
  });
  send({ docproofFeed: 'ready' });
}

/** The exchanges of several processes in one ring. */
export interface Gatherer {
  add(worker: WorkerProcess): void;
  /** Resolves when the ring has all exchanges that have ended in any process. From the first call on, all cross. */
  gather(): Promise<void>;
}

/**
 * Puts the exchanges of workers into a ring; those that come together in the order in which they began.
 * @param isAsked whether somebody asks from the start
 */
export function gatherExchanges(ring: FeedRing, isAsked: boolean): Gatherer {
  const workers = new Map<WorkerProcess, Map<number, () => void>>();
  let isWanted = isAsked;
  let waiting: SentExchange[] = [];
  let round: NodeJS.Timeout | undefined;
  let last = 0;
  /** Gets what all have now. */
  const collect = async (): Promise<void> => {
    isWanted = true;
    last += 1;
    const id = last;
    await Promise.all([...workers].map(([worker, questions]) => ask(worker, questions, id)));
  };
  /** Adds those that ended by then: of others, earlier ones may be under way. */
  const release = (until: number): void => {
    const now = waiting.filter(({ ended }) => ended <= until);
    waiting = waiting.filter(({ ended }) => ended > until);
    // A process may notice the end of an answer after its client has sent the next request, to another one.
    for (const exchange of now.sort((one, other) => one.began - other.began)) ring.add(endedOf(exchange));
  };
  const soon = (): void => {
    if (!isWanted || round) return;
    round = setTimeout(async () => {
      const began = machineTime();
      await collect();
      round = undefined;
      release(began);
      if (waiting.length > 0) soon();
    }, PAUSE / 2).unref();
  };
  return {
    add(worker) {
      const questions = new Map<number, () => void>();
      worker.on('message', (message: unknown) => {
        if (isSaid(message)) {
          workers.set(worker, questions);
          soon();
        }
        if (!isBatch(message)) return;
        ring.dropped += message.missed;
        for (const exchange of message.exchanges) waiting.push(exchange);
        if (message.isLast) questions.get(message.id)?.();
      });
      worker.once('exit', () => {
        workers.delete(worker);
        for (const done of questions.values()) done();
      });
    },
    async gather() {
      await collect();
      release(Number.POSITIVE_INFINITY);
    },
  };
}

/** Resolves when a worker has sent all that it had, has ended, or does not answer. */
function ask(worker: WorkerProcess, questions: Map<number, () => void>, id: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      questions.delete(id);
      resolve();
    };
    const timer = setTimeout(done, LONGEST);
    questions.set(id, done);
    worker.send({ docproofFeed: 'gather', id } satisfies Gather, (error) => {
      if (error) done();
    });
  });
}

/** Milliseconds, by the clock that all processes of a machine share: what they call the time of day may differ. */
function machineTime(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function sentOf({ violations, id: _, size: _size, ...exchange }: KeptExchange): SentExchange {
  const { startedAt, duration } = exchange;
  const began = machineTime() - performance.now() + startedAt - performance.timeOrigin;
  return { ...exchange, violations: writeJson(violations), began, ended: began + duration };
}

function endedOf({ violations, began: _, ended: _ended, ...exchange }: SentExchange): Ended {
  const read: unknown = readJson(violations);
  return { ...exchange, violations: Array.isArray(read) ? read.filter(isViolation) : [] };
}

/** Whether it has what each violation has: another process of this very program wrote it. */
function isViolation(value: unknown): value is Violation {
  return isObject(value) && typeof value.keyword === 'string' && typeof value.part === 'string';
}

function isGather(message: unknown): message is Gather {
  return isObject(message) && message.docproofFeed === 'gather';
}

function isBatch(message: unknown): message is Batch {
  return isObject(message) && message.docproofFeed === 'exchanges';
}

function isSaid(message: unknown): message is Said {
  return isObject(message) && (message.docproofFeed === 'ready' || message.docproofFeed === 'more');
}

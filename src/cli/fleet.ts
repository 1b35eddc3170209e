import type { FleetEvent, QueueOptions } from '../api/fleet.js';
import { type CheckOptions, type Contract, InputError } from '../api/index.js';
import type { QUEUE, ResolvedOf } from '../options/index.js';
import { drawFleet } from './fleet-progress.js';
import type { CommonFlags } from './options.js';
import { print, say, wantsColor } from './output.js';

/** A check on workers, from its flags. */
export interface Fleet {
  readonly queue: QueueOptions;
  /** Whether shards were given up, so that nobody judged them. */
  readonly isIncomplete: () => boolean;
  stop(): void;
}

/** The options of a check on workers; undefined where this process judges. @throws InputError `bad-option` */
export async function fleetOf(
  { queue, results, shardSize, lock, metrics, dryRun }: ResolvedOf<typeof QUEUE>,
  { quiet, color }: CommonFlags,
): Promise<Fleet | undefined> {
  if (queue === undefined) {
    if (!dryRun) return undefined;
    throw new InputError('bad-option', '--dry-run needs --queue', {
      cure: 'Name the queue: docproof check api.yaml captures/ --queue redis://HOST/0 --dry-run',
    });
  }
  const { stderr } = process;
  const isDrawn = !quiet && stderr.isTTY && process.env.TERM !== 'dumb';
  const progress = isDrawn
    ? drawFleet({
        columns: stderr.columns,
        color: wantsColor(color, stderr),
        write: (text) => stderr.write(text),
        now: () => performance.now(),
      })
    : undefined;
  const told = tellTroubles((text) => {
    progress?.clear();
    say(text);
  });
  const served =
    metrics === undefined
      ? undefined
      : await (await import('../api/fleet-metrics.js')).serveFleetMetrics(metrics, 'check');
  const stopping = stoppedBySignals(() => progress?.clear());
  let lost = 0;
  const onEvent = (event: FleetEvent): void => {
    if (event.event === 'lost') lost += 1;
    if (event.event === 'planned' && !quiet && results === undefined)
      say('results are in .docproof/fleet, which all workers must reach; --results names another place');
    stopping.hear(event);
    told(event);
    served?.add(event);
    progress?.add(event);
  };
  return {
    queue: { queue, results, shardSize, lock, signal: stopping.signal, onEvent },
    isIncomplete: () => lost > 0,
    stop() {
      stopping.leave();
      progress?.clear();
      void served?.close();
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** So long it may take to take shards back from the queue, in ms. */
const WITHDRAWAL = 3_000;

/** A signal ends the process as soon as what no worker has taken is taken back from the queue; a second one at once. */
function stoppedBySignals(clear: () => void) {
  const stopped = new AbortController();
  let isPlanned = false;
  let end = (): void => undefined;
  const leave = (): void => {
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    clear();
    leave();
    end = () => process.kill(process.pid, signal);
    if (!isPlanned) {
      end();
      return;
    }
    setTimeout(() => end(), WITHDRAWAL);
    stopped.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    signal: stopped.signal,
    leave,
    hear({ event }: FleetEvent) {
      if (event === 'planned') isPlanned = true;
      if (event === 'withdrawn') end();
    },
  };
}

/** So many counts of workers in a row without any are worth a word. */
const LONELY = 2;

/** Says what keeps a check from going on, once each time. */
function tellTroubles(tell: (text: string) => void): (event: FleetEvent) => void {
  let counts = 0;
  let isAway = false;
  return (event) => {
    if (event.event === 'redis') {
      if (!isAway) tell(`Redis does not answer (${event.error}); the check goes on when it is back`);
      isAway = true;
    } else if (event.event === 'redis-back') {
      if (isAway) tell('Redis is back');
      isAway = false;
    } else if (event.event === 'judged' || event.event === 'merged') {
      isAway = false;
      counts = 0;
    } else if (event.event === 'workers') {
      isAway = false;
      counts = event.count === 0 ? counts + 1 : 0;
      if (counts === LONELY) tell('no worker is there: start some by docproof worker --queue URL');
    }
  };
}

/** Prints what a check on workers would do. */
export async function printPlan(
  fleet: Fleet,
  contract: Contract,
  captures: readonly string[],
  options: CheckOptions & { readonly evidence: boolean; readonly sums: boolean },
): Promise<void> {
  const { planCheck } = await import('../api/fleet-plan.js');
  const { objects, shards, bytes, done, reads, writes, jobs, hours } = await planCheck(contract, captures, {
    ...options,
    queue: fleet.queue,
  });
  const number = (value: number, noun: string): string =>
    `${value.toLocaleString('en')} ${noun}${value === 1 ? '' : 's'}`;
  print(
    [
      `${number(objects, 'object')}, ${number(bytes, 'byte')}`,
      `${number(shards, 'shard')}: ${done.toLocaleString('en')} done, ${(shards - done).toLocaleString('en')} left`,
      `the rest costs about ${number(reads, 'read')} and ${number(writes, 'write')} of objects, ${number(jobs, 'job')} in Redis, and ${hours} hours of processors at 40 MB/s each`,
    ].join('\n'),
  );
}

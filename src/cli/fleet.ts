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
  let lost = 0;
  const onEvent = (event: FleetEvent): void => {
    if (event.event === 'lost') lost += 1;
    if (event.event === 'planned' && !quiet && results === undefined)
      say('results are in .docproof/fleet, which all workers must reach; --results names another place');
    told(event);
    served?.add(event);
    progress?.add(event);
  };
  return {
    queue: { queue, results, shardSize, lock, onEvent },
    isIncomplete: () => lost > 0,
    stop() {
      progress?.clear();
      void served?.close();
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
  const number = (value: number): string => value.toLocaleString('en');
  print(
    [
      `${number(objects)} objects, ${number(bytes)} bytes`,
      `${number(shards)} shards, of which ${number(done)} are done and ${number(shards - done)} are left`,
      `the rest costs about ${number(reads)} reads and ${number(writes)} writes of objects, ${number(jobs)} jobs in Redis, and ${hours} hours of processors at 40 MB/s each`,
    ].join('\n'),
  );
}

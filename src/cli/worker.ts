import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { serveFleetMetrics } from '../api/fleet-metrics.js';
import { startFleetWorker } from '../api/fleet-worker.js';
import { type OptionsOf, resolve, type SECRETS, VERBS, WORKING } from '../options/index.js';
import { EXIT } from './exit.js';
import { sourcesOf, withOptions } from './flags.js';
import { print } from './output.js';
import { redactOptions } from './redact-flags.js';
import { endOnSignals } from './signals.js';

interface WorkerFlags extends OptionsOf<typeof WORKING>, OptionsOf<typeof SECRETS> {
  readonly quiet?: boolean;
}

/** `docproof worker`. */
export function workerCommand(): Command {
  const command = new Command('worker')
    .description('Judge shards of checks that were started with docproof check --queue, until it is stopped.')
    .addHelpText('after', EXAMPLES)
    .action(run);
  return withOptions(command, VERBS.worker);
}

const EXAMPLES = `
Examples:
  $ docproof worker --queue redis://127.0.0.1:6379/0
  $ DOCPROOF_QUEUE=rediss://user:pw@redis/0 docproof worker --workers 8

Any number of workers may start and stop at any time; SIGTERM lets one finish
what it has begun. It writes a line of JSON for each event.`;

/** The events that are printed with --quiet too. */
const LOUD: readonly string[] = ['failed', 'ended', 'suspect', 'redis', 'redis-back'];

async function run(flags: WorkerFlags): Promise<void> {
  const {
    queue = '',
    workers = availableParallelism(),
    results,
    lock,
    grace,
    metrics,
  } = resolve(WORKING, sourcesOf(flags));
  const { key } = await redactOptions(flags, {});
  const served = metrics === undefined ? undefined : await serveFleetMetrics(metrics, 'worker');
  let isAway = false;
  const worker = await startFleetWorker({
    queue,
    workers,
    results,
    lock,
    ...(key === undefined ? {} : { key }),
    onEvent(event) {
      served?.add(event);
      // It is tried again and again: once is enough.
      const isSaid = event.event === 'redis' && isAway;
      if (event.event === 'redis') isAway = true;
      if (event.event === 'redis-back') isAway = false;
      if (!isSaid && (!flags.quiet || LOUD.includes(event.event)))
        print(JSON.stringify({ time: new Date().toISOString(), ...event }));
    },
  });
  if (served && !flags.quiet)
    print(JSON.stringify({ time: new Date().toISOString(), event: 'metrics', url: served.url }));
  const close = async (): Promise<void> => {
    await worker.stop(grace);
    process.exit(EXIT.holds);
  };
  endOnSignals({ close }, { grace: grace + END });
}

/** Beyond its grace a worker gets so long to give back what it has, in ms. */
const END = 5_000;

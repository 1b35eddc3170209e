import { type CheckRules, rulesIn } from '../check/index.js';
import type { Contract, RedactOptions } from '../contract/index.js';
import type { FleetPlan } from '../fleet/index.js';
import { captureObjects, type QueueOptions, queueOptions } from './fleet.js';
import { VERSION } from './version.js';

/** What a check with a queue would do, and what that costs. */
export interface PlannedCheck extends FleetPlan {
  /** Objects that are read and written for what is left, beside those that were for the plan. */
  readonly reads: number;
  readonly writes: number;
  readonly jobs: number;
  /** Of one processor, to a tenth: `12.5`, or `less than 0.1`. */
  readonly hours: string;
}

/** Bytes that a processor judges in an hour: 40 MB a second, which small documents and bodies exceed. */
const HOURLY = 40_000_000 * 3_600;

/**
 * Plans a check with a queue, without doing it: nothing goes to the queue.
 * @throws InputError as `checkCapture` does where captures cannot be read
 */
export async function planCheck(
  contract: Contract,
  paths: readonly string[],
  options: CheckRules & {
    readonly redact?: RedactOptions;
    readonly evidence: boolean;
    /** Whether no report lists each exchange. */
    readonly sums: boolean;
    readonly queue: QueueOptions;
  },
): Promise<PlannedCheck> {
  const { planFleet } = await import('../fleet/index.js');
  const { redact = {}, evidence, sums, queue } = options;
  const settings = { rules: rulesIn(options), evidence, redact, sums };
  const plan = await planFleet(contract, captureObjects(paths, {}), settings, {
    ...queueOptions(queue),
    docproof: VERSION,
  });
  const left = plan.shards - plan.done;
  const bytes = plan.shards === 0 ? 0 : (plan.bytes * left) / plan.shards;
  return {
    ...plan,
    // A worker reads the shard, and this process its result; and all results that were there before.
    reads: 2 * left + plan.done,
    writes: left,
    jobs: left,
    hours: bytes > 0 && bytes < HOURLY / 10 ? 'less than 0.1' : (bytes / HOURLY).toFixed(1),
  };
}

import { allRoom, type PackedSummed, type Room } from '../check/index.js';
import { type PlannedObject, partsOf, type Shard, shardOf } from './plan.js';

/** How many violations of each rank a brief result lists: each has its values, which take time to redact. */
export const BRIEF = 1_000;

/** How many shards of a plan have a full result: if violations are many, these fill the list of the report. */
const FIRST = 4;

/** Errors, and warnings. */
const RANKS = [0, 1] as const;

/** How many violations of each rank a result has, and how many of them its lists leave out. */
export interface Listing {
  readonly violations: readonly [errors: number, warnings: number];
  readonly leftOut: readonly [errors: number, warnings: number];
}

/** The listing of results that list all. */
export const ALL_LISTED: Listing = { violations: [0, 0], leftOut: [0, 0] };

/** The room that a shard's result has for violations. @param brief of each rank, where the result is a brief one */
export function roomOf({ isBrief }: Pick<Shard, 'isBrief'>, brief: number): Room {
  return isBrief ? [brief, brief] : allRoom();
}

/** Chooses which of its results a shard of a plan gets. */
export type ShardChoice = (planned: PlannedObject, part: number | undefined, before: number) => Shard;

/**
 * A shard may have either of two results: a full one, which lists all that a report has room for, or a brief one.
 * @param run where the results are
 * @param sums whether results are sums; all others have no list
 * @param done the results that are there
 * @returns the choice: of an object, its part, and how many shards come before the object in the plan
 */
export function shardChoice(run: string, sums: boolean, done: ReadonlySet<string>): ShardChoice {
  return (object, part, before) => {
    const full = shardOf(run, object, part);
    if (!sums || (object.cut && full.part === undefined)) return full;
    const brief = shardOf(run, object, part, true);
    const [wanted, other] = before + (part ?? 0) < FIRST ? [full, brief] : [brief, full];
    return !done.has(wanted.id) && done.has(other.id) ? other : wanted;
  };
}

/** The shards of an object, in its order. */
export function shardsOf(choose: ShardChoice, object: PlannedObject, before: number): Shard[] {
  return Array.from({ length: partsOf(object) }, (_, part) => choose(object, object.cut ? part : undefined, before));
}

/** Follows how many violations the results of a run have listed. */
export interface ListedSoFar {
  /** Whether a report may have room for violations that this result leaves out. */
  lacks(listing: Listing): boolean;
  /** This result is part of the report. */
  add(listing: Listing): void;
}

/** Nothing listed yet. */
export function listedSoFar(): ListedSoFar {
  const room = allRoom();
  return {
    lacks: ({ violations, leftOut }) =>
      RANKS.some((rank) => leftOut[rank] > 0 && room[rank] > violations[rank] - leftOut[rank]),
    add({ violations }) {
      for (const rank of RANKS) room[rank] = Math.max(0, room[rank] - violations[rank]);
    },
  };
}

/** Adds up the listing of a result from its sums. */
export function countListing(): { add(summed: PackedSummed): void; listing(): Listing } {
  const violations: Room = [0, 0];
  const leftOut: Room = [0, 0];
  return {
    add({ sum, ifKeeping = sum }) {
      for (const rank of RANKS) {
        const of = ({ tally }: typeof sum): number => (rank === 0 ? tally.errors : tally.warnings);
        // Which of the two holds, the merge knows: at least so many, and at most so many left out.
        violations[rank] += Math.min(of(sum), of(ifKeeping));
        leftOut[rank] += Math.max(of(sum) - sum.listed[rank], of(ifKeeping) - ifKeeping.listed[rank]);
      }
    },
    listing: () => ({ violations: [...violations], leftOut: [...leftOut] }),
  };
}

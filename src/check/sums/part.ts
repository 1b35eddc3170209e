import type { Judgement, OutOfScope, ViolationRecord } from '../../model/index.js';
import { MAX_HELD } from '../credentials.js';
import { gatherFaults } from '../faults.js';
import type { CredentialsRecord } from '../judge-one.js';
import { MAX_VIOLATIONS, rankOf } from '../kept-violations.js';
import { newTally } from '../tally.js';
import type { ListedViolation, Sum } from './sum.js';

/** So many faults are added up at once: far less than any list of faults has room for. */
const MAX_FAULTS = 2_000;

/** So many exchanges are added up at once. */
const MAX_EXCHANGES = 50_000;

/** How many violations of each rank may be listed: what comes behind so many others has no room in any report. */
export type Room = [errors: number, warnings: number];

/** Room for all that a report lists. */
export function allRoom(): Room {
  return [MAX_VIOLATIONS, MAX_VIOLATIONS];
}

/** Exchanges that follow each other, added up. */
export interface Part {
  /** @param complete puts the values into violations */
  add(
    outcome: Judgement | OutOfScope,
    credentials: CredentialsRecord | undefined,
    complete: (() => void) | undefined,
  ): void;
  readonly size: number;
  /** Whether there is as much as is added up at once. */
  readonly isFull: boolean;
  sum(): Sum;
}

/**
 * An empty part.
 * @param isKeeping whether the source is known to keep credentials
 * @param room is less by what is listed here
 */
export function newPart(isKeeping: boolean, room: Room): Part {
  const tally = newTally(true);
  const faults = gatherFaults();
  const list: ListedViolation[] = [];
  const listed: Room = [0, 0];
  const held: ViolationRecord[] = [];
  let keeps = isKeeping;
  let carried = false;
  let withheld = 0;
  let violations = 0;
  let size = 0;
  let first = 0;
  let last = 0;

  const enter = (violation: ViolationRecord, index: number): boolean => {
    const rank = rankOf(violation) === 0 ? 0 : 1;
    violations += 1;
    const isExample = faults.add(violation);
    if (room[rank] === 0) return isExample;
    room[rank] -= 1;
    listed[rank] += 1;
    list.push({ violation, index });
    return true;
  };

  /** The violation, where it is known that the source keeps credentials. */
  const missing = (credentials: CredentialsRecord | undefined): ViolationRecord | undefined => {
    if (credentials === undefined) return undefined;
    if (credentials === 'carried') {
      carried = true;
      keeps = true;
      return undefined;
    }
    if (credentials.withheld && keeps) return credentials.withheld;
    withheld += 1;
    if (credentials.withheld && held.length < MAX_HELD) held.push(credentials.withheld);
    return undefined;
  };

  return {
    add(outcome, credentials, complete) {
      if (size === 0) first = outcome.exchange;
      last = outcome.exchange;
      size += 1;
      if (!('verdict' in outcome)) {
        tally.add(outcome);
        return;
      }
      const more = missing(credentials);
      const judgement = more ? { ...outcome, violations: [...outcome.violations, more] } : outcome;
      tally.add(judgement);
      let isKept = more !== undefined;
      for (let index = 0; index < judgement.violations.length; index += 1) {
        const violation = judgement.violations[index];
        if (violation && enter(violation, index)) isKept = true;
      }
      if (isKept) complete?.();
    },
    get size() {
      return size;
    },
    get isFull() {
      return size >= MAX_EXCHANGES || faults.size >= MAX_FAULTS || tally.isFull;
    },
    sum: () => ({
      first,
      last,
      tally: tally.sum(),
      faults: faults.sums(),
      violations,
      listed,
      list: () => list,
      credentials: { carried, withheld, held: () => held },
    }),
  };
}

import {
  type AcceptedFault,
  type BaselineOutcome,
  type Fault,
  type ViolationRecord,
  withoutIndexes,
} from '../model/index.js';

/** Accepted faults, and which of them a check saw. */
export interface Baseline {
  /** The violation, marked with the reason for which it may stay; itself where it may not. */
  accept(violation: ViolationRecord): ViolationRecord;
  /** @param isSeen whether an operation was exercised: of others it cannot be said that a fault vanished */
  outcome(isSeen: (operation: string) => boolean): BaselineOutcome;
}

/** @param today `2026-11-21`; what expired before it is accepted no more */
export function baselineOf(accepted: readonly AcceptedFault[], today: string): Baseline {
  const valid = new Map<string, AcceptedFault>();
  const expired: AcceptedFault[] = [];
  for (const fault of accepted) {
    if (fault.expires !== undefined && fault.expires < today) expired.push(fault);
    else valid.set(keyOf(fault), fault);
  }
  const seen = new Set<string>();
  return {
    accept(violation) {
      const key = keyOf(violation);
      const fault = valid.get(key);
      if (!fault) return violation;
      seen.add(key);
      return { ...violation, accepted: fault.reason };
    },
    outcome: (isSeen) => ({
      vanished: [...valid]
        .filter(([key, { operation }]) => !seen.has(key) && isSeen(operation))
        .map(([, fault]) => fault),
      expired,
    }),
  };
}

/** The faults to add to a baseline so that no fault of this result counts any more. */
export function unacceptedOf(faults: readonly Fault[], reason: string, expires?: string): AcceptedFault[] {
  const fresh = new Map<string, AcceptedFault>();
  for (const { operation, in: side, part, location, keyword, missing, accepted } of faults) {
    if (accepted !== undefined) continue;
    const fault: AcceptedFault = {
      operation,
      in: side,
      part,
      location: withoutIndexes(location),
      keyword,
      ...(missing === undefined ? {} : { missing }),
      reason,
      ...(expires === undefined ? {} : { expires }),
    };
    fresh.set(keyOf(fault), fault);
  }
  return [...fresh.values()];
}

function keyOf({
  operation,
  in: side,
  part,
  location,
  keyword,
  missing,
}: Pick<AcceptedFault, 'operation' | 'in' | 'part' | 'location' | 'keyword' | 'missing'>): string {
  return JSON.stringify([operation, side, part, withoutIndexes(location), keyword, missing]);
}

import { type ViolationRecord, withoutIndexes } from '../model/index.js';

/** The same fault, once for all the exchanges in which it was found. */
export interface Group {
  /** The first of them. */
  readonly first: ViolationRecord;
  /** The place, with array indexes that differ as `*`. */
  readonly location: string;
  readonly count: number;
  readonly last: ViolationRecord;
}

/** Violations by operation, in the order in which they were first seen; equal ones together, errors before warnings. */
export function groupByOperation(violations: readonly ViolationRecord[]): Map<string, Group[]> {
  const operations = new Map<string, Map<string, Group>>();
  for (const violation of violations) {
    const groups = operations.get(violation.operation) ?? new Map<string, Group>();
    operations.set(violation.operation, groups);
    const key = keyOf(violation);
    const before = groups.get(key);
    groups.set(
      key,
      before ? merge(before, violation) : { first: violation, location: violation.location, count: 1, last: violation },
    );
  }
  const sorted = new Map<string, Group[]>();
  for (const [operation, groups] of operations) {
    sorted.set(
      operation,
      [...groups.values()].sort(
        (a, b) => Number(a.first.severity === 'warning') - Number(b.first.severity === 'warning'),
      ),
    );
  }
  return sorted;
}

function keyOf({ in: side, part, location, keyword, severity, message, schema }: ViolationRecord): string {
  return JSON.stringify([side, part, withoutIndexes(location), keyword, severity, message, schema]);
}

function merge(group: Group, violation: ViolationRecord): Group {
  const location = group.location === violation.location ? group.location : withoutIndexes(violation.location);
  return { ...group, location, count: group.count + 1, last: violation };
}

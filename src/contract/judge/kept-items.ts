import { type Violation, withoutIndexes, writeJson } from '../../model/index.js';

/** Of one body so many violations in its items are kept, whatever they are. */
const KEPT = 1_000;

/** Beyond that, so many of each kind, as long as there are not more than the second number in all. */
const KEPT_EACH = 20;
const KEPT_AT_MOST = 10_000;

/** Bounds the violations of a body that has no end. */
export interface KeptItems {
  /** Whether this one is kept. */
  keeps(violation: Violation): boolean;
}

/**
 * Nothing kept yet. Of what is wrong in item after item the first ones tell all; another fault behind them is kept all
 * the same.
 */
export function keepItems(): KeptItems {
  const times = new Map<string, number>();
  let kept = 0;
  return {
    keeps(violation) {
      const key = kindOf(violation);
      const seen = times.get(key) ?? 0;
      if (kept >= KEPT && (seen >= KEPT_EACH || kept >= KEPT_AT_MOST)) return false;
      times.set(key, seen + 1);
      kept += 1;
      return true;
    },
  };
}

function kindOf({ keyword, severity, location, schema, params: { missingProperty } }: Violation): string {
  return writeJson([keyword, severity, withoutIndexes(location), schema, missingProperty ?? '']);
}

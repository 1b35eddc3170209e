import { isNumeric, type JsonObject, type Numeric } from '../../model/index.js';
import type { FaultClass } from '../mutant.js';
import { moved } from '../numbers.js';
import type { ValueFamily, ValueMutation } from './fault.js';

/** How far beyond a bound is tried: a whole step first, then a fraction, then far out. */
const STEPS = [1, 0.5, 10, 1_000] as const;

/** Numbers beyond their bounds, on an exclusive bound, and between the steps of `multipleOf`. */
export const numbers: ValueFamily = ({ rules, location, value }) => {
  if (!isNumeric(value)) return [];
  const faults: ValueMutation[] = [];
  const add = (name: FaultClass, keyword: string, candidates: readonly Numeric[]): void => {
    faults.push({ class: name, keyword, location, candidates });
  };
  for (const rule of rules) {
    const { low, high } = boundsOf(rule);
    if (low?.excluded)
      add('exclusive-minimum', 'exclusiveMinimum', [low.limit, ...STEPS.map((step) => moved(low.limit, -step))]);
    else if (low)
      add(
        'minimum',
        'minimum',
        STEPS.map((step) => moved(low.limit, -step)),
      );
    if (high?.excluded)
      add('exclusive-maximum', 'exclusiveMaximum', [high.limit, ...STEPS.map((step) => moved(high.limit, step))]);
    else if (high)
      add(
        'maximum',
        'maximum',
        STEPS.map((step) => moved(high.limit, step)),
      );
    const step = rule.multipleOf;
    if (isNumeric(step)) {
      const half = Number(step) / 2;
      add('multiple-of', 'multipleOf', [
        moved(value, 1),
        moved(value, -1),
        moved(value, half),
        moved(value, -half),
        half,
      ]);
    }
  }
  return faults;
};

interface Bound {
  readonly limit: Numeric;
  readonly excluded: boolean;
}

/** The bounds in either spelling: `exclusiveMinimum: true` of 3.0, a number of 3.1. */
function boundsOf(rule: JsonObject): { low: Bound | undefined; high: Bound | undefined } {
  const bound = (inclusive: unknown, exclusive: unknown): Bound | undefined => {
    if (isNumeric(exclusive)) return { limit: exclusive, excluded: true };
    return isNumeric(inclusive) ? { limit: inclusive, excluded: exclusive === true } : undefined;
  };
  return { low: bound(rule.minimum, rule.exclusiveMinimum), high: bound(rule.maximum, rule.exclusiveMaximum) };
}

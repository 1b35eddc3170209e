import { isContainer, type JsonValue } from '../../model/index.js';
import { FOUND, KEPT_FROM } from '../../schema/index.js';
import type { MediaContent } from '../compiled.js';
import { fewFaults } from './few-faults.js';
import type { ValueContext } from './judge-value.js';
import { severityFor } from './policy.js';

/**
 * Reports members that are the other side's: `readOnly` ones in a request, `writeOnly` ones in a response (OpenAPI 3.0
 * §4.7.24.2: they should not be sent; a password that leaks is one).
 * @param walked what a walk over the value found, where there was one
 */
export function judgeSides(
  context: ValueContext,
  { schema }: MediaContent,
  value: JsonValue,
  walked: number = FOUND.deeper,
): void {
  const { schemas, direction, policy, findings, operation } = context;
  if (schema === undefined || policy.readWrite === 'allow' || !isContainer(value)) return;
  if ((walked & (FOUND.deeper | FOUND.kept)) === 0) return;
  const shape = schemas.shapes.of(schema);
  if (!shape || ((walked & FOUND.kept) === 0 && !schemas.sides.mayCarry(shape, direction, value))) return;
  const allowance = { left: STEPS };
  const found = schemas.within(allowance, () => schemas.sides.find(schema, direction, value));
  if (allowance.left <= 0) findings.isUndecided = true;
  if (found.length === 0) return;
  const faults = fewFaults(context, severityFor(policy.readWrite));
  for (const { location, name, value: member, rule } of found)
    faults.add(rule, () => ({
      in: direction,
      part: 'body',
      location,
      keyword: KEPT_FROM[direction],
      params: { property: name },
      value: member,
      pointer: rule,
      documented: operation.provenance,
    }));
  faults.end(schema);
}

/** Branches that may be looked at to tell which alternatives apply. A body that needs more is not judged in full. */
const STEPS = 20_000_000;

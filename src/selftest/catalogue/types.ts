import { isNumeric, isWhole, type JsonValue, numberOf, wholeDigits } from '../../model/index.js';
import { isNullable, kindOf } from '../reading/schema.js';
import { STRANGE, type ValueFamily, type ValueMutation } from './fault.js';

/** Values of every kind. Texts before numbers: a form or a query cannot tell a number from its text. */
const OF_EVERY_KIND: readonly JsonValue[] = [STRANGE, 12345.5, 12345, true, [STRANGE], { [STRANGE]: STRANGE }];

/** A value of another kind, a fraction for a whole number, null where it is not allowed. */
export const types: ValueFamily = ({ rules, location, value, scope }) => {
  const admitted = rules.filter((rule) => rule.type !== undefined);
  if (admitted.length === 0) return [];
  const fault = (name: ValueMutation['class'], candidates: readonly JsonValue[]): ValueMutation => ({
    class: name,
    keyword: 'type',
    location,
    candidates,
  });
  const others = OF_EVERY_KIND.filter((other) => !sameKind(other, value));
  const faults = [fault('wrong-type', others), fault('wrong-type', [...others].reverse())];
  if (isNumeric(value) && isWhole(value) && admitted.some((rule) => [rule.type].flat().includes('integer')))
    faults.push(
      fault('fraction', [Number.isSafeInteger(value) ? Number(value) + 0.5 : numberOf(`${wholeDigits(value)}.5`)]),
    );
  if (value !== null && admitted.every((rule) => !isNullable(rule, scope))) faults.push(fault('null', [null]));
  return faults;
};

function sameKind(a: JsonValue, b: JsonValue): boolean {
  const kind = (value: JsonValue): string => kindOf(value).replace('integer', 'number');
  return kind(a) === kind(b);
}

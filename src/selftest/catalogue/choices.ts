import { child, ExactNumber, isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { moved } from '../numbers.js';
import { listAt } from '../reading/schema.js';
import { STRANGE, type ValueFamily, type ValueMutation } from './fault.js';
import { sampleFor } from './objects.js';

/** A value outside its enumeration, in another case too; not the one constant. */
export const enumerations: ValueFamily = ({ rules, location, value }) => {
  const faults: ValueMutation[] = [];
  const otherCase =
    typeof value === 'string' ? [value.toUpperCase(), value.toLowerCase()].filter((text) => text !== value) : [];
  for (const rule of rules) {
    if (Array.isArray(rule.enum)) {
      faults.push({ class: 'enum', keyword: 'enum', location, candidates: strangers(value) });
      if (otherCase.length > 0) faults.push({ class: 'enum', keyword: 'enum', location, candidates: otherCase });
    }
    if (rule.const !== undefined)
      faults.push({ class: 'const', keyword: 'const', location, candidates: [...strangers(value), ...otherCase] });
  }
  return faults;
};

/** Values of the same kind that nobody has enumerated. */
function strangers(value: JsonValue): JsonValue[] {
  if (value instanceof ExactNumber) return [moved(value, 1), moved(value, 12345)];
  if (typeof value === 'number') return [value + 12345];
  if (typeof value === 'boolean') return [!value];
  return typeof value === 'string' ? [STRANGE, 'zz', 'Z'] : [];
}

/**
 * Faults of choices: values that no branch accepts, or several where one should; a discriminating value that names no
 * branch; and values that `not` describes.
 */
export const branches: ValueFamily = ({ rules, family, location, value }) => {
  const faults: ValueMutation[] = [];
  for (const rule of rules) {
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const list = listAt(rule, keyword);
      if (list.length === 0) continue;
      faults.push({
        class: 'no-branch',
        keyword,
        location,
        candidates: [STRANGE, 12345.5, true, [], [STRANGE], { [STRANGE]: 1 }, null],
      });
      if (keyword === 'oneOf' && isObject(value))
        faults.push({ class: 'several-branches', keyword, location, candidates: merged(value, family) });
    }
    const { discriminator } = rule;
    // With a default form, there is no value that names none.
    const isOpen = isObject(discriminator) && discriminator.defaultMapping !== undefined;
    const property = isObject(discriminator) && !isOpen ? discriminator.propertyName : undefined;
    if (typeof property === 'string' && isObject(value) && (rule.oneOf !== undefined || rule.anyOf !== undefined))
      faults.push({
        class: 'discriminator',
        keyword: 'enum',
        location: child(location, property),
        candidates: [{ ...value, [property]: STRANGE }],
      });
    if (rule.not !== undefined)
      faults.push({ class: 'not', keyword: 'not', location, candidates: forbidden(rule.not, value, family) });
  }
  return faults;
};

/** The object with what the other branches demand too. */
function merged(value: JsonObject, family: readonly JsonObject[]): JsonObject[] {
  const names = [...new Set(family.flatMap((schema) => listAt(schema, 'required')))].filter(
    (name) => typeof name === 'string' && !Object.hasOwn(value, name),
  );
  const one = names.map((name) => ({ ...value, [String(name)]: sampleFor(family, String(name)) }));
  return [...one, { ...value, ...Object.fromEntries(names.map((name) => [name, sampleFor(family, String(name))])) }];
}

/** Values that the schema under `not` describes. */
function forbidden(schema: JsonValue, value: JsonValue, family: readonly JsonObject[]): JsonValue[] {
  if (!isObject(schema)) return [];
  const members = listAt(schema, 'required').map((name) => [String(name), sampleFor(family, String(name))]);
  const whole =
    isObject(value) && members.length > 0
      ? [{ ...value, ...Object.fromEntries(members.filter(([name]) => !Object.hasOwn(value, String(name)))) }]
      : [];
  return [
    ...(schema.const === undefined ? [] : [schema.const]),
    ...listAt(schema, 'enum'),
    ...whole,
    STRANGE,
    '',
    0,
    12345,
  ];
}

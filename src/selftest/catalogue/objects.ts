import { child, isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import { listAt, mapAt, memberSchemas } from '../reading/schema.js';
import { STRANGE, type ValueFamily, type ValueMutation } from './fault.js';

/** Names that most rules for names refuse, each for another reason. */
const ODD_NAMES = ['not a name', 'UPPER', '0', '~', 'a'.repeat(200), ''];

/** Members that are missing, that nobody documented, or that may not be there; too few and too many of them. */
export const objects: ValueFamily = (place) => {
  const { rules, family, location, value } = place;
  if (!isObject(value)) return [];
  const faults: ValueMutation[] = [];
  const add = (
    name: ValueMutation['class'],
    keyword: string,
    candidates: readonly JsonValue[],
    where = location,
  ): void => {
    faults.push({ class: name, keyword, location: where, candidates });
  };
  const missing = new Set(rules.flatMap((rule) => listAt(rule, 'required')));
  for (const name of missing)
    if (typeof name === 'string' && Object.hasOwn(value, name))
      add('missing-required', 'required', [lacking(value, [name])]);
  for (const rule of rules) {
    for (const [name, needed] of mapAt(rule, 'dependentRequired'))
      if (Array.isArray(needed))
        add(
          'dependent-required',
          'dependentRequired',
          needed.map((other) => ({
            ...lacking(value, [String(other)]),
            [name]: value[name] ?? sampleFor(family, name),
          })),
        );
    if (rule.additionalProperties === false) add('additional-property', 'additionalProperties', withStranger(value));
    if (rule.unevaluatedProperties === false) add('unevaluated-property', 'unevaluatedProperties', withStranger(value));
    for (const [name, schema] of mapAt(rule, 'properties'))
      if (schema === false)
        add('forbidden-property', 'false schema', [{ ...value, [name]: STRANGE }], child(location, name));
    if (rule.propertyNames !== undefined) add('property-name', 'propertyNames', namedOddly(value));
    const { minProperties, maxProperties } = rule;
    if (typeof minProperties === 'number') add('min-properties', 'minProperties', shorter(value, minProperties - 1));
    if (typeof maxProperties === 'number')
      add('max-properties', 'maxProperties', [larger(value, maxProperties + 1, place.family)]);
  }
  add('undocumented-property', 'undocumented-property', withStranger(value), child(location, STRANGE));
  return faults;
};

function lacking(value: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

function withStranger(value: JsonObject): JsonObject[] {
  return [
    { ...value, [STRANGE]: STRANGE },
    { ...value, [STRANGE]: 12345 },
  ];
}

function namedOddly(value: JsonObject): JsonObject[] {
  const sample = Object.values(value)[0] ?? STRANGE;
  return ODD_NAMES.map((name) => ({ ...value, [name]: sample }));
}

/** The object with only so many members, whichever may go. */
function shorter(value: JsonObject, size: number): JsonObject[] {
  const names = Object.keys(value);
  const surplus = names.length - size;
  if (size < 0 || surplus <= 0) return [];
  return [
    lacking(value, names.slice(0, surplus)),
    lacking(value, names.slice(-surplus)),
    lacking(value, names.slice(1, 1 + surplus)),
  ];
}

/** The object with so many members: documented ones first, then others. */
function larger(value: JsonObject, size: number, family: readonly JsonObject[]): JsonObject {
  const grown: Record<string, JsonValue | undefined> = { ...value };
  const documented = family.flatMap((schema) => mapAt(schema, 'properties').map(([name]) => name));
  const others = Array.from(
    { length: size },
    (_, index) => `extra${'abcdefghij'[index % 10]}${'x'.repeat(Math.floor(index / 10))}`,
  );
  for (const name of [...documented, ...others])
    if (Object.keys(grown).length < size && !Object.hasOwn(grown, name))
      grown[name] = sampleFor(family, name) ?? Object.values(value)[0] ?? STRANGE;
  return grown;
}

/** A plain value for a member, by its first type or value. */
export function sampleFor(family: readonly JsonObject[], name: string): JsonValue {
  const [schema] = memberSchemas(family, name);
  if (!isObject(schema)) return STRANGE;
  const [listed] = listAt(schema, 'enum');
  if (schema.const !== undefined || listed !== undefined) return schema.const ?? listed ?? null;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  const plain: Readonly<Record<string, JsonValue>> = {
    integer: 1,
    number: 1.5,
    boolean: true,
    array: [],
    object: {},
    null: null,
  };
  return plain[String(type)] ?? STRANGE;
}

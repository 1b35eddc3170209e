import type { Contract } from '../../contract/index.js';
import {
  child,
  compareNumbers,
  isContainer,
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  type Located,
  type Numeric,
  own,
  type Pointer,
  writeJson,
} from '../../model/index.js';
import { typesIn } from '../../schema/index.js';
import { conjunctionOf } from './conjunction.js';
import type { DocumentRule, Found } from './rule.js';
import { createNearest } from './spelling.js';

/** Bounds of which one must not exceed the other. */
const BOUNDS = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minContains', 'maxContains'],
] as const;

export const impossibleSchema: DocumentRule = {
  id: 'impossible-schema',
  severity: 'error',
  finds: 'A schema that no value can satisfy, or an enumeration member that its own schema rules out.',
  example: '`{ minimum: 10, maximum: 5 }`, or `{ type: string, enum: [1, 2] }`.',
  *check(contract, places) {
    const schemas = places.of('Schema');
    let left = STEPS + STEPS_EACH * schemas.length;
    const alone: Located[] = [];
    const nearest = createNearest();
    for (const place of schemas) {
      const all = left > 0 ? conjunctionOf(contract, place) : [place];
      if (left <= 0) alone.push(place);
      left -= all.length;
      yield* contradictoryBounds(place, all);
      yield* contradictoryTypes(contract, place, all);
      yield* strangeMembers(contract, place);
      yield* closedAgainst(contract, place, nearest);
    }
    const [first] = alone;
    if (first)
      yield {
        pointer: first.pointer,
        message: `${alone.length} schemas, of which this is the first, are not held against those that they are built on: these are too many`,
        suggestion: 'Let fewer schemas be built on each other.',
      };
  },
};

/** So many schemas are looked at behind others, and so many more for each of a document. */
const STEPS = 100_000;
const STEPS_EACH = 10;

function* contradictoryBounds(place: Located, all: readonly Located[]): Generator<Found> {
  for (const [lower, upper] of BOUNDS) {
    const least = extreme(all, lower, 1);
    const most = extreme(all, upper, -1);
    if (!least || !most || (own(least.at.node, lower) === undefined && own(most.at.node, upper) === undefined))
      continue;
    const order = compareNumbers(least.value, most.value);
    const isEmpty =
      order > 0 ||
      (lower === 'minimum' &&
        order === 0 &&
        (excludes(least.at, 'exclusiveMinimum') || excludes(most.at, 'exclusiveMaximum')));
    // Told where one of the two is written, or where both are brought together.
    if (
      !isEmpty ||
      (least.at.pointer !== most.at.pointer && least.at.pointer !== place.pointer && all[0]?.pointer !== place.pointer)
    )
      continue;
    if (least.at.pointer === most.at.pointer && least.at.pointer !== place.pointer) continue;
    yield {
      pointer: least.at.pointer === place.pointer ? child(place.pointer, lower) : place.pointer,
      message: `no value can satisfy ${lower} ${least.value} and ${upper} ${most.value}`,
      suggestion: 'Correct one of them.',
      against: child(most.at.pointer, upper),
    };
  }
}

function extreme(
  all: readonly Located[],
  key: string,
  direction: 1 | -1,
): { readonly at: Located; readonly value: Numeric } | undefined {
  let best: { readonly at: Located; readonly value: Numeric } | undefined;
  for (const at of all) {
    const value = own(at.node, key);
    if (isNumeric(value) && (!best || compareNumbers(value, best.value) * direction > 0)) best = { at, value };
  }
  return best;
}

function excludes({ node }: Located, key: string): boolean {
  return node[key] === true;
}

function* contradictoryTypes(contract: Contract, place: Located, all: readonly Located[]): Generator<Found> {
  if (all.length < 2) return;
  let left: Set<string> | undefined;
  let first: Located | undefined;
  for (const at of all) {
    const schema = contract.schemas.reader.read({ schema: at.node, pointer: at.pointer });
    if (!schema || at.node.type === undefined || at.node.$ref !== undefined) continue;
    const types = new Set<string>(
      [...(typesIn(schema) ?? [])].flatMap((type) =>
        String(type) === 'number' ? ['number', 'integer'] : [String(type)],
      ),
    );
    if (types.size === 0) return;
    const both = left && new Set([...left].filter((type) => types.has(type)));
    if (both?.size === 0 && first) {
      // Told at the schema that brings both together, not at each that refers to it.
      if (place.node.allOf === undefined && place.node.type === undefined) return;
      yield {
        pointer: place.pointer,
        message: `no value can be of all types that this schema asks for: ${writeJson(first.node.type)} and ${writeJson(at.node.type)}`,
        suggestion: 'If one of them is enough, write anyOf in the place of allOf; else correct the types.',
        against: child(at.pointer, 'type'),
      };
      return;
    }
    left = both ?? types;
    first ??= at;
  }
}

function* strangeMembers(contract: Contract, place: Located): Generator<Found> {
  const schema = contract.schemas.reader.read({ schema: place.node, pointer: place.pointer });
  if (!schema || place.node.type === undefined || place.node.$ref !== undefined) return;
  const types = new Set<string>([...(typesIn(schema) ?? [])].map(String));
  if (types.size === 0) return;
  const tell = (value: JsonValue, pointer: Pointer): Found => ({
    pointer,
    message: `${writeJson(value)} is ${nameOfType(value)}, and the type beside it is ${[...types].join(' or ')}: it is never valid`,
    suggestion:
      types.has('string') && !isContainer(value)
        ? `Write it in quotes, '${String(value)}', or correct the type.`
        : 'Correct the value, or the type.',
  });
  const { enum: members, const: only } = place.node;
  if (Array.isArray(members))
    for (const [index, value] of members.entries())
      if (!isOfType(value, types)) yield tell(value, child(child(place.pointer, 'enum'), index));
  if (only !== undefined && !isOfType(only, types)) yield tell(only, child(place.pointer, 'const'));
}

function isOfType(value: JsonValue, types: ReadonlySet<string>): boolean {
  const type = nameOf(value);
  return types.has(type) || (type === 'integer' && types.has('number'));
}

function nameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isNumeric(value)) return isWhole(value) ? 'integer' : 'number';
  return typeof value;
}

function nameOfType(value: JsonValue): string {
  const type = nameOf(value);
  return type === 'null' ? 'null' : `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

/** Members that are required and that the same schema shuts out. */
function* closedAgainst(
  { schemas }: Contract,
  place: Located,
  nearest: ReturnType<typeof createNearest>,
): Generator<Found> {
  const { node, pointer } = place;
  if (node.additionalProperties !== false || !Array.isArray(node.required) || node.$ref !== undefined) return;
  const named: JsonObject = isObject(node.properties) ? node.properties : {};
  const patterns = isObject(node.patternProperties) && Object.keys(node.patternProperties).length > 0;
  if (patterns || !schemas) return;
  for (const [index, name] of node.required.entries()) {
    if (typeof name !== 'string' || Object.hasOwn(named, name)) continue;
    const meant = nearest(name, Object.keys(named));
    yield {
      pointer: child(child(pointer, 'required'), index),
      message: `${writeJson(name)} is required, and additionalProperties: false shuts it out: no object is ever valid`,
      suggestion: meant === undefined ? `Describe ${name} under properties.` : `Write ${meant}.`,
    };
  }
}

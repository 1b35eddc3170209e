import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, type JsonValue, type Located, own } from '../../model/index.js';
import { inPlaceOf } from './conjunction.js';
import type { Places } from './places.js';
import type { DocumentRule } from './rule.js';
import { nearest } from './spelling.js';

export const undescribedMember: DocumentRule = {
  id: 'undescribed-member',
  severity: 'warning',
  finds: 'A required member that no schema of the same value describes: its value is never judged.',
  example: '`required: [nmae]` beside `properties: { name: … }`.',
  *check(contract, places) {
    const users = usersOf(contract, places);
    for (const { node, pointer } of places.of('Schema')) {
      const { required, properties } = node;
      if (!Array.isArray(required) || required.length === 0) continue;
      // A closed schema that requires what it shuts out is impossible, which another rule tells.
      if (node.additionalProperties === false) continue;
      const known = namesAround(contract, { node, pointer }, users);
      if (known === undefined || known.size === 0) continue;
      for (const [index, name] of required.entries()) {
        if (typeof name !== 'string' || known.has(name)) continue;
        const meant = nearest(name, isObject(properties) ? Object.keys(properties) : known);
        yield {
          pointer: child(child(pointer, 'required'), index),
          message: `${JSON.stringify(name)} is required, and nothing describes it`,
          suggestion:
            meant === undefined
              ? `Describe ${name} under properties.`
              : `Write ${meant}, or describe ${name} under properties.`,
        };
      }
    }
  },
};

/** The schemas in which a schema applies to the same value. */
function usersOf(contract: Contract, places: Places): ReadonlyMap<JsonObject, readonly Located[]> {
  const users = new Map<JsonObject, Located[]>();
  for (const place of places.of('Schema'))
    for (const { node } of inPlaceOf(contract, place)) {
      const known = users.get(node);
      if (known) known.push(place);
      else users.set(node, [place]);
    }
  return users;
}

/**
 * The members that are named for the same value: in the schema, in those it is part of, and in all that these consist
 * of. Undefined where members have patterns or a schema of their own, so that none is unknown.
 */
function namesAround(
  contract: Contract,
  schema: Located,
  users: ReadonlyMap<JsonObject, readonly Located[]>,
): Set<string> | undefined {
  const names = new Set<string>();
  const seen = new Set<JsonValue>();
  const open: Located[] = [schema];
  for (let here = open.pop(); here; here = open.pop()) {
    if (seen.has(here.node)) continue;
    seen.add(here.node);
    const properties = own(here.node, 'properties');
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    if (isObject(here.node.patternProperties) || isDescribing(here.node.additionalProperties)) return undefined;
    if (isDescribing(here.node.unevaluatedProperties) || isBase(here.node)) return undefined;
    for (const each of inPlaceOf(contract, here)) open.push(each);
    for (const each of users.get(here.node) ?? []) open.push(each);
  }
  return names;
}

/** Whether other schemas are built on it by `allOf`, which only its discriminator shows: they describe more. */
function isBase({ discriminator, oneOf, anyOf }: JsonObject): boolean {
  return isObject(discriminator) && oneOf === undefined && anyOf === undefined;
}

/** Whether a schema for all other members says anything. */
function isDescribing(value: JsonValue | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

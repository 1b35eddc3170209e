import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, type JsonValue, type Located, own } from '../../model/index.js';
import { inPlaceOf } from './conjunction.js';
import type { Places } from './places.js';
import type { DocumentRule } from './rule.js';
import { createNearest } from './spelling.js';

export const undescribedMember: DocumentRule = {
  id: 'undescribed-member',
  severity: 'warning',
  finds: 'A required member that no schema of the same value describes: its value is never judged.',
  example: '`required: [nmae]` beside `properties: { name: … }`.',
  *check(contract, places) {
    const namesOf = createNames(contract, usersOf(contract, places));
    const nearest = createNearest();
    for (const { node, pointer } of places.of('Schema')) {
      const { required, properties } = node;
      if (!Array.isArray(required) || required.length === 0) continue;
      // A closed schema that requires what it shuts out is impossible, which another rule tells.
      if (node.additionalProperties === false) continue;
      const known = namesOf({ node, pointer });
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
 * of. Undefined where members have patterns or a schema of their own, so that none is unknown. Schemas that lead to
 * each other have the same members, which are looked for once.
 */
function createNames(
  contract: Contract,
  users: ReadonlyMap<JsonObject, readonly Located[]>,
): (schema: Located) => ReadonlySet<string> | undefined {
  const groups = new Map<JsonObject, { names: ReadonlySet<string> | undefined }>();
  return (schema) => {
    const before = groups.get(schema.node);
    if (before) return before.names;
    const names = new Set<string>();
    const group: { names: ReadonlySet<string> | undefined } = { names };
    const add = (more: Iterable<string>): void => {
      for (const name of more) names.add(name);
    };
    const open: Located[] = [schema];
    for (let here = open.pop(); here; here = open.pop()) {
      const known = groups.get(here.node);
      if (known === group) continue;
      if (known) {
        // Looked at before, from where no way leads back to here.
        if (known.names) add(known.names);
        else group.names = undefined;
        continue;
      }
      groups.set(here.node, group);
      const properties = own(here.node, 'properties');
      if (isObject(properties)) add(Object.keys(properties));
      if (isOpen(here.node)) group.names = undefined;
      for (const each of inPlaceOf(contract, here)) open.push(each);
      for (const each of users.get(here.node) ?? []) open.push(each);
    }
    return group.names;
  };
}

/** Whether a schema lets a value have members that it does not name, and says something about them. */
function isOpen(node: JsonObject): boolean {
  return (
    isObject(node.patternProperties) ||
    isDescribing(node.additionalProperties) ||
    isDescribing(node.unevaluatedProperties) ||
    isBase(node)
  );
}

/** Whether other schemas are built on it by `allOf`, which only its discriminator shows: they describe more. */
function isBase({ discriminator, oneOf, anyOf }: JsonObject): boolean {
  return isObject(discriminator) && oneOf === undefined && anyOf === undefined;
}

/** Whether a schema for all other members says anything. */
function isDescribing(value: JsonValue | undefined): boolean {
  return isObject(value) && Object.keys(value).length > 0;
}

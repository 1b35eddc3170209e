import { child, isNumeric, type JsonObject, type JsonValue } from '../../model/index.js';
import { fieldsSince, type Losses } from './loss.js';
import { type Members, type Place, rebuild } from './rebuild.js';

/** What 3.1 reads in a schema, and 3.0 passes over. */
const IDENTIFIERS = ['$id', '$schema', '$anchor', '$dynamicAnchor', '$dynamicRef', '$recursiveAnchor', '$recursiveRef'];

/** What still applies beside a `$ref` as it did: it says nothing about values. */
const BESIDE_REFERENCE = new Set(['$ref', 'description', 'example', 'examples', 'default', 'deprecated']);

/** With these, a type that admits null is not all that decides about null. */
const COMPOSITIONS = ['allOf', 'anyOf', 'oneOf', 'not', 'const', 'if'];

/**
 * A 3.0 description as OpenAPI 3.1: schemas as JSON Schema 2020-12 (`nullable`, boolean `exclusiveMinimum`), and
 * without what 3.0 ignores and 3.1 would not.
 */
export function raisedTo31(root: JsonObject, losses: Losses): JsonObject {
  return rebuild(root, {
    change(members, place) {
      if (place.kind === 'Schema') raiseSchema(members, place, losses);
      else if (place.kind === 'OpenAPI') {
        members.openapi = '3.1.0';
        leaveOut(members, place, ['jsonSchemaDialect'], losses);
      }
      if (place.kind !== 'Schema' && !place.isReference)
        for (const name of [...fieldsSince(place.kind, members, 1), ...fieldsSince(place.kind, members, 2)])
          losses.add(child(place.pointer, name), `${name} had no meaning in OpenAPI 3.0, and may have one from now on`);
      return 'keep';
    },
  });
}

function raiseSchema(members: Members, place: Place, losses: Losses): void {
  leaveOut(members, place, IDENTIFIERS, losses);
  if (typeof members.$ref === 'string') {
    for (const name of Object.keys(members))
      if (!BESIDE_REFERENCE.has(name) && !name.startsWith('x-')) delete members[name];
    return;
  }
  raiseBound(members, 'minimum', 'exclusiveMinimum');
  raiseBound(members, 'maximum', 'exclusiveMaximum');
  const admitsNull = members.nullable === true || members['x-nullable'] === true;
  delete members.nullable;
  delete members['x-nullable'];
  if (admitsNull) admitNull(members);
}

function leaveOut(members: Members, { pointer }: Place, names: readonly string[], losses: Losses): void {
  for (const name of names) {
    if (members[name] === undefined) continue;
    delete members[name];
    losses.add(child(pointer, name), `${name} is left out: OpenAPI 3.0 ignores it, and 3.1 would not`);
  }
}

function raiseBound(members: Members, bound: 'minimum' | 'maximum', exclusive: string): void {
  const limit = members[bound];
  if (members[exclusive] === true && isNumeric(limit)) {
    members[exclusive] = limit;
    delete members[bound];
  } else if (typeof members[exclusive] === 'boolean') delete members[exclusive];
}

/** Null is admitted beside a composition too, as people mean it and as Docproof judges it. */
function admitNull(members: Members): void {
  if (COMPOSITIONS.some((keyword) => members[keyword] !== undefined)) {
    const whole: Record<string, JsonValue | undefined> = { ...members };
    for (const name of Object.keys(members)) delete members[name];
    members.anyOf = [whole, { type: 'null' }];
    return;
  }
  const { type, enum: values } = members;
  if (typeof type === 'string' && type !== 'null') members.type = [type, 'null'];
  else if (Array.isArray(type) && !type.includes('null')) members.type = [...type, 'null'];
  if (Array.isArray(values) && !values.includes(null)) members.enum = [...values, null];
}

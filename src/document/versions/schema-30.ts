import { child, compareNumbers, isNumeric, isObject, type JsonValue } from '../../model/index.js';
import type { Losses } from './loss.js';
import type { Members, Place } from './rebuild.js';

/** What OpenAPI 3.0 has for null alone (OpenAPI 3.0.4 §4.7.24.2: `nullable` needs a type beside it). */
const NULL = { type: 'string', nullable: true, enum: [null] };

/**
 * A schema in JSON Schema 2020-12 as OpenAPI 3.0 writes it (OpenAPI 3.0.4 §4.7.24), where both mean the same. Keywords
 * that 3.0 does not have stay, for those who leave them out by name.
 */
export function loweredSchema(members: Members, { pointer }: Place, losses: Losses): void {
  if (typeof members.$ref === 'string' && Object.keys(members).length > 1) {
    const { $ref, allOf } = members;
    delete members.$ref;
    members.allOf = [...(Array.isArray(allOf) ? allOf : []), { $ref }];
  }
  loosen(members, pointer, losses);
  lowerBound(members, 'minimum', 'exclusiveMinimum');
  lowerBound(members, 'maximum', 'exclusiveMaximum');
  lowerConst(members);
  lowerConditions(members);
  lowerContent(members);
  lowerSamples(members, pointer, losses);
  lowerTypes(members);
  delete members.$comment;
  if (typeof members.$schema === 'string' && /^https?:\/\/(?:json-schema|spec\.openapis)\.org\//.test(members.$schema))
    delete members.$schema;
  if (members.type === 'array') members.items ??= {};
}

/** What counts only for the rest of the members or items would count for all, once the others are not named. */
function loosen(members: Members, pointer: string, losses: Losses): void {
  const { patternProperties, additionalProperties, prefixItems, items } = members;
  const leaveOut = (name: string, others: string): void => {
    delete members[name];
    losses.add(child(pointer, name), `${name} is left out: without ${others} it would refuse more`);
  };
  if (patternProperties !== undefined && additionalProperties !== undefined)
    leaveOut('additionalProperties', 'patternProperties');
  if (prefixItems !== undefined && items !== undefined) leaveOut('items', 'prefixItems');
}

/** `exclusiveMinimum: 5` is `minimum: 5, exclusiveMinimum: true`, unless `minimum` demands more. */
function lowerBound(members: Members, bound: 'minimum' | 'maximum', exclusive: string): void {
  const limit = members[exclusive];
  if (!isNumeric(limit)) return;
  const inclusive = members[bound];
  delete members[exclusive];
  if (isNumeric(inclusive)) {
    const order = compareNumbers(inclusive, limit);
    if (bound === 'minimum' ? order > 0 : order < 0) return;
  }
  members[bound] = limit;
  members[exclusive] = true;
}

function lowerConst(members: Members): void {
  const { const: value } = members;
  if (value === undefined) return;
  delete members.const;
  if (members.enum === undefined) members.enum = [value];
  else restrict(members, { enum: [value] });
}

/** `if` and its branches say the same as two alternatives. */
function lowerConditions(members: Members): void {
  // Beside `unevaluatedProperties` it also counts which branch was taken.
  if (members.unevaluatedProperties !== undefined || members.unevaluatedItems !== undefined) return;
  const { if: condition, then: yes, else: no } = members;
  if (isObject(condition) && isObject(yes)) restrict(members, { anyOf: [{ not: condition }, yes] });
  if (isObject(condition) && isObject(no)) restrict(members, { anyOf: [condition, no] });
  for (const name of ['if', 'then', 'else']) if (condition === undefined || isObject(condition)) delete members[name];
  const { dependentRequired } = members;
  if (!isObject(dependentRequired)) return;
  delete members.dependentRequired;
  for (const [name, required = []] of Object.entries(dependentRequired))
    if (Array.isArray(required) && required.length > 0)
      restrict(members, { anyOf: [{ not: { required: [name] } }, { required }] });
}

/** Base64 and bytes are formats in 3.0. */
function lowerContent(members: Members): void {
  if (members.format !== undefined) return;
  const { contentEncoding, contentMediaType } = members;
  if (contentEncoding === 'base64' && contentMediaType === undefined) {
    members.format = 'byte';
    delete members.contentEncoding;
  } else if (contentEncoding === undefined && contentMediaType === 'application/octet-stream') {
    members.format = 'binary';
    delete members.contentMediaType;
  }
}

/** Of several samples the first. */
function lowerSamples(members: Members, pointer: string, losses: Losses): void {
  const { examples } = members;
  if (!Array.isArray(examples)) return;
  delete members.examples;
  const [first, ...others] = examples;
  if (first !== undefined) members.example ??= first;
  for (const index of others.keys())
    losses.add(child(child(pointer, 'examples'), index + 1), 'it is left out: a schema has one example in OpenAPI 3.0');
}

/** Null is `nullable`, and several types are alternatives. */
function lowerTypes(members: Members): void {
  delete members.nullable;
  const { type } = members;
  if (type === 'null') {
    delete members.type;
    if (members.enum === undefined) Object.assign(members, NULL);
    else restrict(members, NULL);
    return;
  }
  if (!Array.isArray(type)) return;
  const names = type.filter((name) => name !== 'null');
  const isNullable = names.length < type.length;
  const [only, ...others] = names;
  delete members.type;
  if (only === undefined) restrict(members, NULL);
  else if (others.length === 0 && !(isNullable && isComposed(members))) {
    members.type = only;
    if (isNullable && admitsNull(members.enum)) members.nullable = true;
  } else restrict(members, { anyOf: [...names.map(typed), ...(isNullable ? [NULL] : [])] });
}

/** `nullable` beside a composition means one thing by the text and another to most readers. */
function isComposed(members: Members): boolean {
  return ['allOf', 'anyOf', 'oneOf', 'not'].some((keyword) => members[keyword] !== undefined);
}

function admitsNull(values: JsonValue | undefined): boolean {
  return !Array.isArray(values) || values.includes(null);
}

function typed(type: JsonValue): Record<string, JsonValue> {
  return type === 'array' ? { type, items: {} } : { type };
}

/** One more schema that must hold. */
function restrict(members: Members, schema: Record<string, JsonValue>): void {
  const [[name, value] = ['', null]] = Object.entries(schema);
  if (Object.keys(schema).length === 1 && members[name] === undefined) members[name] = value;
  else members.allOf = [...(Array.isArray(members.allOf) ? members.allOf : []), schema];
}

import converter from 'swagger2openapi';
import {
  ExactNumber,
  holdsExact,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  setMember,
} from '../../model/index.js';
import { withFilledFields } from './filled-fields.js';
import { withOwnBodies } from './form-parameters.js';
import { withForms } from './forms.js';

/** What the converter writes where it knows no media type. */
const ANY = '*/*';

/** Where Swagger keeps what OpenAPI 3 keeps under `components`. */
const HOMES = [
  ['schemas', 'definitions'],
  ['parameters', 'parameters'],
  ['responses', 'responses'],
] as const;

/** A Swagger 2.0 description, all of whose references are local, as OpenAPI 3.0. */
export async function convertSwagger(written: JsonObject): Promise<JsonValue> {
  const content = withOwnBodies(written);
  // Without the types of the document, the converter leaves all that no operation names to `withNamedTypes`.
  const { produces: _, ...rest } = content;
  const numbers: ExactNumber[] = [];
  const input: unknown = JSON.parse(
    JSON.stringify(apart(withFilledFields(toSwaggerHomes({ ...rest, swagger: '2.0' })), numbers)),
  );
  if (!isSwagger(input)) throw new Error('its root is not an object');
  const { openapi } = await converter.convertObj(input, { patch: true, warnOnly: true, resolveInternal: false });
  const converted: JsonValue = together(JSON.parse(JSON.stringify(openapi)), numbers);
  return isObject(converted) ? withNamedTypes(converted, content) : converted;
}

/** Stands for an exact number, which the converter would round, on the way through it. */
const MARK = '\u0000exact number ';

/** @param numbers gets the numbers that were taken out */
function apart(value: JsonValue, numbers: ExactNumber[]): JsonValue {
  return holdsExact(value)
    ? mapped(value, (each) => (each instanceof ExactNumber ? `${MARK}${numbers.push(each) - 1}` : each))
    : value;
}

function together(value: JsonValue, numbers: readonly ExactNumber[]): JsonValue {
  if (numbers.length === 0) return value;
  return mapped(value, (each) =>
    typeof each === 'string' && each.startsWith(MARK) ? (numbers[Number(each.slice(MARK.length))] ?? each) : each,
  );
}

function mapped(value: JsonValue, change: (scalar: JsonValue) => JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => mapped(item, change));
  if (!isObject(value)) return change(value);
  const made: Record<string, JsonValue | undefined> = {};
  for (const [name, member] of Object.entries(value))
    setMember(made, name, member === undefined ? member : mapped(member, change));
  return made;
}

type Swagger = Parameters<typeof converter.convertObj>[0];

function isSwagger(value: unknown): value is Swagger {
  return isObject(value);
}

/** Moves the content of other files from `components`, which Swagger does not have, to Swagger's own places. */
function toSwaggerHomes(content: JsonObject): JsonValue {
  const { components, ...rest } = content;
  if (!isObject(components)) return content;
  const moved: Record<string, JsonValue | undefined> = { ...rest };
  for (const [from, to] of HOMES) {
    const parts = own(components, from);
    const before = moved[to];
    if (isObject(parts)) moved[to] = { ...(isObject(before) ? before : {}), ...parts };
  }
  return mapReferences(moved, (reference) =>
    HOMES.reduce((text, [from, to]) => text.replace(`#/components/${from}/`, `#/${to}/`), reference),
  );
}

function mapReferences(node: JsonValue, change: (reference: string) => string): JsonValue {
  if (Array.isArray(node)) return node.map((item) => mapReferences(item, change));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      name,
      name === '$ref' && typeof value === 'string' ? change(value) : mapReferences(value ?? null, change),
    ]),
  );
}

/** The media types that bodies have: `consumes` and `produces` of an operation, else of the document. */
interface Types {
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
}

/**
 * The converter writes `ANY` for shared responses, for examples of any type, and where Swagger names no type. Each is
 * replaced by the types that the operation, or else the document, names.
 */
function withNamedTypes(converted: JsonObject, swagger: JsonObject): JsonValue {
  const { paths, ...rest } = converted;
  const usual = typesOf(swagger, { consumes: [], produces: [] });
  const named = withMediaTypes(rest, usual, 'produces');
  if (!isObject(paths) || !isObject(named)) return withMediaTypes(converted, usual, 'produces');
  const written = own(swagger, 'paths');
  const operations = mapMembers(paths, (path, item) =>
    mapMembers(item, (method, operation) => {
      const place = memberOf(written, path);
      const source = memberOf(place, method);
      const types = isObject(source) ? typesOf(source, usual) : usual;
      const whole = types.produces === usual.produces ? operation : withOwnResponses(operation, converted);
      return withMediaTypes(
        withForms(whole, [memberOf(place, 'parameters'), memberOf(source, 'parameters')], types.consumes, {
          swagger,
          converted,
        }),
        types,
        'produces',
      );
    }),
  );
  return { ...named, paths: operations };
}

function typesOf(node: JsonObject, usual: Types): Types {
  const list = (name: string, otherwise: readonly string[]): readonly string[] => {
    const value = own(node, name);
    return Array.isArray(value) ? value.filter(isText).filter((type) => type !== ANY) : otherwise;
  };
  return { consumes: list('consumes', usual.consumes), produces: list('produces', usual.produces) };
}

function isText(value: JsonValue): value is string {
  return typeof value === 'string';
}

/** An operation with its own types gets copies of the shared responses: theirs are those of the document. */
function withOwnResponses(operation: JsonValue, converted: JsonObject): JsonValue {
  const shared = memberOf(own(converted, 'components'), 'responses');
  const responses = memberOf(operation, 'responses');
  if (!isObject(operation) || responses === undefined) return operation;
  const copies = mapMembers(responses, (_, response) => {
    const reference = memberOf(response, '$ref');
    const [, name] = (typeof reference === 'string' && /^#\/components\/responses\/([^/~%]+)$/.exec(reference)) || [];
    return (name === undefined ? undefined : memberOf(shared, name)) ?? response;
  });
  return { ...operation, responses: copies };
}

/**
 * A body for which Swagger names no media type is JSON in all likelihood; a range of all types would promise nothing.
 */
function withMediaTypes(node: JsonValue, types: Types, direction: keyof Types): JsonValue {
  if (Array.isArray(node)) return node.map((item) => withMediaTypes(item, types, direction));
  return mapMembers(node, (name, value) => {
    if (name === 'example' || name === 'value' || name === 'default') return value;
    const next = name === 'requestBody' || name === 'requestBodies' ? 'consumes' : direction;
    const unnamed = name === 'content' && isObject(value) ? value[ANY] : undefined;
    return withMediaTypes(isObject(unnamed) ? named(value, unnamed, types[next]) : value, types, next);
  });
}

/** What is said of any type holds for each; what a type says itself wins. */
function named(content: JsonValue, unnamed: JsonObject, known: readonly string[]): JsonObject {
  const { [ANY]: _, ...others } = isObject(content) ? content : {};
  const keys = [...new Set([...known, ...Object.keys(others)])];
  const entries = (keys.length > 0 ? keys : ['application/json']).map((key) => {
    const type = others[key];
    return [key, isObject(type) ? { ...unnamed, ...type } : unnamed] as const;
  });
  return Object.fromEntries(entries);
}

function memberOf(node: JsonValue | undefined, name: string): JsonValue | undefined {
  return isObject(node) ? own(node, name) : undefined;
}

function mapMembers(node: JsonValue, change: (name: string, value: JsonValue) => JsonValue): JsonValue {
  if (!isObject(node)) return node;
  return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(name, value ?? null)]));
}

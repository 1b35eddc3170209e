import converter from 'swagger2openapi';
import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';

/** Where Swagger keeps what OpenAPI 3 keeps under `components`. */
const HOMES = [
  ['schemas', 'definitions'],
  ['parameters', 'parameters'],
  ['responses', 'responses'],
] as const;

/** A Swagger 2.0 description, all of whose references are local, as OpenAPI 3.0. */
export async function convertSwagger(content: JsonObject): Promise<JsonValue> {
  const input: unknown = JSON.parse(JSON.stringify(toSwaggerHomes({ ...content, swagger: '2.0' })));
  if (!isSwagger(input)) throw new Error('its root is not an object');
  const { openapi } = await converter.convertObj(input, { patch: true, warnOnly: true, resolveInternal: false });
  const converted: JsonValue = JSON.parse(JSON.stringify(openapi));
  return withMediaTypes(converted);
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

/**
 * A body for which Swagger names no media type is JSON in all likelihood; a range of all types would promise nothing.
 */
function withMediaTypes(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return node.map(withMediaTypes);
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]): [string, JsonValue] => {
      if (name === 'example' || name === 'value' || name === 'default' || value === undefined)
        return [name, value ?? null];
      if (name !== 'content' || !isObject(value) || !isObject(value['*/*'])) return [name, withMediaTypes(value)];
      const { '*/*': unnamed, ...named } = value;
      return [
        name,
        withMediaTypes(
          named['application/json'] === undefined ? { 'application/json': unnamed ?? {}, ...named } : named,
        ),
      ];
    }),
  );
}

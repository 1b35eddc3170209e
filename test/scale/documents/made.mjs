// What all generators of documents share.

/**
 * A document that grows operation by operation, with a valid request for each.
 * @param version of OpenAPI: `3.0.3` or `3.1.0`
 */
export function createDocument(version, title, more = {}) {
  const root = {
    openapi: version,
    info: { title, version: '1' },
    ...more,
    paths: {},
    components: { schemas: {}, ...more.components },
  };
  const requests = [];
  return {
    root,
    requests,
    /**
     * Adds an operation.
     * @param key `GET /pets/{id}`
     * @param node its Operation Object
     * @param request what makes a valid request: `target` (the path, where it has variables or a query), `headers`,
     * `body`
     */
    add(key, node, { target = key.split(' ')[1], headers = {}, body } = {}) {
      const [method, path] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
      root.paths[path] ??= {};
      root.paths[path][method.toLowerCase()] = node;
      requests.push(requestOf(method, target, headers, body));
    },
    /** The document as one JSON file, with its requests. */
    whole: (name) => ({ name, files: { '/docs/openapi.yaml': JSON.stringify(root) }, requests }),
  };
}

/** A request. Its body is JSON, unless the headers name another type. */
export function requestOf(method, target, headers = {}, body) {
  if (body === undefined) return { method, target, headers };
  if (headers['content-type'] !== undefined) return { method, target, headers, body };
  return { method, target, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}

/** A schema by its name. */
export const named = (name) => ({ $ref: `#/components/schemas/${name}` });

/** The `content` of a message in JSON. */
export const json = (schema, more = {}) => ({ content: { 'application/json': { schema, ...more } } });

/** A Response Object. */
export const answer = (description, body = {}, headers) => ({ description, ...body, ...(headers ? { headers } : {}) });

/** An object with these members, all of them required unless named otherwise. */
export const object = (properties, required = Object.keys(properties)) => ({
  type: 'object',
  ...(required.length > 0 ? { required } : {}),
  properties,
});

export const list = (items, more = {}) => ({ type: 'array', items, ...more });

/** A path parameter of this schema. */
export const inPath = (name, schema) => ({ name, in: 'path', required: true, schema });

export const inQuery = (name, schema, more = {}) => ({ name, in: 'query', schema, ...more });

/** `count` things made from their index. */
export const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));

/** `MetalShelf`, `GlassRiver` …: a name for each index below 900. */
export const nameOf = (index) => `${FIRST[index % 30]}${SECOND[Math.floor(index / 30) % 30]}`;

const FIRST =
  'Metal Glass Paper Cotton Silver Copper Wooden Velvet Marble Linen Amber Coral Ivory Olive Cedar Maple Birch Pearl Onyx Slate Opal Jade Ruby Topaz Quartz Basalt Granite Sandy Misty Sunny'.split(
    ' ',
  );
const SECOND =
  'Shelf River Lamp Window Garden Bridge Tower Market Harbor Meadow Valley Forest Island Canyon Desert Prairie Lagoon Summit Orchard Vineyard Cottage Station Library Museum Theater Gallery Studio Workshop Kitchen Cellar'.split(
    ' ',
  );

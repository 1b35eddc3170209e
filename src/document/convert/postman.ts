import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';

/** One operation as Prism's reader of collections gives it; what is used of it. */
interface ReadOperation {
  readonly method: string;
  readonly path: string;
  readonly summary?: string;
  readonly request?: {
    readonly body?: { readonly contents?: readonly ReadContent[] };
    readonly query?: readonly ReadParameter[];
    readonly headers?: readonly ReadParameter[];
    readonly path?: readonly ReadParameter[];
    readonly cookie?: readonly ReadParameter[];
  };
  readonly responses?: readonly {
    readonly code: string;
    readonly description?: string;
    readonly contents?: readonly ReadContent[];
  }[];
  readonly security?: readonly (readonly JsonObject[])[];
  readonly servers?: readonly { readonly url: string }[];
}

interface ReadContent {
  readonly mediaType: string;
  readonly schema?: JsonObject;
  readonly examples?: readonly { readonly key: string; readonly value?: JsonValue }[];
}

interface ReadParameter {
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: JsonObject;
  readonly examples?: readonly { readonly value?: JsonValue }[];
}

/** A Postman collection (2.0 or 2.1) as OpenAPI 3.1: requests become operations, saved responses their examples. */
export async function convertPostman(collection: JsonObject): Promise<JsonValue> {
  const operations = await read(collection);
  const schemes = new Map<string, JsonObject>();
  const paths: Record<string, Record<string, JsonValue>> = {};
  const servers = new Set<string>();
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    paths[operation.path] = item;
    item[operation.method] = toOperation(operation, schemes);
    for (const { url } of operation.servers ?? []) servers.add(url);
  }
  const { name, description } = isObject(collection.info) ? collection.info : {};
  return {
    openapi: '3.1.0',
    info: { title: String(name ?? ''), version: '1', ...(typeof description === 'string' ? { description } : {}) },
    ...(servers.size > 0 ? { servers: [...servers].map((url) => ({ url })) } : {}),
    paths,
    ...(schemes.size > 0 ? { components: { securitySchemes: Object.fromEntries(schemes) } } : {}),
  };
}

async function read(collection: JsonObject): Promise<readonly ReadOperation[]> {
  const reader: unknown = await import('@stoplight/http-spec/postman');
  if (!isReader(reader)) throw new Error('@stoplight/http-spec has no reader of collections');
  return reader.transformPostmanCollectionOperations(JSON.parse(JSON.stringify(collection)));
}

interface Reader {
  transformPostmanCollectionOperations(collection: object): readonly ReadOperation[];
}

function isReader(module: unknown): module is Reader {
  return typeof module === 'object' && module !== null && 'transformPostmanCollectionOperations' in module;
}

function toOperation(
  { summary, request = {}, responses = [], security = [] }: ReadOperation,
  schemes: Map<string, JsonObject>,
) {
  const parameters = [
    ...toParameters('path', request.path),
    ...toParameters('query', request.query),
    ...toParameters('header', request.headers),
    ...toParameters('cookie', request.cookie),
  ];
  const content = toContent(request.body?.contents);
  return {
    ...(summary === undefined ? {} : { summary }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content ? { requestBody: { content } } : {}),
    ...(security.length > 0 ? { security: security.map((alternative) => toRequirement(alternative, schemes)) } : {}),
    responses: Object.fromEntries(
      (responses.length > 0 ? responses : [{ code: '200' }]).map((response): [string, JsonValue] => {
        const body = 'contents' in response ? toContent(response.contents) : undefined;
        return [response.code, { description: 'saved with the collection', ...(body ? { content: body } : {}) }];
      }),
    ),
  };
}

/** Headers that describe the body or the credentials are no parameters (OpenAPI 3.1 §4.8.12.1). */
const NO_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

function toParameters(place: string, parameters: readonly ReadParameter[] = []): JsonObject[] {
  return parameters
    .filter(({ name }) => place !== 'header' || !NO_PARAMETERS.has(name.toLowerCase()))
    .map(({ name, required, schema, examples }) => {
      const example = examples?.find(({ value }) => value !== undefined)?.value;
      return {
        name,
        in: place,
        required: place === 'path' || required === true,
        schema: withoutDialect(schema ?? { type: 'string' }),
        ...(example === undefined ? {} : { example }),
      };
    });
}

function toContent(contents: readonly ReadContent[] = []): JsonObject | undefined {
  if (contents.length === 0) return undefined;
  const entries = contents.map(({ mediaType, schema, examples = [] }): [string, JsonValue] => {
    const named = examples.flatMap(({ key, value }): [string, JsonValue][] =>
      value === undefined ? [] : [[key, { value }]],
    );
    return [
      mediaType,
      {
        ...(schema ? { schema: withoutDialect(schema) } : {}),
        ...(named.length > 0 ? { examples: Object.fromEntries(named) } : {}),
      },
    ];
  });
  return Object.fromEntries(entries);
}

function withoutDialect({ $schema: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** The members that a security scheme has in OpenAPI. */
const SCHEME_MEMBERS = ['type', 'scheme', 'in', 'name', 'flows', 'openIdConnectUrl', 'bearerFormat'];

function toRequirement(alternative: readonly JsonObject[], schemes: Map<string, JsonObject>): JsonObject {
  const requirement: Record<string, JsonValue> = {};
  for (const scheme of alternative) {
    const key = String(scheme.key ?? scheme.type);
    schemes.set(key, Object.fromEntries(Object.entries(scheme).filter(([name]) => SCHEME_MEMBERS.includes(name))));
    requirement[key] = [];
  }
  return requirement;
}

import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../../../model/index.js';
import {
  headerOf,
  headerParameters,
  objectsIn,
  requestContent,
  targetOf,
  textContent,
  type Variables,
  variablesOf,
} from './request.js';
import { mergeSchemas } from './schema.js';
import { type NamedScheme, schemeOf } from './security.js';

/** The settings that a folder hands down to its requests. */
interface Scope {
  readonly variables: Variables;
  readonly auth: JsonValue | undefined;
}

/** A saved request as a separate operation. */
interface ReadOperation {
  readonly method: string;
  readonly path: string;
  readonly server?: string;
  readonly scheme?: NamedScheme;
  readonly node: OperationNode;
}

interface OperationNode {
  readonly summary: string;
  readonly parameters: readonly JsonObject[];
  readonly content?: JsonObject;
  /** Content by status, where the response has a body. */
  readonly responses: ReadonlyMap<string, JsonObject>;
}

/** A Postman collection (2.0 or 2.1) as OpenAPI 3.1: requests become operations, saved responses their examples. */
export function convertPostman(collection: JsonObject): JsonValue {
  const operations = [...operationsIn(collection, { variables: new Map(), auth: undefined })];
  const servers = new Set(operations.flatMap(({ server }) => server ?? []));
  const schemes = new Map(operations.flatMap(({ scheme }) => (scheme ? [[scheme.name, scheme.scheme] as const] : [])));
  const { name, description } = isObject(collection.info) ? collection.info : {};
  return {
    openapi: '3.1.0',
    info: { title: String(name ?? ''), version: '1', ...(typeof description === 'string' ? { description } : {}) },
    ...(servers.size > 0 ? { servers: [...servers].map((url) => ({ url })) } : {}),
    paths: pathsOf(operations),
    ...(schemes.size > 0 ? { components: { securitySchemes: Object.fromEntries(schemes) } } : {}),
  };
}

function* operationsIn(node: JsonObject, outer: Scope): Generator<ReadOperation> {
  const scope = { variables: variablesOf(node.variable, outer.variables), auth: node.auth ?? outer.auth };
  for (const item of Array.isArray(node.item) ? node.item.filter(isObject) : []) {
    if (Array.isArray(item.item)) yield* operationsIn(item, scope);
    else if (item.request !== undefined) yield operationOf(item, scope);
  }
}

function operationOf(
  { name, request: saved, response }: JsonObject,
  { variables, auth: inherited }: Scope,
): ReadOperation {
  const request: JsonObject = isObject(saved) ? saved : { url: saved };
  const { path, server, parameters } = targetOf(request.url, variables);
  const content = requestContent(request.body, request.header, variables);
  const scheme = schemeOf(request.auth ?? inherited);
  return {
    method: typeof request.method === 'string' && request.method !== '' ? request.method.toLowerCase() : 'get',
    path,
    ...(server === undefined ? {} : { server }),
    ...(scheme ? { scheme } : {}),
    node: {
      summary: String(name ?? ''),
      parameters: [...parameters, ...headerParameters(request.header, variables)],
      ...(content ? { content } : {}),
      responses: new Map(responsesOf(response)),
    },
  };
}

function responsesOf(saved: JsonValue | undefined): Map<string, JsonObject> {
  const responses = new Map<string, JsonObject>();
  for (const { name, code, header, body, _postman_previewlanguage: language } of objectsIn(saved)) {
    if (typeof code !== 'number') continue;
    const mediaType = headerOf(header, 'content-type') ?? (language === 'json' ? 'application/json' : undefined);
    const isContent = mediaType !== undefined && typeof body === 'string' && body !== '';
    const content = isContent ? textContent(body, mediaType, String(name ?? 'default')) : {};
    responses.set(String(code), mergeContents(responses.get(String(code)) ?? {}, content));
  }
  return responses;
}

/** Requests to the same path and method are one operation: names of path parameters make no difference. */
function pathsOf(operations: readonly ReadOperation[]): JsonObject {
  const merged = new Map<string, ReadOperation>();
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, '{}')}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, node: mergeNodes(known.node, operation.node) } : operation);
  }
  const paths = new Map<string, Record<string, JsonValue>>();
  for (const { method, path, scheme, node } of merged.values()) {
    const item = paths.get(path) ?? {};
    paths.set(path, item);
    item[method] = nodeOf(node, scheme);
  }
  return Object.fromEntries(paths);
}

function nodeOf(
  { summary, parameters, content, responses }: OperationNode,
  scheme: NamedScheme | undefined,
): JsonObject {
  const documented = responses.size > 0 ? [...responses] : [['200', {}] as const];
  return {
    ...(summary === '' ? {} : { summary }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content ? { requestBody: { content } } : {}),
    ...(scheme ? { security: [{ [scheme.name]: [] }] } : {}),
    responses: Object.fromEntries(
      documented.map(([status, body]): [string, JsonValue] => [
        status,
        { description: 'saved with the collection', ...(Object.keys(body).length > 0 ? { content: body } : {}) },
      ]),
    ),
  };
}

function mergeNodes(a: OperationNode, b: OperationNode): OperationNode {
  const responses = new Map(a.responses);
  for (const [status, content] of b.responses)
    responses.set(status, mergeContents(responses.get(status) ?? {}, content));
  const content = a.content || b.content ? mergeContents(a.content ?? {}, b.content ?? {}) : undefined;
  return {
    summary: a.summary,
    parameters: mergeParameters(a.parameters, b.parameters),
    ...(content ? { content } : {}),
    responses,
  };
}

/** Only what every request sends is required. */
function mergeParameters(a: readonly JsonObject[], b: readonly JsonObject[]): readonly JsonObject[] {
  const idOf = (parameter: JsonObject) => canonicalJson([parameter.in ?? '', parameter.name ?? '']);
  const inA = new Set(a.map(idOf));
  const inB = new Set(b.map(idOf));
  const isShared = (parameter: JsonObject) =>
    parameter.in === 'path' || (inA.has(idOf(parameter)) && inB.has(idOf(parameter)));
  return [...a, ...b.filter((parameter) => parameter.in !== 'path' && !inA.has(idOf(parameter)))].map((parameter) => ({
    ...parameter,
    required: parameter.required === true && isShared(parameter),
  }));
}

function mergeContents(a: JsonObject, b: JsonObject): JsonObject {
  const merged = new Map(Object.entries(a));
  for (const [mediaType, media] of Object.entries(b)) {
    const known = merged.get(mediaType);
    merged.set(mediaType, isObject(known) && isObject(media) ? mergeMedia(known, media) : media);
  }
  return Object.fromEntries(merged);
}

function mergeMedia(a: JsonObject, b: JsonObject): JsonObject {
  const { schema: _, ...rest } = a;
  const schema = isObject(a.schema) && isObject(b.schema) ? mergeSchemas(a.schema, b.schema) : undefined;
  const examples = new Map(Object.entries(isObject(a.examples) ? a.examples : {}));
  for (const [name, example] of Object.entries(isObject(b.examples) ? b.examples : {}))
    examples.set(freeName(name, examples), example);
  return {
    ...rest,
    ...(schema ? { schema } : {}),
    ...(examples.size > 0 ? { examples: Object.fromEntries(examples) } : {}),
  };
}

function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name} ${number}`;
  return free;
}

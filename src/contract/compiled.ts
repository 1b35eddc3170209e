import type { Document } from '../document/index.js';
import { bestContentKey, framingOf, type MediaType, parseMediaType } from '../http/index.js';
import { child, isObject, type JsonObject, type JsonValue, type Located, own, type Pointer } from '../model/index.js';
import { type Direction, minorOf, type Schemas } from '../schema/index.js';
import { compileEncodings, compileHeaders } from './encodings.js';
import {
  type Example,
  examplesOf,
  findPlaceholders,
  type Placeholders,
  type ReadExample,
  type SharedPlaceholders,
} from './examples.js';
import { validatorOf } from './judge/judge-json.js';
import type { Encodings } from './media/encodings.js';
import { itemExamples } from './media/items.js';
import { readSerialized } from './media/serialized.js';
import { follow, type Operation } from './operation.js';
import { type CompiledParameter, compileParameters, reservedFields } from './parameters/compile.js';
import { compileSecurity, type Security } from './security/security.js';

/** One entry of a `content` map, with what is known of its schema and examples. */
export interface MediaContent extends Encodings {
  /** As the document writes it: `application/json; charset=utf-8`. */
  readonly key: string;
  readonly schema?: Pointer;
  /**
   * One item of the body, where the type is sequential and its items are described (`itemSchema`, OpenAPI 3.2
   * §4.14.3.1): its schema is theirs, and its examples are the items of the examples.
   */
  readonly item?: MediaContent;
  readonly examples: readonly Example[];
  /** Found when first asked, because examples must be checked against the schema. */
  placeholders(): Placeholders | undefined;
}

/** A `content` map, each entry read when first asked for. */
export interface Content {
  readonly keys: readonly string[];
  get(key: string): MediaContent | undefined;
  /** The entry that fits the media type best, or undefined. */
  bestFor(type: MediaType): MediaContent | undefined;
}

/** An operation with everything that judging it and answering for it needs, compiled when the first exchange asks. */
export interface CompiledOperation {
  readonly operation: Operation;
  readonly parameters: readonly CompiledParameter[];
  /** Query fields that are documented otherwise than as parameters. */
  readonly reserved: ReadonlySet<string>;
  readonly security: Security | undefined;
  readonly requestContent: Content | undefined;
  readonly requiresBody: boolean;
  responseContent(response: Located): Content;
  responseHeaders(response: Located): readonly CompiledParameter[];
  /** Whether values are valid by a schema of its own, such as a rule of `x-docproof-when` has. @throws InputError */
  validatorOf(schema: JsonObject): (value: JsonValue) => boolean;
}

/** The document that is compiled. */
interface Described extends Pick<Document, 'root' | 'binaries'> {
  readonly shared?: SharedPlaceholders;
}

/** Compiles one operation. Cheap: a schema is compiled when a value is checked against it. */
export function compileOperation(operation: Operation, document: Described, schemas: Schemas): CompiledOperation {
  const { root } = document;
  const parameters = compileParameters(operation, root, schemas.shapes);
  const { requestBody } = operation;
  const contents = new Map<Pointer, Content>();
  const headers = new Map<Pointer, CompiledParameter[]>();
  return {
    operation,
    parameters,
    reserved: reservedFields(operation, root),
    security: compileSecurity(root, operation),
    requestContent: requestBody && compileContent(requestBody, 'request', document, schemas),
    requiresBody: requestBody?.node.required === true,
    responseContent(response) {
      const known = contents.get(response.pointer) ?? compileContent(response, 'response', document, schemas);
      contents.set(response.pointer, known);
      return known;
    },
    responseHeaders(response) {
      const known = headers.get(response.pointer) ?? compileHeaders(response, root, schemas);
      headers.set(response.pointer, known);
      return known;
    },
    validatorOf: (schema) => validatorOf(schema, schemas.apart),
  };
}

/** A `content` map: of a request body, a response, or anything else that has one. */
export function compileContent(holder: Located, direction: Direction, document: Described, schemas: Schemas): Content {
  const map = own(holder.node, 'content');
  const content = isObject(map) ? map : {};
  const entries = new Map<string, MediaContent | undefined>();
  const get = (key: string): MediaContent | undefined => {
    if (!entries.has(key)) entries.set(key, compileMedia(key, content, holder.pointer, direction, document, schemas));
    return entries.get(key);
  };
  const keys = Object.keys(content);
  return {
    keys,
    get: (key) => (Object.hasOwn(content, key) ? get(key) : undefined),
    bestFor(type) {
      const key = bestContentKey(keys, type);
      return key === undefined ? undefined : get(key);
    },
  };
}

function compileMedia(
  key: string,
  content: JsonObject,
  holder: Pointer,
  direction: Direction,
  described: Described,
  schemas: Schemas,
): MediaContent | undefined {
  const { root, binaries, shared } = described;
  const media = follow(root, own(content, key), child(child(holder, 'content'), key));
  if (!media) return undefined;
  const schema = media.node.schema === undefined ? undefined : child(media.pointer, 'schema');
  const type = parseMediaType(key);
  const read: ReadExample = (text) =>
    type
      ? readSerialized(text, type, media, schema === undefined ? undefined : schemas.shapes.of(schema))
      : { detail: undefined };
  const examples = examplesOf(root, media, binaries, read);
  const item = compileItem(key, media, direction, described, schemas);
  let placeholders: Placeholders | undefined;
  return {
    ...compileEncodings(key, media, root, schemas),
    key,
    examples,
    ...(schema === undefined ? {} : { schema }),
    ...(item ? { item } : {}),
    placeholders() {
      if (schema !== undefined) placeholders ??= findPlaceholders(schemas, schema, direction, examples, shared);
      return placeholders;
    },
  };
}

/** Of OpenAPI 3.2 on there are schemas of items. */
function compileItem(
  key: string,
  { node, pointer }: Located,
  direction: Direction,
  { root, shared }: Described,
  schemas: Schemas,
): MediaContent | undefined {
  if (own(node, 'itemSchema') === undefined || minorOf(root.openapi) < 2) return undefined;
  const schema = child(pointer, 'itemSchema');
  const type = parseMediaType(key);
  const framing = type && framingOf(type);
  if (framing === undefined || framing === 'events') schemas.readContents(schema);
  const common = { key, pointer, node, schema, partHeaders: () => NO_HEADERS };
  let examples: readonly Example[] | undefined;
  let placeholders: Placeholders | undefined;
  return {
    ...common,
    get examples() {
      examples ??= examplesOf(root, { node, pointer }).flatMap((example) => itemExamples(example, framing));
      return examples;
    },
    placeholders() {
      placeholders ??= findPlaceholders(schemas, schema, direction, this.examples, shared);
      return placeholders;
    },
  };
}

const NO_HEADERS: readonly CompiledParameter[] = [];

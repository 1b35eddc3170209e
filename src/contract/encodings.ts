import { parseMediaType } from '../http/index.js';
import { child, isObject, type JsonObject, type Located, own } from '../model/index.js';
import { minorOf, namedTypes, type Schemas } from '../schema/index.js';
import type { Encodings, PartEncoding } from './media/encodings.js';
import { follow } from './operation.js';
import { type CompiledParameter, compileParameters } from './parameters/compile.js';

/** Parts in parts in parts: encodings are read so many levels deep. */
const MAX_NESTING = 5;

/**
 * How the parts of a body are described. Parts have positions in OpenAPI 3.2 and later, in `multipart` types where
 * `itemSchema`, `prefixEncoding` or `itemEncoding` is there; and where the schema is an array, but not in forms, which
 * have names.
 * @param key the media type
 */
export function compileEncodings(key: string, media: Located, root: JsonObject, schemas: Schemas): Encodings {
  const named = namedEncodings(media, root, schemas, 0);
  const type = parseMediaType(key);
  if (type?.type !== 'multipart' || minorOf(root.openapi) < 2) return named;
  const { node, pointer } = media;
  const shape = node.schema === undefined ? undefined : schemas.shapes.of(child(pointer, 'schema'));
  const types = namedTypes(shape);
  const isList = types.has('array') && !types.has('object') && !types.has('string') && type.subtype !== 'form-data';
  const isByPosition = own(node, 'itemSchema') !== undefined || hasPositions(node) || isList;
  return isByPosition ? { ...named, encodingAt: positions(media, root, schemas, 0) } : named;
}

/**
 * Documented headers of a response or a part are read as header parameters are (OpenAPI 3.1 §4.8.21). Only
 * `Content-Type` is described elsewhere: a response may well document an `Authorization` (§4.8.17, §4.8.15.1).
 */
export function compileHeaders(holder: Located, root: JsonObject, schemas: Schemas): CompiledParameter[] {
  const map = own(holder.node, 'headers');
  if (!isObject(map)) return [];
  const located: Located[] = [];
  for (const [name, value] of Object.entries(map)) {
    const header = follow(root, value, child(child(holder.pointer, 'headers'), name));
    if (header) located.push({ pointer: header.pointer, node: { ...header.node, name, in: 'header' } });
  }
  return compileParameters({ parameters: located, pathTemplate: '' }, root, schemas.shapes, CONTENT_TYPE);
}

const CONTENT_TYPE: ReadonlySet<string> = new Set(['content-type']);

function hasPositions(node: JsonObject): boolean {
  return own(node, 'prefixEncoding') !== undefined || own(node, 'itemEncoding') !== undefined;
}

function namedEncodings({ node, pointer }: Located, root: JsonObject, schemas: Schemas, depth: number): Encodings {
  const known = new Map<string, readonly CompiledParameter[]>();
  return {
    node,
    pointer,
    partHeaders(name) {
      if (depth > MAX_NESTING) return NO_HEADERS;
      const encodings = follow(root, own(node, 'encoding'), child(pointer, 'encoding'));
      const encoding = encodings && follow(root, own(encodings.node, name), child(encodings.pointer, name));
      if (!encoding) return NO_HEADERS;
      const headers = known.get(name) ?? compileHeaders(encoding, root, schemas);
      known.set(name, headers);
      return headers;
    },
  };
}

function positions(
  { node, pointer }: Located,
  root: JsonObject,
  schemas: Schemas,
  depth: number,
): (index: number) => PartEncoding | undefined {
  const prefixes = own(node, 'prefixEncoding');
  const list = Array.isArray(prefixes) ? prefixes : [];
  const known = new Map<number, PartEncoding | undefined>();
  return (index) => {
    // All parts behind the prefix are described alike.
    const place = Math.min(index, list.length);
    if (!known.has(place)) {
      const isPrefix = place < list.length;
      const located = isPrefix
        ? follow(root, list[place], child(child(pointer, 'prefixEncoding'), place))
        : follow(root, own(node, 'itemEncoding'), child(pointer, 'itemEncoding'));
      known.set(place, located && compileEncoding(located, root, schemas, depth));
    }
    return known.get(place);
  };
}

function compileEncoding(encoding: Located, root: JsonObject, schemas: Schemas, depth: number): PartEncoding {
  const headers = compileHeaders(encoding, root, schemas);
  const within = namedEncodings(encoding, root, schemas, depth + 1);
  return hasPositions(encoding.node) && depth < MAX_NESTING
    ? { ...within, headers, encodingAt: positions(encoding, root, schemas, depth + 1) }
    : { ...within, headers };
}

const NO_HEADERS: readonly CompiledParameter[] = [];

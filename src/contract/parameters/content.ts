import { isJsonType, type MediaType, parseMediaType } from '../../http/index.js';
import { child, isObject, type JsonObject, type Located, own, type Pointer } from '../../model/index.js';
import { namedTypes, type Shape, type Shapes } from '../../schema/index.js';
import { readSerialized } from '../media/serialized.js';
import { follow } from '../operation.js';
import type { ReadParameter } from './parameter.js';

/** The one entry of `content` of a Parameter Object or a Header Object, with what is known of its schema. */
export interface ValueContent {
  /** Undefined where the key is no media type. */
  readonly type: MediaType | undefined;
  readonly media: Located;
  readonly schema?: Pointer;
  readonly shape: Shape | undefined;
}

/** Finds the `content` of a parameter or header; undefined where there is none. */
export function valueContentOf({ node, pointer }: Located, root: JsonObject, shapes: Shapes): ValueContent | undefined {
  const content = own(node, 'content');
  const [entry] = isObject(content) ? Object.entries(content) : [];
  if (!entry) return undefined;
  const [key, value] = entry;
  const place = child(child(pointer, 'content'), key);
  const media = follow(root, value, place) ?? { node: {}, pointer: place };
  const type = parseMediaType(key);
  if (media.node.schema === undefined) return { type, media, shape: undefined };
  const schema = child(media.pointer, 'schema');
  return { type, media, schema, shape: shapes.of(schema) ?? undefined };
}

/**
 * Reads a value as its media type says (OpenAPI 3.1 §4.8.12.4).
 * @param text the value, without the percent-encoding of its place
 */
export function readValueContent({ type, media, shape }: ValueContent, text: string): ReadParameter {
  if (!type) return UNREAD;
  const { value, detail } = readSerialized(text, type, media, shape);
  if (value === undefined) return detail === undefined ? UNREAD : OTHER_FORM;
  // Text of a type that has no reader is no object, and that is not its fault.
  const types = namedTypes(shape);
  const isOnlyText = typeof value === 'string' && !types.has('string') && (types.has('object') || types.has('array'));
  return isOnlyText && !isJsonType(type) ? UNREAD : { sent: true, value };
}

const OTHER_FORM: ReadParameter = { sent: true };
const UNREAD: ReadParameter = { sent: true, isUnread: true };

import { isJsonType, parseMediaType } from '../../http/index.js';
import { child, isObject, type JsonObject, own, type Pointer } from '../../model/index.js';
import { namedTypes, type Shapes } from '../../schema/index.js';
import { readSerialized } from '../media/serialized.js';
import { follow } from '../operation.js';
import type { ReadParameter } from './parameter.js';

/** A parameter or header whose value is written in a media type (`content`), ready to read. */
export interface ValueContent {
  readonly schema?: Pointer;
  /** @param text the value, without the percent-encoding of its place */
  read(text: string): ReadParameter;
}

/**
 * Compiles the one entry of `content` of a Parameter Object or a Header Object (OpenAPI 3.1 §4.8.12.4): its media type
 * says how the text becomes a value. Undefined where there is none.
 */
export function compileValueContent(
  node: JsonObject,
  pointer: Pointer,
  root: JsonObject,
  shapes: Shapes,
): ValueContent | undefined {
  const content = own(node, 'content');
  const [key] = isObject(content) ? Object.keys(content) : [];
  if (!isObject(content) || key === undefined) return undefined;
  const place = child(child(pointer, 'content'), key);
  const media = follow(root, own(content, key), place) ?? { node: {}, pointer: place };
  const schema = media.node.schema === undefined ? undefined : child(media.pointer, 'schema');
  const shape = schema === undefined ? undefined : (shapes.of(schema) ?? undefined);
  const type = parseMediaType(key);
  const wantsMembers =
    ['object', 'array'].some((kind) => namedTypes(shape).has(kind)) && !namedTypes(shape).has('string');
  return {
    ...(schema === undefined ? {} : { schema }),
    read(text) {
      if (!type) return UNREAD;
      const { value, detail } = readSerialized(text, type, media, shape);
      if (value === undefined) return detail === undefined ? UNREAD : OTHER_FORM;
      // Text of a type that has no reader is no object, and that is not its fault.
      return typeof value === 'string' && wantsMembers && !isJsonType(type) ? UNREAD : { sent: true, value };
    },
  };
}

const OTHER_FORM: ReadParameter = { sent: true };
const UNREAD: ReadParameter = { sent: true, isUnread: true };

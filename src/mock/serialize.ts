import type { Contract, Example, MediaContent } from '../contract/index.js';
import {
  acceptedType,
  covers,
  framingOf,
  isFormType,
  isJsonType,
  isXmlType,
  type MediaType,
  parseMediaType,
} from '../http/index.js';
import { isObject, type JsonValue, writeJson } from '../model/index.js';
import type { Memory } from './memory.js';
import { type PartFields, withBoundary, writeMultipart } from './multipart/write.js';
import { toFramed } from './streams/framed.js';
import { toForm } from './to-form.js';
import { toXml } from './xml.js';

/**
 * Writes a value as its media type does: JSON, XML, a form, lines, events, rows, or plain text. The bytes of a file are
 * sent unchanged. `fields` are the header fields of the parts of a multipart body.
 */
export type Serializer = (
  media: MediaContent,
  value: JsonValue,
  example?: Example,
  fields?: PartFields,
) => string | Uint8Array;

/** A serializer that writes each example once. */
export function createSerializer(contract: Contract, memory: Memory): Serializer {
  const written = memory.table<Example, string | Uint8Array>('written examples');
  return (media, value, example, fields = () => ({})) => {
    // An example that was completed or changed is another value.
    if (example?.value !== value) return toText(contract, media, value, fields);
    const known = written.get(example);
    if (known !== undefined) return known;
    const text = example.bytes ?? example.serialized ?? toText(contract, media, value, fields);
    written.set(example, text);
    return text;
  };
}

function toText({ schemas }: Contract, media: MediaContent, value: JsonValue, fields: PartFields): string | Uint8Array {
  const type = parseMediaType(media.key);
  const shapeOf = (schema = media.schema) => (schema === undefined ? undefined : schemas.shapes.of(schema));
  if (type?.type === 'multipart') return writeMultipart(media, value, shapeOf, fields);
  if (type && isXmlType(type) && (typeof value !== 'string' || !value.trimStart().startsWith('<'))) {
    return toXml(value, shapeOf());
  }
  if (type && isFormType(type) && isObject(value)) return toForm(value, media.node, shapeOf());
  const framing = type && framingOf(type);
  if (framing && framing !== 'parts') return toFramed(framing, value);
  return typeof value === 'string' && !(type && isJsonType(type)) ? value : writeJson(value);
}

/**
 * The `Content-Type` of an answer. A range is not the type of a message: the type within it that the client wants is
 * taken where the value can be sent as such, else JSON, or text where the value is one.
 * A multipart body names its boundary.
 * @param accept the value of `Accept`
 */
export function contentTypeOf(
  media: MediaContent,
  value: JsonValue | undefined,
  accept?: string,
  body?: string | Uint8Array,
): string {
  return withBoundary(plainTypeOf(media, value, accept), body);
}

function plainTypeOf({ key }: MediaContent, value: JsonValue | undefined, accept?: string): string {
  if (!key.includes('*')) return key;
  if (/^image\//.test(key)) return 'image/png';
  const wanted = accept === undefined || value === undefined ? undefined : wantedType(key, value, accept);
  if (/^multipart\//.test(key)) return wanted ?? 'multipart/mixed';
  return wanted ?? (typeof value === 'string' ? 'text/plain' : 'application/json');
}

function wantedType(key: string, value: JsonValue, accept: string): string | undefined {
  const range = parseMediaType(key);
  const fitting = accept.split(',').flatMap((text) => {
    const type = parseMediaType(text);
    const isFitting = type && type.subtype !== '*' && range && covers(range, type) && canCarry(type, value);
    return isFitting ? [`${type.type}/${type.subtype}`] : [];
  });
  return fitting.length === 0 ? undefined : acceptedType(fitting, accept);
}

/** Whether a message of this type can be what is written of a value that has no type of its own: JSON, or a text. */
function canCarry(type: MediaType, value: JsonValue): boolean {
  if (type.type === 'multipart') return true;
  if (typeof value !== 'string') return isJsonType(type);
  return isXmlType(type) ? value.trimStart().startsWith('<') : type.type === 'text' && !isJsonType(type);
}

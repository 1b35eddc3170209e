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
import { isContainer, isObject, type JsonObject, type JsonValue, writeJson } from '../model/index.js';
import type { Memory } from './memory.js';
import { toFramed } from './streams/framed.js';
import { toXml } from './xml.js';

/**
 * Writes a value as its media type does: JSON, XML, a form, lines, events, rows, or plain text. The bytes of a file are
 * sent unchanged.
 */
export type Serializer = (media: MediaContent, value: JsonValue, example?: Example) => string | Uint8Array;

/** A serializer that writes each example once. */
export function createSerializer(contract: Contract, memory: Memory): Serializer {
  const written = memory.table<Example, string | Uint8Array>('written examples');
  return (media, value, example) => {
    // An example that was completed or changed is another value.
    if (example?.value !== value) return toText(contract, media, value);
    const known = written.get(example);
    if (known !== undefined) return known;
    const text = example.bytes ?? example.serialized ?? toText(contract, media, value);
    written.set(example, text);
    return text;
  };
}

function toText(contract: Contract, media: MediaContent, value: JsonValue): string {
  const type = parseMediaType(media.key);
  if (type && isXmlType(type) && (typeof value !== 'string' || !value.trimStart().startsWith('<'))) {
    return toXml(value, media.schema === undefined ? undefined : contract.schemas.shapes.of(media.schema));
  }
  if (type && isFormType(type) && isObject(value)) return toForm(value);
  const framing = type && framingOf(type);
  if (framing && framing !== 'parts') return toFramed(framing, value);
  return typeof value === 'string' && !(type && isJsonType(type)) ? value : writeJson(value);
}

/** The members as form fields; lists repeat theirs (WHATWG URL §5.2). */
function toForm(value: JsonObject): string {
  const fields = new URLSearchParams();
  for (const [name, member] of Object.entries(value)) {
    for (const item of Array.isArray(member) ? member : [member])
      fields.append(name, isContainer(item) ? writeJson(item) : String(item));
  }
  return fields.toString();
}

/**
 * The `Content-Type` of an answer. A range is not the type of a message: the type within it that the client wants is
 * taken where the value can be sent as such, else JSON, or text where the value is one.
 * @param accept the value of `Accept`
 */
export function contentTypeOf({ key }: MediaContent, value: JsonValue | undefined, accept?: string): string {
  if (!key.includes('*')) return key;
  if (/^image\//.test(key)) return 'image/png';
  const wanted = accept === undefined || value === undefined ? undefined : wantedType(key, value, accept);
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
  if (typeof value !== 'string') return isJsonType(type);
  return isXmlType(type) ? value.trimStart().startsWith('<') : type.type === 'text' && !isJsonType(type);
}

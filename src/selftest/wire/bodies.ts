import { isFormType, isJsonType, isXmlType, parseMediaType } from '../../http/index.js';
import {
  isContainer,
  isNumeric,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  writeJson,
} from '../../model/index.js';
import { familyOf, type Scope, typesIn } from '../reading/schema.js';
import { writeQuery } from './query.js';
import { BOUNDARY, type SequencePlan, writeSequence } from './sequence.js';
import { carriesScalar, itemPlace, memberPlace, type TextPlace } from './text.js';

/** The inputs for writing a body. */
export interface BodyPlan {
  readonly scope: Scope;
  /** The `Content-Type` that is sent. */
  readonly contentType: string;
  /** The Media Type Object. */
  readonly media: JsonObject;
  readonly schema: JsonValue;
  /** For bodies that are sequences of such values. */
  readonly sequence?: SequencePlan;
  /** A valid value, for the other items of a sequence. */
  readonly filler?: JsonValue;
}

/**
 * Writes a value as its media type wants it; undefined where that cannot carry the value unharmed, or for a type that
 * is not written here.
 */
export function writeBody(plan: BodyPlan, value: JsonValue): string | undefined {
  const type = parseMediaType(plan.contentType);
  if (!type) return undefined;
  if (plan.sequence) return writeSequence(plan.sequence, value, plan.filler ?? value);
  if (isJsonType(type)) return writeJson(value);
  const place: TextPlace = { scope: plan.scope, family: familyOf(plan.scope, [plan.schema]) };
  if (isFormType(type)) return isObject(value) ? writeForm(plan.media, place, value) : undefined;
  if (type.type === 'multipart' && type.subtype === 'form-data')
    return isObject(value) ? writeParts(plan.media, place, value) : undefined;
  const isText = typeof value === 'string' && value !== '' && typesIn(place.family).has('string');
  // Binary bodies are read byte by byte.
  return isText && !isXmlType(type) && (type.type === 'text' || /^[\x20-\x7e]+$/.test(value)) ? value : undefined;
}

function encodingOf(media: JsonObject, name: string): JsonObject {
  const encodings = own(media, 'encoding');
  const encoding = isObject(encodings) ? own(encodings, name) : undefined;
  return isObject(encoding) ? encoding : {};
}

/** `application/x-www-form-urlencoded`; `encoding` says how each member is written (OpenAPI 3.1 §4.8.15). */
function writeForm(media: JsonObject, place: TextPlace, value: JsonObject): string | undefined {
  const pieces: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const { style, explode, allowReserved, contentType } = encodingOf(media, name);
    const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
    const type = typeof contentType === 'string' ? parseMediaType(contentType) : undefined;
    if (!isStyled && type && !isJsonType(type) && isContainer(member)) return undefined;
    // A media type counts where no style does, and that of an object is JSON.
    if (!isStyled && (isObject(member) || (type && isJsonType(type)))) {
      if (isObject(member) && !typesIn(memberPlace(place, name).family).has('object')) return undefined;
      pieces.push(`${encodeURIComponent(name)}=${encodeURIComponent(writeJson(member))}`);
      continue;
    }
    const written = writeQuery(
      {
        name,
        style: typeof style === 'string' ? style : 'form',
        explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
      },
      memberPlace(place, name),
      member,
    );
    if (!written) return undefined;
    for (const each of written) pieces.push(each);
  }
  return pieces.length === 0 ? undefined : pieces.join('&');
}

/** `multipart/form-data` (RFC 7578): a list is a part an item, an object is JSON, all else is text. */
function writeParts(media: JsonObject, place: TextPlace, value: JsonObject): string | undefined {
  const parts: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || !/^[\w.-]+$/.test(name)) return undefined;
    const below = memberPlace(place, name);
    const { contentType } = encodingOf(media, name);
    const declared = typeof contentType === 'string' ? firstType(contentType) : undefined;
    const isList = typesIn(below.family).has('array') && !declared?.endsWith('json');
    // One part with a list in it would be the list itself.
    if (isList && (!Array.isArray(member) || (member.length === 1 && Array.isArray(member[0])))) return undefined;
    const items: readonly JsonValue[] = isList && Array.isArray(member) ? member : [member];
    if (items.length === 0) return undefined;
    for (const [index, item] of items.entries()) {
      const part = writePart(name, item, isList ? itemPlace(below, index) : below, declared);
      if (part === undefined) return undefined;
      parts.push(part);
    }
  }
  return parts.length === 0 ? undefined : `${parts.join('')}--${BOUNDARY}--\r\n`;
}

/** The first of the media types that an encoding lists, a range made a type. */
function firstType(contentType: string): string {
  return (contentType.split(',')[0] ?? '').trim().replace('image/*', 'image/png').replace('/*', '/plain');
}

function writePart(name: string, value: JsonValue, place: TextPlace, declared: string | undefined): string | undefined {
  const types = typesIn(place.family);
  const type = declared === undefined ? undefined : parseMediaType(declared);
  const isJson = type
    ? isJsonType(type)
    : (typeof value === 'object' && !isNumeric(value)) || types.has('object') || types.has('array');
  if (!isJson && (!carriesScalar(place, value) || /[^\x20-\x7e]/.test(String(value)))) return undefined;
  const isFile = place.family.some(
    ({ format, contentMediaType }) => format === 'binary' || contentMediaType !== undefined,
  );
  // A file is text whatever it holds.
  if (isFile && typeof value !== 'string') return undefined;
  const contentType = declared ?? (isJson ? 'application/json' : isFile ? 'application/octet-stream' : 'text/plain');
  if (!isJson && !isFile && !contentType.startsWith('text/') && typeof value !== 'string') return undefined;
  const filename = isFile ? `; filename="${name}"` : '';
  const content = isJson ? writeJson(value) : String(value);
  return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${filename}\r\nContent-Type: ${contentType}\r\n\r\n${content}\r\n`;
}

import { isJsonType, parseMediaType } from '../http/index.js';
import { isContainer, isObject, type JsonObject, type JsonValue, OWN_FIELDS, writeJson } from '../model/index.js';
import { type HeaderValue, headerContent, SerializedHeader } from './header-example.js';

/**
 * So many documented headers of a response are sent. Python's client refuses more than 100 fields, and Node's more than
 * 16 KB of them; an answer has up to 20 others.
 */
export const MOST_HEADERS = 80;

/** So many characters of documented headers an answer has, all together: Node's client refuses more than 16 KB. */
export const LONGEST_HEADERS = 8_192;

/** The transport writes headers of these names, whatever the document says (OpenAPI 3.1 §4.8.17). */
const TRANSPORT = new Set(['content-type', 'content-length', 'transfer-encoding', 'connection', 'content-encoding']);

/** Whether an answer has this header by what the document says. */
export function isSendable(name: string): boolean {
  return !TRANSPORT.has(name.toLowerCase()) && whyUnsendable(name) === undefined;
}

/** As many headers as clients take, those that are required first; the start says that there are more. */
export function mostSent<Header extends { readonly name: string; readonly required: boolean }>(
  documented: readonly Header[],
): readonly Header[] {
  const headers = documented.filter(({ name }) => isSendable(name));
  headers.sort((one, other) => Number(other.required) - Number(one.required));
  return headers.slice(0, MOST_HEADERS);
}

/** How many characters the fields of a header have. */
export function lengthOf(text: string | readonly string[]): number {
  return typeof text === 'string' ? text.length : text.join('').length;
}

/** Tells of each header of an answer, in their order and by its length, whether there is room for it. */
export function headerRoom(): (length: number) => boolean {
  let room = LONGEST_HEADERS;
  return (length) => {
    if (length > room) return false;
    room -= length;
    return true;
  };
}

/** Why no answer can have a header of this name; undefined where one can. */
export function whyUnsendable(name: string): string | undefined {
  if (name === '') return 'it has no name';
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return 'HTTP allows no such name (RFC 9110 §5.1)';
  if (OWN_FIELDS.has(name.toLowerCase())) return 'Docproof says something of the exchange by it';
  return name.toLowerCase() === 'trailer' ? 'it announces trailers, and the mock sends none' : undefined;
}

/**
 * A header's value as it is sent: a list of cookies is a field each (RFC 6265 §3), since commas are part of cookies;
 * what the document describes by `content` is written in that media type.
 */
export function headerFieldsOf(
  name: string,
  value: HeaderValue | undefined,
  node: JsonObject,
): string | string[] | undefined {
  if (name.toLowerCase() === 'set-cookie' && Array.isArray(value)) return value.map((item) => fieldValue(scalar(item)));
  const media = headerContent(node);
  if (value instanceof SerializedHeader) return fieldValue(value.text);
  const type = media && parseMediaType(media.key);
  if (type && isJsonType(type) && value !== undefined) return fieldValue(writeJson(value));
  return toText(value, node);
}

/** A header's value in the style `simple` (OpenAPI 3.1 §4.8.21); undefined for what no header can carry. */
function toText(value: JsonValue | undefined, node: JsonObject): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = Array.isArray(value)
    ? value.map(scalar).join(',')
    : isObject(value)
      ? Object.entries(value)
          .map(([name, member]) => `${name}${node.explode === true ? '=' : ','}${scalar(member ?? null)}`)
          .join(',')
      : String(value);
  return fieldValue(text);
}

function scalar(value: JsonValue): string {
  return isContainer(value) ? writeJson(value) : String(value);
}

/**
 * A text as a field can carry it (RFC 9110 §5.5): where it has a character that no field may have, it is
 * percent-encoded.
 */
export function fieldValue(text: string): string {
  // A surrogate without its other half is not a character, and cannot be encoded.
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

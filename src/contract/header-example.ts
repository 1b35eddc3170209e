import { isObject, type JsonObject, type JsonValue, OWN_FIELDS, own } from '../model/index.js';

/** The one entry of a header's `content` (OpenAPI 3.1 §4.8.21). */
export function headerContent(node: JsonObject): { key: string; media: JsonObject } | undefined {
  const content = own(node, 'content');
  const [first] = isObject(content) ? Object.entries(content) : [];
  return first && isObject(first[1]) ? { key: first[0], media: first[1] } : undefined;
}

/** A header as an example writes it (OpenAPI 3.2 §4.19, `serializedValue`). */
export class SerializedHeader {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The value that an example of a header gives. */
export type HeaderValue = JsonValue | SerializedHeader;

/** What an Example Object says; its text wins, because that is what is sent. */
function valueIn(example: JsonValue | undefined): HeaderValue | undefined {
  if (!isObject(example)) return undefined;
  const { serializedValue, dataValue, value } = example;
  return typeof serializedValue === 'string' ? new SerializedHeader(serializedValue) : (dataValue ?? value);
}

/** The first value that a Header Object or its schema shows; undefined where it shows none. */
export function headerExample(header: JsonObject): HeaderValue | undefined {
  const node = headerContent(header)?.media ?? header;
  const named = own(node, 'examples');
  const first = isObject(named) ? Object.values(named)[0] : undefined;
  const schema = own(node, 'schema');
  const { example, default: usual, const: only, enum: members, examples } = isObject(schema) ? schema : {};
  const candidates = [
    own(node, 'example'),
    valueIn(first),
    example,
    listFirst(examples),
    usual,
    only,
    listFirst(members),
  ];
  return candidates.find((candidate) => candidate !== undefined && candidate !== null);
}

function listFirst(list: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(list) ? list[0] : undefined;
}

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
 * A text as a field can carry it (RFC 9110 §5.5): where it has a character that no field may have, it is
 * percent-encoded.
 */
export function fieldValue(text: string): string {
  // A surrogate without its other half is not a character, and cannot be encoded.
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeURI(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}

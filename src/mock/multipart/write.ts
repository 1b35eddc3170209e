import { type Contract, type MediaContent, type PartEncoding, readPart } from '../../contract/index.js';
import {
  boundaryIn,
  concatenated,
  isFormType,
  isJsonType,
  isXmlType,
  type MediaType,
  parseMediaType,
} from '../../http/index.js';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  latin1Bytes,
  latin1Text,
  own,
  sameJson,
  utf8Bytes,
  utf8Text,
  writeJson,
} from '../../model/index.js';
import type { WrittenHeaders } from '../headers.js';
import { toForm } from '../to-form.js';
import { toXml } from '../xml.js';
import { candidateTypes } from './part-types.js';

/** The documented headers of a part, as they are written: the same object of headers gives the same texts. */
export type PartFields = (headers: PartEncoding['headers']) => WrittenHeaders;

type Shape = ReturnType<Contract['schemas']['shapes']['of']>;
type Content = string | Uint8Array;

/**
 * Writes a value as a multipart body (RFC 2046 §5.1): a list part by part, by position, and an object in a form as
 * parts with names (RFC 7578). Any other value is one part; a text that has delimiters is the body itself, with the
 * line breaks that the type demands.
 */
export function writeMultipart(media: MediaContent, value: JsonValue, shapeOf: ShapeOf, fields: PartFields): Content {
  if (typeof value === 'string' && boundaryIn(value) !== undefined) return value.replace(/\r?\n/g, '\r\n');
  const type = parseMediaType(media.key);
  const { encodingAt, item } = media;
  const whole = shapeOf(media.schema);
  const items = encodingAt && item?.schema !== undefined ? shapeOf(item.schema) : undefined;
  if (!encodingAt && isObject(value)) return join(namedParts(media, value, whole, fields), type);
  const list = Array.isArray(value) ? value : [value];
  const parts = list.map((each, index) => writePart(each, items ?? whole?.item(index), encodingAt?.(index), fields));
  return join(parts, type);
}

/** The shape of the schema at a place. */
export type ShapeOf = (schema: MediaContent['schema']) => Shape;

/** The type of a multipart answer with the boundary of its body; other types as they are. */
export function withBoundary(contentType: string, body: Content | undefined): string {
  const type = parseMediaType(contentType);
  if (type?.type !== 'multipart' || body === undefined) return contentType;
  const start = typeof body === 'string' ? body : latin1Text(body);
  const boundary = boundaryIn(start) ?? /^--(\S+?)--/.exec(start)?.[1];
  if (boundary === undefined || boundary === type.parameters.get('boundary')) return contentType;
  const others = contentType.replace(/;\s*boundary\s*=\s*(?:"[^"]*"|[^;\s]*)/i, '');
  return `${others}; boundary=${/^[\w-]+$/.test(boundary) ? boundary : `"${boundary}"`}`;
}

/** The parts of a form, or of another type before OpenAPI 3.2: a list is a part an item. */
function namedParts(media: Named, value: JsonObject, shape: Shape, fields: PartFields): Content[] {
  return Object.entries(value).flatMap(([name, member]) => {
    if (member === undefined) return [];
    const below = shape?.property(name);
    const encodings = own(media.node, 'encoding');
    const node = isObject(encodings) ? own(encodings, name) : undefined;
    const encoding: PartEncoding = {
      node: isObject(node) ? node : {},
      pointer: media.pointer,
      partHeaders: () => [],
      headers: media.partHeaders(name),
    };
    const isWhole = !Array.isArray(member) || member.some(Array.isArray) || isJsonList(encoding);
    const items = isWhole ? [member] : member;
    return items.map((item, index) => writePart(item, isWhole ? below : below?.item(index), encoding, fields, name));
  });
}

type Named = Pick<MediaContent, 'node' | 'pointer' | 'partHeaders'>;

/** Whether the encoding says that a list is JSON in one part. */
function isJsonList({ node: { contentType } }: PartEncoding): boolean {
  const type = typeof contentType === 'string' ? parseMediaType(contentType) : undefined;
  return type !== undefined && isJsonType(type);
}

function writePart(
  value: JsonValue,
  shape: Shape,
  encoding: PartEncoding | undefined,
  fields: PartFields,
  name?: string,
): Content {
  let first: { readonly type: string; readonly content: Content } | undefined;
  let chosen: typeof first;
  for (const candidate of candidateTypes(value, shape, encoding)) {
    const written = contentOf(candidate, value, shape, encoding, fields);
    first ??= written;
    const bytes = bytesOf(written.content);
    const read = readPart({ headers: { 'content-type': written.type }, bytes }, shape, encoding);
    if (read.value === undefined || !sameJson(read.value, value)) continue;
    chosen = written;
    break;
  }
  const { type, content } = chosen ?? first ?? { type: 'application/json', content: writeJson(value) };
  const lines = [`Content-Type: ${type}`];
  if (name !== undefined) {
    const isFile = !/^(?:text\/|[^;]*(?:json|xml|urlencoded)(?:;|$))/.test(type);
    lines.unshift(
      `Content-Disposition: form-data; name="${quoted(name)}"${isFile ? `; filename="${quoted(name)}"` : ''}`,
    );
  }
  for (const [field, texts] of Object.entries(encoding ? fields(encoding.headers) : {}))
    if (name === undefined || field.toLowerCase() !== 'content-disposition')
      for (const text of [texts].flat()) lines.push(`${field}: ${text}`);
  return inOne([`${lines.join('\r\n')}\r\n\r\n`, content]);
}

/** A value in a media type, and the type as it is named: with a boundary, or the charset of what is not ASCII. */
function contentOf(
  key: string,
  value: JsonValue,
  shape: Shape,
  encoding: PartEncoding | undefined,
  fields: PartFields,
): { readonly type: string; readonly content: Content } {
  const type = parseMediaType(key);
  if (type && isJsonType(type)) return { type: key, content: writeJson(value) };
  if (type?.type === 'multipart' && typeof value === 'object' && value !== null) {
    const content = nestedIn(type, value, shape, encoding, fields);
    return { type: withBoundary(key, content), content };
  }
  if (type && isXmlType(type) && typeof value !== 'string') return { type: key, content: toXml(value, shape) };
  if (type && isFormType(type) && isObject(value)) return { type: key, content: toForm(value) };
  const text = typeof value === 'string' ? value : writeJson(value);
  const isText = type?.type === 'text' || (type !== undefined && isXmlType(type));
  if (isText) {
    const charset = /^[\0-\x7f]*$/.test(text) || type.parameters.has('charset') ? '' : '; charset=utf-8';
    return { type: `${key}${charset}`, content: text };
  }
  // Bytes are characters up to U+00FF, as in every value that is read from bytes.
  return { type: key, content: /^[\0-\xff]*$/.test(text) ? latin1Bytes(text) : text };
}

function nestedIn(
  type: MediaType,
  value: JsonValue,
  shape: Shape,
  encoding: PartEncoding | undefined,
  fields: PartFields,
): Content {
  const named: Named = encoding ?? { node: {}, pointer: '', partHeaders: () => [] };
  if (isObject(value)) return join(namedParts(named, value, shape, fields), type);
  const list = Array.isArray(value) ? value : [value];
  const parts = list.map((item, index) => writePart(item, shape?.item(index), encoding?.encodingAt?.(index), fields));
  return join(parts, type);
}

const BOUNDARY = 'docproof-part';

/** The parts between delimiters, none of which is in a part. */
function join(parts: readonly Content[], type: MediaType | undefined): Content {
  const texts = parts.map((part) => latin1Text(bytesOf(part)));
  const isIn = (boundary: string): boolean => {
    const delimiter = latin1Text(utf8Bytes(`--${boundary}`));
    return texts.some((text) => text.includes(delimiter));
  };
  let boundary = type?.parameters.get('boundary') ?? BOUNDARY;
  for (let turn = 1; isIn(boundary); turn += 1) boundary = `${BOUNDARY}-${turn}`;
  const pieces = parts.flatMap((part) => [`--${boundary}\r\n`, part, '\r\n']);
  return inOne([...pieces, `--${boundary}--\r\n`]);
}

/** Text as long as all is text. */
function inOne(pieces: readonly Content[]): Content {
  if (pieces.every((piece) => typeof piece === 'string')) return pieces.join('');
  const joined = concatenated(pieces.map(bytesOf));
  return joined.every((byte) => byte < 0x80) ? utf8Text(joined) : joined;
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === 'string' ? utf8Bytes(content) : content;
}

/** A name in `Content-Disposition` (WHATWG HTML, "Multipart form data"). */
function quoted(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

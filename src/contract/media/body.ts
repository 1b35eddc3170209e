import { isFormType, isJsonType, isMultipartType, isXmlType, type MediaType } from '../../http/index.js';
import {
  type Body,
  type InconclusiveReason,
  isUtf8,
  type JsonValue,
  latin1Text,
  maySpellExact,
  readJson,
  utf8Bytes,
  utf8Text,
} from '../../model/index.js';
import { type Fields, parseForm, writtenForm } from '../parameters/fields.js';
import { type Part, parseMultipart } from './multipart.js';
import { readXml, type XmlElement } from './xml.js';

/** A body's content as the schema sees it. */
export type ParsedBody =
  | {
      readonly kind: 'value';
      readonly value: JsonValue;
      /** Whether numbers that no double holds may be in it. */
      readonly isExact: boolean;
    }
  /** Text of a type that does not say how it becomes a value. */
  | { readonly kind: 'text'; readonly text: string; readonly type: MediaType }
  /** A form: its fields, which are still text. */
  | { readonly kind: 'form'; readonly fields: Fields; readonly written: () => Fields }
  | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  | { readonly kind: 'xml'; readonly root: XmlElement }
  /** Neither text nor of a form that is read: each byte is one character, so that lengths are in bytes. */
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'unparseable'; readonly detail: string }
  /** Nested more than `MAX_DEPTH` levels deep. */
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'unjudged'; readonly reason: InconclusiveReason };

/** Reads a body that is present, by its media type. */
export function parseBody(content: string | Uint8Array, mediaType: MediaType): ParsedBody {
  if (isMultipartType(mediaType)) {
    const bytes = typeof content === 'string' ? utf8Bytes(content) : content;
    const parts = parseMultipart(bytes, mediaType.parameters.get('boundary'));
    return typeof parts === 'string' ? { kind: 'unparseable', detail: parts } : { kind: 'parts', parts };
  }
  const isText = isJsonType(mediaType) || isFormType(mediaType) || isXmlType(mediaType) || mediaType.type === 'text';
  if (!isText) return { kind: 'bytes', value: typeof content === 'string' ? content : latin1Text(content) };
  const text = typeof content === 'string' ? content : decode(content, mediaType.parameters.get('charset'));
  if (text === undefined) return { kind: 'unjudged', reason: 'body-undecodable' };
  if (isJsonType(mediaType) && typeof content !== 'string' && text.includes('\ufffd') && !isUtf8(content))
    return { kind: 'unparseable', detail: 'it is not UTF-8' };
  if (isJsonType(mediaType)) return parseJson(text);
  if (isFormType(mediaType)) {
    const fields = parseForm(text);
    return fields.size > MAX_NAMES
      ? { kind: 'unparseable', detail: `it has fields of more than ${MAX_NAMES} names` }
      : { kind: 'form', fields, written: () => writtenForm(text) };
  }
  if (!isXmlType(mediaType)) return { kind: 'text', text, type: mediaType };
  const root = readXml(text);
  if (root === undefined) return { kind: 'too-deep' };
  return typeof root === 'string' ? { kind: 'unparseable', detail: root } : { kind: 'xml', root };
}

/** Whether there is nothing in it. */
export function isEmpty(body: Body): boolean {
  return body.state === 'absent' || (body.state === 'present' && body.content.length === 0);
}

function decode(bytes: Uint8Array, charset = 'utf-8'): string | undefined {
  // Nearly all bodies: without the making of a decoder.
  if (/^utf-?8$/i.test(charset)) return utf8Text(bytes);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Each may be a member that is documented nowhere: a million of them took ten seconds and 700 MB. */
const MAX_NAMES = 100_000;

/** Reads JSON, and says where it breaks. */
export function parseJson(text: string): Extract<ParsedBody, { kind: 'value' | 'unparseable' }> {
  try {
    // A byte-order mark before JSON may be ignored (RFC 8259 §8.1).
    const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    const isExact = maySpellExact(json);
    return { kind: 'value', value: isExact ? readJson(json) : JSON.parse(json), isExact };
  } catch (error) {
    return { kind: 'unparseable', detail: error instanceof Error ? explainJson(error.message, text) : 'not JSON' };
  }
}

/** Names line and column where the engine names a position, and keeps the body's text out of the sentence. */
function explainJson(message: string, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return /end of JSON input/.test(message) ? 'the JSON ends too early' : 'it is not JSON';
  const before = text.slice(0, Number(position)).split('\n');
  return `the JSON breaks at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

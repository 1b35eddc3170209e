import type { Body, InconclusiveReason, JsonValue } from '../../model/index.js';
import { isFormType, isJsonType, type MediaType } from './media-type.js';

/** A body's content as the schema sees it. */
export type ParsedBody =
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** A form: its fields, which are still text. */
  | { readonly kind: 'form'; readonly fields: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'unparseable'; readonly detail: string }
  | { readonly kind: 'unjudged'; readonly reason: InconclusiveReason };

/** Reads a body that is there. JSON, forms and text are read; of everything else only the media type is judged. */
export function parseBody(content: string | Uint8Array, mediaType: MediaType): ParsedBody {
  const isText = isJsonType(mediaType) || isFormType(mediaType) || mediaType.type === 'text';
  if (!isText) return { kind: 'unjudged', reason: 'body-not-judged' };
  const text = typeof content === 'string' ? content : decode(content, mediaType.parameters.get('charset'));
  if (text === undefined) return { kind: 'unjudged', reason: 'body-undecodable' };
  if (isJsonType(mediaType)) return parseJson(text);
  if (isFormType(mediaType)) return { kind: 'form', fields: parseForm(text) };
  return { kind: 'value', value: text };
}

/** Whether there is nothing in it. */
export function isEmpty(body: Body): boolean {
  return body.state === 'absent' || (body.state === 'present' && body.content.length === 0);
}

function decode(bytes: Uint8Array, charset = 'utf-8'): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): ParsedBody {
  try {
    // A byte-order mark before JSON may be ignored (RFC 8259 §8.1).
    return { kind: 'value', value: JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) };
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

/** The fields of `application/x-www-form-urlencoded` content (WHATWG URL §5.1), in order, repeated ones together. */
export function parseForm(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return fields;
}

import {
  type Body,
  type Headers,
  headerValue,
  type InconclusiveReason,
  isInconclusiveReason,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
} from '../../model/index.js';
import { undoCodings } from '../wire-body.js';
import { MalformedEntry } from './har-malformed.js';

/** The context of a body. */
export interface Around {
  readonly method: string;
  readonly headers: Headers;
  /** `creator.name` */
  readonly producer: string;
}

/**
 * The body of a HAR's request.
 * @throws MalformedEntry
 */
export function requestBody(request: JsonObject, around: Around): Body {
  const { headers } = around;
  // HTTP Toolkit keeps other bodies than forms and text in `_content`.
  const postData = request.postData ?? request._content;
  if (!isObject(postData)) return isLeftOut(request, around) ? unknown('body-omitted') : NO_BODY;
  if (isInconclusiveReason(postData._omitted)) return unknown(postData._omitted);
  if (typeof postData._file === 'string') return elsewhere(postData._file);
  const kept = contentOf(postData, postData.encoding ?? postData._encoding, around, '/request/postData/text');
  if (kept) {
    if (isLossy(kept, headers)) return unknown('body-undecodable');
    return isCut(kept, Number(headerValue(headers, 'content-length') ?? 0)) ? cut(kept) : kept;
  }
  if (Array.isArray(postData.params) && postData.params.length > 0) return formBody(postData.params, headers);
  return isLeftOut(request, around) ? unknown('body-omitted') : NO_BODY;
}

/**
 * The body of a HAR's response.
 * @throws MalformedEntry
 */
export function responseBody(response: JsonObject, status: number, around: Around): Body {
  const { method, headers, producer } = around;
  const { content: body } = response;
  if (!isObject(body)) return NO_BODY;
  if (isInconclusiveReason(body._omitted)) return unknown(body._omitted);
  if (typeof body._file === 'string') return elsewhere(body._file);
  // With a 304 browsers show the copy that they had already, though nothing was received.
  if (status === 304 && !(Number(response.bodySize) > 0)) return NO_BODY;
  // mitmproxy counts compressed bytes, which of a short text are more than there are characters.
  const size = typeof body.size === 'number' && !producer.startsWith('mitmproxy') ? body.size : 0;
  const kept = contentOf(body, body.encoding, around, '/response/content/text');
  if (kept) {
    if (isLossy(kept, headers)) return unknown('body-undecodable');
    return isCut(kept, size) ? cut(kept) : kept;
  }
  if (status === 304 || method === 'HEAD' || status === 204) return NO_BODY;
  const declared = headerValue(headers, 'content-length');
  // Playwright's minimal HAR leaves sizes out: -1.
  const isOmitted =
    size < 0 && body.text === undefined && declared === undefined && headerValue(headers, 'content-type') !== undefined;
  return size > 0 || Number(declared ?? 0) > 0 || isOmitted ? unknown('body-omitted') : NO_BODY;
}

function cut(kept: Body): Body {
  return kept.state === 'present' ? { state: 'unknown', reason: 'body-cut', content: kept.content } : kept;
}

function unknown(reason: InconclusiveReason): Body {
  return { state: 'unknown', reason };
}

function elsewhere(file: string): Body {
  return { state: 'unknown', reason: 'body-elsewhere', file };
}

/**
 * Whether there was a body that is not here. Chromium has no size of what it could not read, and over HTTP/2 no
 * Content-Length.
 */
function isLeftOut(request: JsonObject, { method, headers, producer }: Around): boolean {
  const declared = headerValue(headers, 'content-length');
  if (declared !== undefined) return Number(declared) > 0;
  if (typeof request.bodySize === 'number' && request.bodySize > 0) return true;
  const isKnownEmpty = request.bodySize === 0 && producer !== 'WebInspector';
  return !isKnownEmpty && /^(POST|PUT|PATCH)$/.test(method) && headerValue(headers, 'content-type') !== undefined;
}

/** Some recorders keep a form's fields only. Of a multipart form they lose too much to judge it. */
function formBody(params: readonly JsonValue[], headers: Headers): Body {
  if (headerValue(headers, 'content-type')?.startsWith('multipart/')) return unknown('body-omitted');
  const form = new URLSearchParams();
  for (const field of params)
    if (isObject(field) && typeof field.name === 'string') form.append(field.name, String(field.value ?? ''));
  return { state: 'present', content: form.toString() };
}

/** The body that an object keeps as `text`; undefined if it keeps none. */
function contentOf(
  { text, _isBinary, mimeType }: JsonObject,
  encoding: JsonValue | undefined,
  { headers, producer }: Around,
  pointer: string,
): Body | undefined {
  if (isObject(text)) return bufferBody(text, headers, pointer);
  if (typeof text !== 'string' || text === '') return undefined;
  const isEncoded = encoding !== undefined && encoding !== null && encoding !== '';
  if (isEncoded || _isBinary === true) {
    const chunks = chunkedBytes(text, encoding);
    if (chunks) return decoded(chunks, headers);
  }
  if (!isEncoded)
    return { state: 'present', content: (producer.startsWith('mitmproxy') && escapedBytes(text)) || text };
  if (encoding !== 'base64') return unknown('body-undecodable');
  const compact = text.replace(/\s+/g, '');
  const isBase64 = /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact);
  // Some recorders say base64 and write the text as it is.
  if (!isBase64 && (isTextual(headers) || isTextual({ 'content-type': String(mimeType ?? '') })))
    return { state: 'present', content: text };
  if (!isBase64) throw new MalformedEntry(`${pointer} is not base64`);
  return decoded(Buffer.from(compact, 'base64'), headers);
}

function isTextual(headers: Headers): boolean {
  return /^text\/|[/+](?:json|xml)\b|urlencoded|javascript|graphql/i.test(headerValue(headers, 'content-type') ?? '');
}

/** HAR wants content codings undone, but not all recorders do so. */
function decoded(bytes: Uint8Array, headers: Headers): Body {
  return { state: 'present', content: undoCodings(bytes, headers) ?? bytes };
}

/** A `Buffer` of Node that went through `JSON.stringify`. */
function bufferBody({ type, data }: JsonObject, headers: Headers, pointer: string): Body {
  const isBytes = (value: JsonValue): value is number => typeof value === 'number' && value >= 0 && value <= 255;
  if (type !== 'Buffer' || !Array.isArray(data) || !data.every(isBytes))
    throw new MalformedEntry(`${pointer} is neither text nor a Buffer`);
  return data.length === 0 ? NO_BODY : decoded(Uint8Array.from(data), headers);
}

/**
 * Polly.JS keeps compressed bodies as the text of a JSON array: the chunks as they came, in base64, before version 5 in
 * hexadecimal.
 */
export function chunkedBytes(text: string, encoding: JsonValue | undefined): Uint8Array | undefined {
  if (!/^\s*\[\s*"/.test(text)) return undefined;
  let chunks: unknown;
  try {
    chunks = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(chunks) || !chunks.every((chunk) => typeof chunk === 'string')) return undefined;
  const isHex = encoding !== 'base64' && chunks.every((chunk) => /^(?:[0-9a-f]{2})*$/i.test(chunk));
  return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, isHex ? 'hex' : 'base64')));
}

const LONE_BYTE = /(?<![\ud800-\udbff])([\udc80-\udcff])/;

/**
 * mitmproxy writes bytes that are no UTF-8 as lone surrogates, as Python's `surrogateescape` does (PEP 383): undefined
 * if there are none.
 */
function escapedBytes(text: string): Uint8Array | undefined {
  if (!LONE_BYTE.test(text)) return undefined;
  const parts = text.split(LONE_BYTE);
  return Buffer.concat(
    parts.map((part, index) => (index % 2 === 0 ? Buffer.from(part) : Buffer.from([part.charCodeAt(0) - 0xdc00]))),
  );
}

/** Browsers and Insomnia give bytes as text, in which those that are no UTF-8 are lost. */
function isLossy({ state, ...body }: Body, headers: Headers): boolean {
  if (state !== 'present' || !('content' in body) || typeof body.content !== 'string') return false;
  return body.content.includes('\ufffd') && !isTextual(headers);
}

/**
 * Firefox cuts long bodies and leaves no mark but their size. Producers count bytes or characters, so only a text that
 * is shorter than `size` by both counts, and does not parse as JSON, is taken for cut.
 */
function isCut(body: Body, size: number): boolean {
  if (body.state !== 'present' || size <= 0) return false;
  const { content: kept } = body;
  const length = typeof kept === 'string' ? Math.max(kept.length, Buffer.byteLength(kept)) : kept.length;
  if (length >= size) return false;
  try {
    JSON.parse(typeof kept === 'string' ? kept : new TextDecoder().decode(kept));
    return false;
  } catch {
    return true;
  }
}

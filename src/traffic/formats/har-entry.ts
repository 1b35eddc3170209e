import {
  type Body,
  type Exchange,
  type Headers,
  headersOf,
  type InconclusiveReason,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
} from '../../model/index.js';

/** Where an entry stands, and who wrote it. */
export interface EntryPlace {
  readonly source: string;
  readonly index: number;
  /** `creator.name`; empty where it is not known before the entries. */
  readonly producer: string;
}

/** An entry that is JSON and no HAR entry. `message` is a pointer below the entry, and what is wrong there. */
export class MalformedEntry extends Error {}

/**
 * Reads one entry of a HAR.
 * @throws MalformedEntry
 */
export function toExchange({ source, index, producer }: EntryPlace, entry: JsonValue): Exchange {
  const request = objectAt(entry, 'request');
  const response = objectAt(entry, 'response');
  const method = textAt(request, 'method', '/request').toUpperCase();
  const url = textAt(request, 'url', '/request');
  const status = numberAt(response, 'status', '/response');
  const requestHeaders = readHeaders(request, '/request');
  const responseHeaders = readHeaders(response, '/response');
  const caveats = caveatsOf(entry, producer, requestHeaders);
  return {
    source,
    index,
    request: { method, url, headers: requestHeaders, body: requestBody(request, requestHeaders) },
    response: { status, headers: responseHeaders, body: responseBody(response, status, method, responseHeaders) },
    ...(caveats.length > 0 ? { caveats } : {}),
  };
}

function objectAt(entry: JsonValue, name: string): JsonObject {
  const value = isObject(entry) ? entry[name] : undefined;
  if (!isObject(value)) throw new MalformedEntry(`/${name} is missing or no object`);
  return value;
}

function textAt(object: JsonObject, name: string, pointer: string): string {
  const value = object[name];
  if (typeof value !== 'string' || value === '') throw new MalformedEntry(`${pointer}/${name} is missing or no text`);
  return value;
}

function numberAt(object: JsonObject, name: string, pointer: string): number {
  const value = object[name];
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new MalformedEntry(`${pointer}/${name} is missing or no whole number`);
  return value;
}

/** Names in lower case; the pseudo headers of HTTP/2 (`:authority`) are no fields. */
function readHeaders(message: JsonObject, pointer: string): Headers {
  const list = message.headers ?? [];
  if (!Array.isArray(list)) throw new MalformedEntry(`${pointer}/headers is no list`);
  const pairs: [string, string][] = [];
  for (const [index, field] of list.entries()) {
    if (!isObject(field) || typeof field.name !== 'string')
      throw new MalformedEntry(`${pointer}/headers/${index}/name is missing or no text`);
    if (!field.name.startsWith(':'))
      pairs.push([field.name, typeof field.value === 'string' ? field.value : String(field.value ?? '')]);
  }
  return headersOf(pairs);
}

function caveatsOf(entry: JsonValue, producer: string, headers: Headers): InconclusiveReason[] {
  const caveats: InconclusiveReason[] = [];
  if (!isObject(entry)) return caveats;
  if (entry._wasFulfilled === true) caveats.push('fulfilled-by-test');
  if (isObject(entry.response) && typeof entry.response._failureText === 'string') caveats.push('aborted');
  // DevTools leaves Authorization and cookies out unless told otherwise (Chromium 130 and later); Playwright and Firefox keep them.
  if (producer === 'WebInspector' && headers.authorization === undefined) caveats.push('credentials-stripped');
  return caveats;
}

function requestBody(request: JsonObject, headers: Headers): Body {
  const { postData } = request;
  if (!isObject(postData))
    return Number(headers['content-length'] ?? 0) > 0 ? { state: 'unknown', reason: 'body-omitted' } : NO_BODY;
  if (typeof postData._file === 'string') return { state: 'unknown', reason: 'body-elsewhere', file: postData._file };
  if (typeof postData.text === 'string' && postData.text !== '')
    return content(postData.text, postData.encoding ?? postData._encoding, '/request/postData/text');
  if (Array.isArray(postData.params) && postData.params.length > 0) return formBody(postData.params, headers);
  return Number(headers['content-length'] ?? 0) > 0 ? { state: 'unknown', reason: 'body-omitted' } : NO_BODY;
}

/** Some recorders keep a form's fields only. Of a multipart form they lose too much to judge it. */
function formBody(params: readonly JsonValue[], headers: Headers): Body {
  if (String(headers['content-type'] ?? '').startsWith('multipart/'))
    return { state: 'unknown', reason: 'body-omitted' };
  const form = new URLSearchParams();
  for (const field of params)
    if (isObject(field) && typeof field.name === 'string') form.append(field.name, String(field.value ?? ''));
  return { state: 'present', content: form.toString() };
}

function responseBody(response: JsonObject, status: number, method: string, headers: Headers): Body {
  const { content: body } = response;
  if (!isObject(body)) return NO_BODY;
  if (typeof body._file === 'string') return { state: 'unknown', reason: 'body-elsewhere', file: body._file };
  const size = typeof body.size === 'number' ? body.size : 0;
  if (typeof body.text !== 'string' || body.text === '') {
    if (status === 304 || method === 'HEAD' || status === 204) return NO_BODY;
    const declared = Number(headers['content-length'] ?? 0);
    return size > 0 || declared > 0 ? { state: 'unknown', reason: 'body-omitted' } : NO_BODY;
  }
  const read = content(body.text, body.encoding, '/response/content/text');
  return isCut(read, size) ? { state: 'unknown', reason: 'body-cut' } : read;
}

function content(text: string, encoding: JsonValue | undefined, pointer: string): Body {
  if (encoding === undefined || encoding === null || encoding === '') return { state: 'present', content: text };
  if (encoding !== 'base64') return { state: 'unknown', reason: 'body-undecodable' };
  const compact = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(compact)) throw new MalformedEntry(`${pointer} is not base64`);
  return { state: 'present', content: Buffer.from(compact, 'base64') };
}

/**
 * Firefox cuts long bodies and leaves no mark but `size`. Producers count bytes or characters, so only a text that is shorter than `size` by both counts,
 * and does not parse as JSON, is taken for cut.
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

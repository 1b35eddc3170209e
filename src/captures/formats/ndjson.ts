import { framingOf, parseMediaType, sentMethod } from '../../http/index.js';
import {
  addField,
  type Body,
  type CaptureItem,
  type Exchange,
  explainJsonError,
  type Headers,
  headerValue,
  isInconclusiveReason,
  isObject,
  itemTimesOf,
  type JsonObject,
  type JsonValue,
  NO_BODY,
  noFields,
  readJson,
  timeOf,
  type Unread,
  type Writable,
  writeSequence,
} from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { jsonText } from '../json-text.js';
import { byLines, type Decode, type EntryPlace } from '../line-entries.js';
import { type Line, MAX_LINE } from '../lines.js';
import { accessEntry, accessExchange } from './access-log.js';

/** One exchange a line (https://github.com/ndjson/ndjson-spec); `exchange.schema.json` describes a line. */
export const ndjson: CaptureFormat = {
  name: 'NDJSON',
  detects: (head) => /^\{[^\n]*"request"\s*:/.test(head),
  ...byLines(itemOf),
};

function itemOf({ bytes, number, isWhole, isTooLong }: Line, place: EntryPlace, decode: Decode): CaptureItem {
  const where = { source: place.source, index: place.index, number, isWhole };
  return isTooLong ? tooLong(where) : readLine(decode(bytes), where);
}

function tooLong({ source, index, number }: LinePlace): Unread {
  return {
    source,
    index,
    unread: 'malformed',
    detail: `line ${number} is longer than ${MAX_LINE} bytes: record it without its body`,
  };
}

interface LinePlace extends EntryPlace {
  /** 1-based. */
  readonly number: number;
  /** Whether a line feed ended it. */
  readonly isWhole: boolean;
}

/** What a line holds. */
export function readLine(text: string, { source, index, number, isWhole }: LinePlace): CaptureItem {
  let value: JsonValue;
  try {
    value = readLineValue(text);
  } catch (error) {
    if (!isWhole) return { source, index, unread: 'cut', detail: `the capture ends inside line ${number}` };
    return { source, index, unread: 'malformed', detail: `line ${number} is not JSON: ${explainJsonError(error)}` };
  }
  // A gateway's log is one too, line by line: its bodies are unknown, not missing.
  const logged = accessEntry(value);
  if (logged) return accessExchange(logged, source, index);
  const exchange = parseExchange(value, source, index);
  return typeof exchange === 'string'
    ? { source, index, unread: 'malformed', detail: `line ${number}: ${exchange}` }
    : exchange;
}

/** A line's value. Its own numbers are small; in a body that is a value, each digit counts. */
function readLineValue(text: string): JsonValue {
  const value: JsonValue = JSON.parse(text);
  return isObject(value) && (holdsJson(value.request) || holdsJson(value.response)) ? readJson(text) : value;
}

function holdsJson(message: JsonValue | undefined): boolean {
  return isObject(message) && message.json !== undefined;
}

/** A line as people write it by hand. */
export const SHAPE =
  'a line is {"request":{"method":"POST","url":"/users","json":{"name":"Ann"}},"response":{"status":201,"json":{"id":1}}}';

/** Reads the value of a line. @returns the exchange, or the pointer to what is wrong, and what */
export function parseExchange(value: JsonValue, source: string, index: number): Exchange | string {
  if (!isObject(value)) return `the line is not an object; ${SHAPE}`;
  const { request, response } = value;
  if (!isObject(request)) return `/request is missing or no object; ${SHAPE}`;
  if (!isObject(response)) return `/response is missing or no object; ${SHAPE}`;
  if (typeof request.method !== 'string' || request.method === '') return '/request/method is missing or no text';
  if (typeof request.url !== 'string' || request.url === '') return '/request/url is missing or no text';
  if (typeof response.status !== 'number' || !Number.isInteger(response.status))
    return '/response/status is missing or no whole number';
  const requestHeaders = parseHeaders(request.headers);
  if (typeof requestHeaders === 'string') return `/request/headers${requestHeaders}`;
  const responseHeaders = parseHeaders(response.headers);
  if (typeof responseHeaders === 'string') return `/response/headers${responseHeaders}`;
  const requestBody = parseBody(request, requestHeaders);
  if (typeof requestBody === 'string') return `/request${requestBody}`;
  const responseBody = parseBody(response, responseHeaders);
  if (typeof responseBody === 'string') return `/response${responseBody}`;
  const caveats = value.caveats ?? [];
  if (!Array.isArray(caveats) || !caveats.every(isInconclusiveReason)) return '/caveats is not a list of known reasons';
  if (value.filtered !== undefined && typeof value.filtered !== 'boolean') return '/filtered is neither true nor false';
  const time = timeOf(value.startedDateTime, value.time);
  const answered = { status: response.status, headers: responseHeaders, body: responseBody };
  const itemTimes = itemTimesOf(response.itemTimes);
  const exchange: Writable<Exchange> = {
    source,
    index,
    request: { method: sentMethod(request.method), url: request.url, headers: requestHeaders, body: requestBody },
    response: itemTimes ? { ...answered, itemTimes } : answered,
  };
  if (time) exchange.time = time;
  if (value.filtered === true) exchange.isFiltered = true;
  if (caveats.length > 0) exchange.caveats = caveats;
  return exchange;
}

function parseHeaders(value: JsonValue | undefined): Headers | string {
  if (value === undefined) return noFields();
  if (!isObject(value)) return ' is not an object';
  // Nearly all recorders write them as exchanges have them: then nothing is copied.
  if (areFields(value)) return value;
  const headers = noFields();
  for (const name of Object.keys(value)) {
    const field = value[name];
    if (typeof field === 'string') addField(headers, name, field);
    else if (!Array.isArray(field) || !field.every((text) => typeof text === 'string'))
      return `/${name} is neither text nor a list of texts`;
    else for (const text of field) addField(headers, name, text);
  }
  return headers;
}

/** Whether these are texts by names in lower case. */
function areFields(value: JsonObject): value is Readonly<Record<string, string>> {
  for (const name in value) if (typeof value[name] !== 'string' || !isFieldName(name)) return false;
  return true;
}

/** Whether a name is in lower case, and leads to a field in any object. */
function isFieldName(name: string): boolean {
  for (let at = 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    // A letter that is not of ASCII may have a lower case too.
    if (code > 0x7e || (code >= 0x41 && code <= 0x5a)) return false;
  }
  return name !== '__proto__';
}

/** `json` is for captures written by hand: a value instead of its text. `bodyOmitted` may name its reason. */
function parseBody(message: JsonObject, headers: Headers): Body | string {
  const { body, json, bodyOmitted } = message;
  if (bodyOmitted !== undefined && typeof bodyOmitted !== 'boolean' && !isInconclusiveReason(bodyOmitted))
    return '/bodyOmitted is neither true nor false, nor a known reason';
  if (body !== undefined && json !== undefined) return '/json is beside body: one of them is too many';
  const read: Body | string = json === undefined ? parseContent(body) : parseJson(json, headers);
  if (bodyOmitted === undefined || bodyOmitted === false || typeof read === 'string') return read;
  return { state: 'unknown', reason: bodyOmitted === true ? 'body-omitted' : bodyOmitted };
}

/** Of JSON Lines and JSON text sequences a list is the items. Where no field names the type, the document does. */
function parseJson(json: JsonValue, headers: Headers): Body | string {
  const content = jsonText(json);
  if (content === undefined) return '/json is nested too deeply';
  const named = headerValue(headers, 'content-type');
  if (named === undefined) return { state: 'present', content, isValue: true };
  const type = parseMediaType(named);
  const framing = type && framingOf(type);
  if (framing !== 'lines' && framing !== 'records') return { state: 'present', content };
  return { state: 'present', content: writeSequence(framing, Array.isArray(json) ? json : [json]) };
}

function parseContent(body: JsonValue | undefined): Body | string {
  if (body === undefined || body === null || body === '') return NO_BODY;
  if (typeof body === 'string') return { state: 'present', content: body };
  if (!isObject(body) || typeof body.base64 !== 'string') return '/body is neither text nor {"base64": text}';
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(body.base64);
  return isBase64 ? { state: 'present', content: Buffer.from(body.base64, 'base64') } : '/body/base64 is not base64';
}

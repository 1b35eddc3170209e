import { sentMethod } from '../../http/index.js';
import {
  addField,
  type Exchange,
  type ExchangeTime,
  type Headers,
  type InconclusiveReason,
  isInconclusiveReason,
  isObject,
  itemTimesOf,
  type JsonObject,
  type JsonValue,
  noFields,
  timeOf,
  type Writable,
} from '../../model/index.js';
import { requestBody, responseBody } from './har-body.js';
import { MalformedEntry } from './har-malformed.js';

/** The place of an entry, and who wrote it. */
export interface EntryPlace {
  readonly source: string;
  readonly index: number;
  /** `creator.name`; empty where it is not known before the entries. */
  readonly producer: string;
}

/**
 * Reads one entry of a HAR.
 * @throws MalformedEntry
 */
export function toExchange({ source, index, producer }: EntryPlace, entry: JsonValue): Exchange {
  const request = objectAt(entry, 'request');
  const response = objectAt(entry, 'response');
  const method = sentMethod(textAt(request, 'method', '/request'));
  const url = urlOf(request);
  const status = statusOf(response);
  const requestHeaders = readHeaders(request, '/request');
  const responseHeaders = readHeaders(response, '/response');
  const caveats = caveatsOf(entry, producer, requestHeaders);
  const time = entryTime(entry);
  const itemTimes = itemTimesOf(response._itemTimes);
  const isFiltered = producer === 'Polly.JS' || (isObject(entry) && entry._filtered === true);
  const sent = requestBody(request, { method, producer, headers: requestHeaders });
  const body = responseBody(response, status, { method, producer, headers: responseHeaders });
  const answered = { status, headers: responseHeaders, body };
  // Not by spreading: each entry of a capture comes by here.
  const exchange: Writable<Exchange> = {
    source,
    index,
    request: { method, url, headers: requestHeaders, body: sent },
    response: itemTimes ? { ...answered, itemTimes } : answered,
  };
  if (time) exchange.time = time;
  if (isFiltered) exchange.isFiltered = isFiltered;
  if (caveats.length > 0) exchange.caveats = caveats;
  return exchange;
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

/** A HAR must have a time; our own writer gives what has none the beginning of 1970. */
function entryTime(entry: JsonValue): ExchangeTime | undefined {
  const time = isObject(entry) ? timeOf(entry.startedDateTime, entry.time) : undefined;
  return time?.from === 0 ? undefined : time;
}

/** Our own writer says what is judged (`harEntry`). Insomnia leaves the query to `queryString`. */
function urlOf(request: JsonObject): string {
  const url = textAt(request, 'url', '/request');
  if (typeof request._target === 'string' && request._target.startsWith('/')) return request._target;
  if (url.includes('?') || !Array.isArray(request.queryString)) return url;
  const query = new URLSearchParams();
  for (const field of request.queryString)
    if (isObject(field) && typeof field.name === 'string') query.append(field.name, String(field.value ?? ''));
  return query.size === 0 ? url : url.replace(/(?=#|$)/, `?${query.toString().replaceAll('+', '%20')}`);
}

/** 0 where there was no response: some recorders then write null. */
function statusOf({ status }: JsonObject): number {
  if (status === null) return 0;
  if (typeof status === 'number' && Number.isInteger(status)) return status;
  throw new MalformedEntry('/response/status is missing or no whole number');
}

/** Names in lower case; the pseudo headers of HTTP/2 (`:authority`) are not fields. */
function readHeaders(message: JsonObject, pointer: string): Headers {
  const list = message.headers ?? [];
  if (!Array.isArray(list)) throw new MalformedEntry(`${pointer}/headers is not a list`);
  const headers = noFields();
  for (let index = 0; index < list.length; index += 1) {
    const field = list[index];
    if (!isObject(field) || typeof field.name !== 'string')
      throw new MalformedEntry(`${pointer}/headers/${index}/name is missing or no text`);
    if (!field.name.startsWith(':'))
      addField(headers, field.name, typeof field.value === 'string' ? field.value : String(field.value ?? ''));
  }
  return headers;
}

function caveatsOf(entry: JsonValue, producer: string, headers: Headers): InconclusiveReason[] {
  const caveats: InconclusiveReason[] = [];
  if (!isObject(entry)) return caveats;
  if (Array.isArray(entry._caveats)) for (const each of entry._caveats.filter(isInconclusiveReason)) caveats.push(each);
  if (entry._wasFulfilled === true) caveats.push('fulfilled-by-test');
  if (isBrokenOff(entry)) caveats.push('aborted');
  // DevTools leaves Authorization and cookies out unless told otherwise (Chromium 130 and later); Playwright and
  // Firefox keep them.
  // Polly.JS recordings are kept with the code, so that its users configure it to remove credentials.
  const isStripping = producer === 'WebInspector' || producer === 'Polly.JS';
  if (isStripping && headers.authorization === undefined) caveats.push('credentials-stripped');
  return caveats;
}

/** Playwright says `_failureText`, Charles `_charlesStatus`, browsers `_error`. */
function isBrokenOff({ response }: JsonObject): boolean {
  if (!isObject(response)) return false;
  const { _failureText: failure, _charlesStatus: status, _error: error } = response;
  return (
    typeof failure === 'string' ||
    (typeof error === 'string' && error !== '') ||
    (typeof status === 'string' && !/^complete$/i.test(status))
  );
}

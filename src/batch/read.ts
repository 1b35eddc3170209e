import { isJsonType, parseMediaType } from '../http/index.js';
import {
  type Body,
  type Headers,
  headersOf,
  headerValue,
  isObject,
  isTooDeep,
  type JsonObject,
  type JsonValue,
  latin1Bytes,
  NO_BODY,
  own,
  readJson,
  writeJson,
} from '../model/index.js';
import { MAX_REQUESTS } from './limits.js';

/** What is wrong with a batch, and where in its body. */
export interface BatchFault {
  /** A JSON pointer. */
  readonly location: string;
  /** Goes on from the place: `must be there`. */
  readonly detail: string;
}

/** A message of a batch. */
interface Part {
  readonly id: string;
  /** The pointer to it in the body of the batch. */
  readonly location: string;
  readonly headers: Headers;
  readonly body: Body;
}

/** A request of a batch. */
export interface BatchRequest extends Part {
  readonly method: string;
  /** As it was sent. */
  readonly url: string;
  /** The ids of the requests that must be answered before, in lower case. */
  readonly dependsOn: readonly string[];
}

/** An answer of a batch. */
export interface BatchResponse extends Part {
  readonly status: number;
}

/** What could be read of a batch, and what is wrong with it. */
export interface ReadBatch<P> {
  readonly parts: readonly P[];
  readonly faults: readonly BatchFault[];
}

/** Ids are the same in any case. */
export const keyOf = (id: string): string => id.toLowerCase();

/** Reads the requests of a batch. Those with faults are left out. */
export function readRequests(text: string): ReadBatch<BatchRequest> {
  const read = readList(text, 'requests', readRequest);
  const ids = new Set(read.parts.map(({ id }) => keyOf(id)));
  const faults = [...read.faults];
  for (const { dependsOn, location } of read.parts)
    for (const id of dependsOn)
      if (!ids.has(id))
        faults.push({ location: `${location}/dependsOn`, detail: `names a request that is not there: ${quoted(id)}` });
  const circle = faults.length === 0 ? circleIn(read.parts) : undefined;
  if (circle) faults.push({ location: `${circle.location}/dependsOn`, detail: 'leads back to the request itself' });
  return { parts: read.parts, faults };
}

/** Reads the answers of a batch. Those with faults are left out. */
export function readResponses(text: string): ReadBatch<BatchResponse> {
  return readList(text, 'responses', readResponse);
}

function readList<P extends Part>(
  text: string,
  name: 'requests' | 'responses',
  read: (item: JsonObject, part: Part, fault: (member: string, detail: string) => void) => P | undefined,
): ReadBatch<P> {
  const value = parsed(text);
  if (value === undefined) return failed('', 'is not JSON');
  if (isTooDeep(value)) return failed('', 'is nested too deep to be read');
  const list = isObject(value) ? own(value, name) : undefined;
  if (!Array.isArray(list)) return failed('', `must be an object with a list "${name}"`);
  if (list.length > MAX_REQUESTS)
    return failed(`/${name}`, `must have at most ${MAX_REQUESTS} items, but has ${list.length}`);
  if (list.length === 0 && name === 'requests') return failed(`/${name}`, 'must not be empty');
  const parts: P[] = [];
  const faults: BatchFault[] = [];
  const ids = new Set<string>();
  for (const [index, item] of list.entries()) {
    const location = `/${name}/${index}`;
    let isWhole = true;
    const fault = (member: string, detail: string): void => {
      isWhole = false;
      faults.push({ location: `${location}${member}`, detail });
    };
    const part = isObject(item) ? partOf(item, location, ids, fault) : fault('', 'must be an object');
    const made = part && isObject(item) ? read(item, part, fault) : undefined;
    if (made && isWhole) parts.push(made);
  }
  return { parts, faults };
}

function failed(location: string, detail: string): { parts: []; faults: BatchFault[] } {
  return { parts: [], faults: [{ location, detail }] };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function partOf(
  item: JsonObject,
  location: string,
  ids: Set<string>,
  fault: (member: string, detail: string) => void,
): Part | undefined {
  const id = own(item, 'id');
  if (typeof id !== 'string' || id === '') return void fault('/id', 'must be there, and be a text');
  if (ids.has(keyOf(id))) return void fault('/id', `must be there once, but another item has it too: ${quoted(id)}`);
  ids.add(keyOf(id));
  const headers = headersIn(own(item, 'headers'));
  if (!headers) return void fault('/headers', 'must be an object of texts');
  const body = bodyIn(own(item, 'body'), headers);
  if (!body) return void fault('/body', 'must be base64, because its type is neither JSON nor text');
  return { id, location, headers, body };
}

function readRequest(
  item: JsonObject,
  part: Part,
  fault: (member: string, detail: string) => void,
): BatchRequest | undefined {
  const [method, url, needed] = [own(item, 'method'), own(item, 'url'), own(item, 'dependsOn') ?? []];
  if (typeof method !== 'string' || !/^[!#$%&'*+.^_`|~\w-]+$/.test(method))
    return void fault('/method', 'must be a method of HTTP');
  if (typeof url !== 'string' || url === '') return void fault('/url', 'must be there, and be a text');
  // It goes into log lines and request targets: no space, no control character.
  if (!/^[!-~]+$/.test(url.replace(/[^\0-\x7f]/g, '~'))) return void fault('/url', 'must be percent-encoded');
  if (!isTexts(needed)) return void fault('/dependsOn', 'must be a list of ids');
  return { ...part, method: method.toUpperCase(), url, dependsOn: needed.map(keyOf) };
}

function isTexts(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function readResponse(
  item: JsonObject,
  part: Part,
  fault: (member: string, detail: string) => void,
): BatchResponse | undefined {
  const status = own(item, 'status');
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 599)
    return void fault('/status', 'must be a status of HTTP');
  return { ...part, status };
}

function headersIn(value: JsonValue | undefined): Headers | undefined {
  if (value === undefined || value === null) return headersOf([]);
  if (!isObject(value)) return undefined;
  const pairs: [string, string][] = [];
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string' || !/^[\w!#$%&'*+.^`|~-]+$/.test(name) || /[\r\n\0]/.test(text)) return undefined;
    pairs.push([name, text]);
  }
  return headersOf(pairs);
}

/** Undefined where it is to be base64 and is not. */
function bodyIn(value: JsonValue | undefined, headers: Headers): Body | undefined {
  if (value === undefined || value === null) return NO_BODY;
  const written = headerValue(headers, 'content-type');
  const type = parseMediaType(written ?? '');
  // JSON whose type nobody wrote.
  if (written === undefined) return { state: 'present', content: writeJson(value), isValue: true };
  if (type && isJsonType(type)) return { state: 'present', content: writeJson(value) };
  // Producers write objects for what is no JSON: their readers would get the same text.
  if (typeof value !== 'string') return { state: 'present', content: writeJson(value) };
  if (/^text\//i.test(written)) return { state: 'present', content: value };
  const bytes = bytesOf(value);
  return bytes && { state: 'present', content: bytes };
}

/** From base64 or base64url (RFC 4648). */
function bytesOf(text: string): Uint8Array | undefined {
  try {
    return latin1Bytes(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

/** A request that depends on itself, through others or not. */
function circleIn(parts: readonly BatchRequest[]): BatchRequest | undefined {
  const left = new Map(parts.map((part) => [keyOf(part.id), part]));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [id, { dependsOn }] of left) if (!dependsOn.some((other) => left.has(other))) left.delete(id);
  }
  return [...left.values()][0];
}

function quoted(id: string): string {
  return JSON.stringify(id.length > 40 ? `${id.slice(0, 40)}…` : id);
}

import type { Contract, Operation } from '../contract/index.js';
import {
  decodePercent,
  type Exchange,
  type Headers,
  headerValue,
  isObject,
  type JsonValue,
  rememberingText,
  type Writable,
} from '../model/index.js';
import type { Trace } from './sequence.js';

/** The facts of an exchange that others depend on. @param body of the response, where it was read */
export type Tracer = (exchange: Exchange, operation: Operation, body: JsonValue | undefined) => Trace;

/** A tracer for exchanges of this contract. */
export function createTracer(contract: Contract): Tracer {
  /** Paths below which items can be read: `/things` where the document has `GET /things/{id}`. */
  const readable = new Set<string>();
  /** Paths of what can be deleted: only there it matters whether it lives on. */
  const deletable = new Set<string>();
  for (const { method, pathTemplate } of contract.operations) {
    const [, above] = /^(.+)\/\{[^{}/]+\}$/.exec(pathTemplate) ?? [];
    if (method === 'GET' && above !== undefined) readable.add(above);
    if (method === 'DELETE') deletable.add(withoutNames(pathTemplate));
  }
  const callerOf = callers();
  const targetOf = rememberingText(readTarget, URLS);
  const known = new Map<string, PathFacts>();
  const factsOf = (pathTemplate: string): PathFacts => {
    const before = known.get(pathTemplate);
    if (before) return before;
    const facts = {
      isReadable: readable.has(pathTemplate),
      isDeletable: deletable.has(withoutNames(pathTemplate)),
      isItem: isItem(pathTemplate),
    };
    known.set(pathTemplate, facts);
    return facts;
  };
  return (exchange, operation, body) =>
    traceOf(exchange, operation, body, {
      facts: factsOf(operation.pathTemplate),
      caller: callerOf(exchange.request.headers),
      sent: targetOf(exchange.request.url),
    });
}

/** What an operation's path says of its exchanges. */
interface PathFacts {
  readonly isReadable: boolean;
  readonly isDeletable: boolean;
  readonly isItem: boolean;
}

/** Where a request went, as its URL says. */
interface Target {
  /** Absent where it cannot be read as a URL. */
  readonly url: URL | undefined;
  readonly host: string | undefined;
  readonly path: string;
  readonly target: string;
}

/** Most URLs of a capture come again and again. */
const URLS = { most: 1_000, longest: 500 };

function readTarget(text: string): Target {
  const url = parse(text);
  return {
    url,
    host: /^https?:/i.test(text) ? url?.host : undefined,
    path: url ? pathOf(url) : text,
    target: url ? targetOf(url) : text,
  };
}

function traceOf(
  { source, index, request, response, time }: Exchange,
  { id, pointer, provenance }: Operation,
  body: JsonValue | undefined,
  { facts, caller, sent }: { readonly facts: PathFacts; readonly caller: number | undefined; readonly sent: Target },
): Trace {
  const { isReadable, isDeletable, isItem } = facts;
  const { url, host, path, target } = sent;
  const { method } = request;
  const { status, headers } = response;
  const survives = isDeletable && survivesIn(method, body);
  const location = status === 201 && url ? pathNamed(headerValue(headers, 'location'), url) : undefined;
  const newId = status === 201 && method === 'POST' && isReadable ? idOf(body) : undefined;
  const next = url && status < 300 ? parse(nextLinkOf(headerValue(headers, 'link'), body), url) : undefined;
  const created: Trace['created'] =
    location !== undefined
      ? { path: location, by: 'location' }
      : newId === undefined
        ? undefined
        : { path: `${path}/${newId}`, by: 'id' };
  // Not by spreading: each exchange has one.
  const trace: Writable<Trace> = {
    source,
    exchange: index,
    operation: id,
    pointer,
    method,
    path,
    target,
    status,
    isItem,
  };
  if (provenance) trace.documented = provenance;
  if (host !== undefined) trace.host = host;
  if (time) trace.time = time;
  if (caller !== undefined) trace.caller = caller;
  if (survives) trace.survives = survives;
  if (created) trace.created = created;
  if (next) trace.nextPage = targetOf(next);
  return trace;
}

/** Templates that differ in the names of variables only are one path. */
function withoutNames(pathTemplate: string): string {
  return pathTemplate.replace(/\{[^{}]*\}/g, '{}');
}

/** Whether a path names one thing: its last segment is a variable, or has an OData key (`/things('{id}')`). */
export function isItem(pathTemplate: string): boolean {
  return /\{[^{}/]+\}(?:'?\))?\/?$/.test(pathTemplate);
}

/** Tells callers apart without keeping their credentials. Most requests are of the same caller as the one before. */
function callers(): (headers: Headers) => number | undefined {
  let last = '';
  let lastHash = 0;
  return ({ authorization, 'x-api-key': key }) => {
    if (authorization === undefined && key === undefined) return undefined;
    const credentials = `${authorization} ${key}`;
    if (credentials !== last) {
      last = credentials;
      lastHash = hashOf(credentials);
    }
    return lastHash;
  };
}

/** A hash of 32 bits (FNV-1a): the same in every thread. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}

/** States of things that stay readable after DELETE: an order that was cancelled, a job that is being removed. */
const AFTERLIFE =
  /delet|remov|cancel|archiv|clos|inactive|disabl|terminat|destroy|pending|queued|progress|expir|revok|trash/i;
const FLAG =
  /^(?:is_?)?(?:deleted|removed|archived|cancell?ed|trashed|revoked|closed)(?:_?(?:at|on|by|date|time|datetime))?$/i;

/** Whether a body says that what was deleted lives on in another state. */
function survivesIn(method: string, body: JsonValue | undefined): boolean {
  if (!isObject(body)) return false;
  const objects = [body, ...Object.values(body).filter(isObject)];
  return objects.some((object) =>
    Object.entries(object).some(([name, value]) => {
      if (/^(?:status|state)$/i.test(name)) return typeof value === 'string' && AFTERLIFE.test(value);
      // `{"deleted": true}` is how DELETE itself is answered.
      return method !== 'DELETE' && FLAG.test(name) && value !== false && value !== null && value !== '';
    }),
  );
}

function parse(url: string | undefined, base?: URL): URL | undefined {
  if (url === undefined) return undefined;
  try {
    return new URL(url, base ?? 'http://localhost');
  } catch {
    return undefined;
  }
}

/** The path of a URL reference; undefined where it cannot be read. */
function pathNamed(reference: string | undefined, base: URL): string | undefined {
  // Most are absolute URLs of segments without dots, keys and percent signs, as every reader of URLs takes them.
  const plain = reference === undefined ? undefined : PLAIN_URL.exec(reference)?.[1];
  if (plain !== undefined) return plain;
  const url = parse(reference, base);
  return url && pathOf(url);
}

/** Of segments that do not begin with a dot: `..` is the way back (RFC 3986 §5.2.4). */
const PLAIN_URL =
  /^https?:\/\/(?!(?:[^/]*\.)?xn--)(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*((?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+)$/;

/** `/things('7')/` and `/things/7` are one place (OData 4.01 URL Conventions §4.3). */
function pathOf({ pathname }: URL): string {
  return decodePercent(pathname)
    .replace(/\('?([^()']*)'?\)/g, '/$1')
    .replace(/\/+$/, '');
}

function targetOf(url: URL): string {
  return `${pathOf(url)}${url.search}`;
}

function idOf(body: JsonValue | undefined): string | undefined {
  const id = isObject(body) ? body.id : undefined;
  return typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : undefined;
}

/** The next page by `Link` (RFC 8288), OData, HAL and JSON:API. */
function nextLinkOf(link: string | undefined, body: JsonValue | undefined): string | undefined {
  const header = link === undefined ? undefined : /<([^<>]*)>\s*;[^,]*\brel\s*=\s*"?next\b/i.exec(link)?.[1];
  if (header !== undefined || !isObject(body)) return header;
  for (const name of ['@odata.nextLink', 'nextLink']) if (typeof body[name] === 'string') return body[name];
  const { _links: hal, links } = body;
  if (isObject(hal) && isObject(hal.next) && typeof hal.next.href === 'string') return hal.next.href;
  return isObject(links) && typeof links.next === 'string' ? links.next : undefined;
}

import { type Headers, OWN_FIELDS } from '../model/index.js';

/** Header fields as they came: `[name, value, name, value]` (`IncomingMessage.rawHeaders`). */
export type RawHeaders = readonly string[];

/** Fields that are about one connection only (RFC 9110 §7.6.1), and those that proxies answer themselves. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * Fields that `Connection` cannot make hop-by-hop: they are meant for everyone who reads the message (RFC 9110
 * §7.6.1). Without them its body would have another length, coding or type on the other side, or pass for the next
 * message.
 */
const NEVER_HOP_BY_HOP = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'host',
  'transfer-encoding',
]);

/** The fields as pairs, in order, repeated ones apart. */
export function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/**
 * The fields of a message without those that `Connection` names: the other side does not get them, so they are neither
 * judged nor recorded.
 */
export function withoutNamed(headers: Headers, raw: RawHeaders): Headers {
  if (headers.connection === undefined) return headers;
  const named = namedIn(pairsOf(raw));
  const isNamed = Object.keys(headers).some((name) => named.has(name));
  return isNamed ? Object.fromEntries(Object.entries(headers).filter(([name]) => !named.has(name))) : headers;
}

/**
 * The fields that go on to the other side: neither hop-by-hop nor named by `Connection`. Case, order and repetition
 * stay.
 */
export function endToEnd(raw: RawHeaders): string[] {
  const pairs = pairsOf(raw);
  const named = namedIn(pairs);
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase())).flat();
}

/**
 * The fields of a request on its way to the service: its own, with the service's `Host`, and one field that frames its
 * body (RFC 9112 §6.3). `Expect` was answered here already.
 * @param hasBody whether a body follows; without one, no field says that there is
 */
export function forwardedHeaders(raw: RawHeaders, host: string, method: string, hasBody: boolean): string[] {
  const kept = pairsOf(endToEnd(raw)).filter(
    ([name]) => !['host', 'expect', 'content-length'].includes(name.toLowerCase()),
  );
  return ['Host', host, ...kept.flat(), ...framingOf(raw, method, hasBody)];
}

/**
 * The fields of an answer on its way to the client, without those that are Docproof's own. Where the service sent
 * chunks, the length is for the next connection to say; an answer that has no body by its status has no length either
 * (RFC 9110 §8.6).
 */
export function returnedHeaders(raw: RawHeaders, status: number): string[] {
  const hasLength = status >= 200 && status !== 204 && fieldOf(raw, 'transfer-encoding') === undefined;
  return pairsOf(endToEnd(raw))
    .filter(([name]) => !OWN_FIELDS.has(name.toLowerCase()) && (hasLength || name.toLowerCase() !== 'content-length'))
    .flat();
}

/** The names that `Connection` makes hop-by-hop, in lower case. */
function namedIn(pairs: readonly (readonly [name: string, value: string])[]): ReadonlySet<string> {
  return new Set(
    pairs
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()))
      .filter((name) => !NEVER_HOP_BY_HOP.has(name)),
  );
}

/** Methods whose requests Node sends without any framing where they have no body. Others it would send in chunks. */
const BODILESS_METHODS = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE']);

function framingOf(raw: RawHeaders, method: string, hasBody: boolean): string[] {
  const length = fieldOf(raw, 'transfer-encoding') === undefined ? fieldOf(raw, 'content-length') : undefined;
  if (hasBody) return length === undefined ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', length];
  return length === undefined && BODILESS_METHODS.has(method) ? [] : ['Content-Length', '0'];
}

function fieldOf(raw: RawHeaders, name: string): string | undefined {
  return pairsOf(raw).find(([field]) => field.toLowerCase() === name)?.[1];
}

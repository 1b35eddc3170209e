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
 * The fields that go on to the other side: neither hop-by-hop nor named by `Connection`. Case, order and repetition
 * stay.
 */
export function endToEnd(raw: RawHeaders): string[] {
  const pairs = pairsOf(raw);
  const named = new Set(
    pairs
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()))
      .filter((name) => !NEVER_HOP_BY_HOP.has(name)),
  );
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
 * The fields of an answer on its way to the client. Where the service sent chunks, the length is for the next
 * connection to say; an answer that has no body by its status has no length either (RFC 9110 §8.6).
 */
export function returnedHeaders(raw: RawHeaders, status: number): string[] {
  const hasLength = status >= 200 && status !== 204 && fieldOf(raw, 'transfer-encoding') === undefined;
  if (hasLength) return endToEnd(raw);
  return pairsOf(endToEnd(raw))
    .filter(([name]) => name.toLowerCase() !== 'content-length')
    .flat();
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

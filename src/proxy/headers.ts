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

/** The fields as pairs, in order, repeated ones apart. */
export function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) pairs.push([raw[index] ?? '', raw[index + 1] ?? '']);
  return pairs;
}

/** The fields that go on to the other side: neither hop-by-hop nor named by `Connection`. Case, order and repetition stay. */
export function endToEnd(raw: RawHeaders): string[] {
  const pairs = pairsOf(raw);
  const named = new Set(
    pairs
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase())),
  );
  return pairs.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()) && !named.has(name.toLowerCase())).flat();
}

/**
 * The fields of a request on its way to the service: its own, with the service's `Host`. `Expect` was answered here already.
 * @param isChunked the body's length is not known: it is sent in chunks as it comes
 */
export function forwardedHeaders(raw: RawHeaders, host: string, isChunked: boolean): string[] {
  const kept = pairsOf(endToEnd(raw)).filter(([name]) => !['host', 'expect'].includes(name.toLowerCase()));
  return ['Host', host, ...kept.flat(), ...(isChunked ? ['Transfer-Encoding', 'chunked'] : [])];
}

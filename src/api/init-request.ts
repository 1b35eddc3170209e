import type { Contract, Operation } from '../contract/index.js';
import { exchangeOf, fetchHandler, isPass, judge } from '../core/index.js';
import { createGenerator } from '../generate/index.js';
import type { TriedRequest } from '../init/index.js';
import type { Exchange, RequestMessage } from '../model/index.js';

/** So many operations are looked at: the first ones are as good as the others. */
const MOST_OPERATIONS = 60;

/**
 * A request that the mock of this contract answers with a success, as documented: it is sent to find that out. Those
 * that only read come first, then those of the fewest parameters. Undefined if none exists.
 */
export async function triedRequest(contract: Contract): Promise<TriedRequest | undefined> {
  const { documentSpecimens } = await import('../selftest/index.js');
  const operations = [...contract.operations].sort((one, other) => weightOf(one) - weightOf(other));
  const some = { ...contract, operations: operations.slice(0, MOST_OPERATIONS) };
  const settings = { seed: 'docproof', perClass: 1, variants: 0 };
  const seen = new Set<string>();
  for await (const { operation, exchange } of documentSpecimens(some, createGenerator(contract), settings)) {
    // The first request of an operation is the plainest.
    if (seen.has(operation.id)) continue;
    seen.add(operation.id);
    const tried = await tryOut(contract, operation, exchange.request);
    if (tried) return tried;
  }
  return undefined;
}

function weightOf({ method, parameters, requestBody, deprecated }: Operation): number {
  const isReading = method === 'GET' ? 0 : 100;
  return isReading + (deprecated ? 50 : 0) + (requestBody ? 10 : 0) + Math.min(parameters.length, 9);
}

/** The mock is reached under this name, and only in this process. */
const ADDRESS = 'http://127.0.0.1';

async function tryOut(
  contract: Contract,
  operation: Operation,
  request: RequestMessage,
): Promise<TriedRequest | undefined> {
  const plain = plainOf(request);
  // `fetch` sends no TRACE, and a request of a method that others do not know is not an example to begin with.
  if (!plain || !/^(?:GET|POST|PUT|PATCH|DELETE)$/.test(plain.method)) return undefined;
  const url = `${ADDRESS}${plain.path}`;
  const { method, headers, body } = plain;
  const asked = { method, url, headers, ...(body === undefined ? {} : { body }) };
  const response = await fetchHandler(contract, { seed: 'docproof', cors: false })(new Request(url, asked)).catch(
    () => undefined,
  );
  if (!response?.ok) return undefined;
  const exchange = await exchangeOf(response, asked);
  const outcome = judge(contract, exchange, { baseUrls: [ADDRESS] });
  if (!isPass(outcome) || outcome.violations.length > 0) return undefined;
  return { ...plain, operation: operation.id, captureLine: await captureLineOf(exchange, plain.path) };
}

/** The request, where it is plain text all through: as it can be written into a program. */
function plainOf({
  method,
  url,
  headers,
  body,
}: RequestMessage): Omit<TriedRequest, 'operation' | 'captureLine'> | undefined {
  if (body.state === 'unknown' || !url.startsWith('/') || !URL.canParse(`${ADDRESS}${url}`)) return undefined;
  const content = body.state === 'present' ? body.content : undefined;
  if (content !== undefined && typeof content !== 'string') return undefined;
  const fields = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    method,
    path: url,
    headers: Object.fromEntries(fields),
    ...(content === undefined ? {} : { body: content }),
  };
}

/** Below no host: so it is within the scope of every document. */
async function captureLineOf({ request, response }: Exchange, path: string): Promise<string> {
  const { exchangeLine } = await import('../captures/index.js');
  const { date: _, 'content-length': __, ...kept } = response.headers;
  const content = response.body.state === 'present' ? response.body.content : undefined;
  const body =
    content === undefined || typeof content === 'string'
      ? response.body
      : { state: 'present' as const, content: textOr(content) };
  return exchangeLine({ request: { ...request, url: path }, response: { ...response, headers: kept, body } });
}

function textOr(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

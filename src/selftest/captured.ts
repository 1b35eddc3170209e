import { type Contract, type Operation, responseFor } from '../contract/index.js';
import { covers, isJsonType, parseMediaType } from '../http/index.js';
import {
  type CaptureItem,
  child,
  type Exchange,
  headerValue,
  isObject,
  isUnread,
  type JsonValue,
  own,
  type Pointer,
  readJson,
  writeJson,
} from '../model/index.js';
import { bodyFaults } from './catalogue/bodies.js';
import { capturedFaults } from './catalogue/captured.js';
import { pathFaults, statusFaults } from './catalogue/messages.js';
import { scopeOf } from './draft.js';
import { readValue } from './reading/reader.js';
import { dereference } from './reading/schema.js';
import type { Carried, Specimen } from './specimen.js';

/** The operation of an exchange; undefined where it has none, is out of scope or breaks the contract. */
export type SoundOperation = (exchange: Exchange) => Operation | undefined;

/** How many captured exchanges of one operation with one status are mutated: more are more of the same. */
const MAX_ALIKE = 5;

/**
 * Captured exchanges that are valid as they are, changed only in place.
 * @param leaveOut is called with each that is not, or not whole
 */
export async function* captureSpecimens(
  contract: Contract,
  items: AsyncIterable<CaptureItem>,
  operationOf: SoundOperation,
  leaveOut: () => void,
): AsyncGenerator<Specimen> {
  const counts = new Map<string, number>();
  for await (const item of items) {
    const exchange = isUnread(item) ? undefined : plain(item);
    const operation = exchange && operationOf(exchange);
    if (!exchange || !operation) {
      leaveOut();
      continue;
    }
    const kind = `${operation.id} ${exchange.response.status}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count <= MAX_ALIKE) yield specimenOf(contract, operation, exchange);
  }
}

/**
 * The exchange without `Prefer`, which may excuse unknown members of enumerations; undefined where it cannot be judged
 * in full.
 */
function plain(exchange: Exchange): Exchange | undefined {
  const { request, response, caveats = [] } = exchange;
  if (caveats.length > 0 || request.body.state === 'unknown' || response.body.state === 'unknown') return undefined;
  const { prefer: _, ...headers } = request.headers;
  return { ...exchange, request: { ...request, headers } };
}

function specimenOf(contract: Contract, operation: Operation, exchange: Exchange): Specimen {
  const response = responseFor(operation, exchange.response.status)?.response;
  return {
    operation,
    exchange,
    values: [
      ...carried(contract, exchange, 'request', operation.requestBody),
      ...carried(contract, exchange, 'response', response),
    ],
    others: [
      ...pathFaults(contract, operation, exchange),
      ...statusFaults(operation, exchange),
      ...bodyFaults(operation, exchange, 'request'),
      ...bodyFaults(operation, exchange, 'response'),
      ...capturedFaults(contract, operation, exchange),
    ],
    known: [],
  };
}

/** The body of a message, where it is JSON and certainly valid. */
function carried(
  contract: Contract,
  exchange: Exchange,
  side: 'request' | 'response',
  holder: { readonly node: JsonValue; readonly pointer: Pointer } | undefined,
): Carried[] {
  const { headers, body } = exchange[side];
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const content = isObject(holder?.node) ? own(holder.node, 'content') : undefined;
  if (!type || !isJsonType(type) || body.state !== 'present' || !isObject(content) || !holder) return [];
  const scope = scopeOf(contract, side);
  const key = Object.keys(content).find((range) => {
    const wanted = parseMediaType(range);
    return wanted !== undefined && covers(wanted, type);
  });
  if (key === undefined) return [];
  const media = dereference(scope.root, content[key], child(holder.pointer, key));
  const schema = media && own(media.node, 'schema');
  const value = jsonIn(body.content);
  if (schema === undefined || value === undefined) return [];
  const { broken, unsure } = readValue(scope, schema, value, true);
  if (unsure || broken.length > 0) return [];
  const write = (other: JsonValue): Exchange => ({
    ...exchange,
    [side]: { ...exchange[side], body: { state: 'present', content: writeJson(other) } },
  });
  return [{ part: 'body', scope, schema, value, with: write }];
}

function jsonIn(content: string | Uint8Array): JsonValue | undefined {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

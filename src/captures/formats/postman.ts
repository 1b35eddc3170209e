import { type CaptureItem, isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { isOpenAt, type JsonPrefix, wayText } from '../json-prefix.js';
import { wholeJson } from '../whole-json.js';
import { MalformedMessage, postmanRequest, postmanResponse, type Variables, variablesOf } from './postman-message.js';

/**
 * The responses saved in a Postman collection (https://schema.postman.com/collection/json/v2.1.0, and v2.0.0), each
 * with the request that it answered.
 */
export const postman: CaptureFormat = {
  name: 'Postman collection',
  detects: (head) =>
    /^\{/.test(head) &&
    (/schema\.(?:get)?postman\.com|"_postman_id"/.test(head) || /^\{\s*"info"\s*:[\s\S]*"item"\s*:\s*\[/.test(head)),
  read,
};

type Way = readonly (string | number)[];

/** Folders are looked into up to this depth: names and indices on the way. */
const MAX_WAY = 200;

/** An item of the collection: a request with its responses, or a folder of items. */
interface Place {
  readonly node: JsonValue;
  readonly way: Way;
  readonly variables: Variables;
}

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const prefix = await wholeJson(source, chunks, 'collection');
  if ('unread' in prefix) {
    yield prefix;
    return;
  }
  let index = 0;
  for (const item of savedResponses(prefix)) {
    if (isOpenAt(prefix, item.way)) continue;
    yield readSaved(item, source, index);
    index += 1;
  }
  if (prefix.openAt) {
    const detail = `the capture ends inside ${wayText(prefix.openAt)}`;
    yield { source, index, unread: 'cut', detail };
  }
}

interface Saved extends Place {
  /** The request of the item, where the response has none. */
  readonly request: JsonValue | undefined;
}

/** The saved responses, in the order of the collection. */
function* savedResponses({ value }: JsonPrefix): Generator<Saved> {
  const isWrapped = isObject(value) && isObject(value.collection);
  const waiting: Place[] = [
    {
      node: isWrapped ? (value.collection ?? null) : value,
      way: isWrapped ? ['collection'] : [],
      variables: new Map(),
    },
  ];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { node, way } = place;
    if (!isObject(node)) continue;
    const variables = variablesOf(node.variable, place.variables);
    for (const [at, response] of listOf(node.response).entries())
      yield { node: response, way: [...way, 'response', at], variables, request: node.request };
    if (way.length > MAX_WAY) continue;
    const items = listOf(node.item);
    for (let at = items.length - 1; at >= 0; at -= 1)
      waiting.push({ node: items[at] ?? null, way: [...way, 'item', at], variables });
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function readSaved({ node, way, variables, request }: Saved, source: string, index: number): CaptureItem {
  try {
    const saved: JsonObject = isObject(node) ? node : {};
    const asked = postmanRequest(saved.originalRequest ?? request, variables);
    const answered = postmanResponse(saved, variables);
    const { authorization } = asked.headers;
    // Postman adds credentials as it sends, and does not save them with the response.
    return {
      source,
      index,
      request: asked,
      response: answered,
      ...(authorization === undefined ? { caveats: ['credentials-stripped'] } : {}),
    };
  } catch (error) {
    if (!(error instanceof MalformedMessage)) throw error;
    return { source, index, unread: 'malformed', detail: `/${way.join('/')}${error.message}` };
  }
}

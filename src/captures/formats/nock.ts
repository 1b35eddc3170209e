import { sentMethod } from '../../http/index.js';
import {
  type Body,
  type CaptureItem,
  type Headers,
  headersOf,
  isObject,
  type JsonObject,
  type JsonValue,
  NO_BODY,
} from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { isOpenAt, wayText } from '../json-prefix.js';
import { jsonText } from '../json-text.js';
import { wholeJson } from '../whole-json.js';
import { undoCodings, wireBody } from '../wire-body.js';

/**
 * Recordings of nock: the objects that its recorder gives with `output_objects`, and its fixtures
 * (https://github.com/nock/nock#recording).
 */
export const nock: CaptureFormat = {
  name: 'nock recording',
  detects: (head) => /^\[\s*\{[\s\S]*?"(?:scope|rawHeaders)"\s*:/.test(head) && /"scope"\s*:\s*"https?:/.test(head),
  read,
};

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  const prefix = await wholeJson(source, chunks, 'recording');
  if ('unread' in prefix) {
    yield prefix;
    return;
  }
  const definitions = Array.isArray(prefix.value) ? prefix.value : [];
  for (const [index, definition] of definitions.entries()) {
    if (isOpenAt(prefix, [index])) break;
    yield readDefinition(definition, source, index);
  }
  if (prefix.openAt) {
    const [index] = prefix.openAt;
    const at = typeof index === 'number' ? index : definitions.length;
    yield { source, index: at, unread: 'cut', detail: `the capture ends inside ${wayText(prefix.openAt)}` };
  }
}

function readDefinition(node: JsonValue, source: string, index: number): CaptureItem {
  const malformed = (detail: string): CaptureItem => ({
    source,
    index,
    unread: 'malformed',
    detail: `/${index}${detail}`,
  });
  if (!isObject(node)) return malformed(' is not an object');
  const { scope, path, method = 'GET', status, response } = node;
  if (typeof scope !== 'string') return malformed('/scope is missing or no text');
  if (typeof path !== 'string' || scope + path === '') return malformed('/path is missing or no text');
  if (typeof method !== 'string' || method === '') return malformed('/method is not text');
  if (typeof status !== 'number' || !Number.isInteger(status))
    return malformed('/status is missing or no whole number');
  const asked = headersFrom(node.reqheaders);
  const answered = headersFrom(node.rawHeaders ?? node.headers);
  const isNamed = node.reqheaders !== undefined && asked.authorization !== undefined;
  return {
    source,
    index,
    request: { method: sentMethod(method), url: `${scope}${path}`, headers: asked, body: requestBody(node.body) },
    response: { status, headers: answered, body: responseBody(response, node, answered) },
    isFiltered: true,
    // The recorder leaves the headers of requests out unless it is told otherwise, and then all but credentials are
    // kept.
    ...(isNamed ? {} : { caveats: ['credentials-stripped'] }),
  };
}

/** Names and values in turn, or an object. */
function headersFrom(node: JsonValue | undefined): Headers {
  const pairs: [string, string][] = [];
  if (Array.isArray(node)) {
    for (let at = 0; at + 1 < node.length; at += 2) pairs.push([String(node[at]), String(node[at + 1])]);
  } else if (isObject(node)) {
    for (const [name, values] of Object.entries(node))
      for (const value of Array.isArray(values) ? values : [values]) pairs.push([name, String(value)]);
  }
  return headersOf(pairs);
}

function requestBody(body: JsonValue | undefined): Body {
  if (body === undefined || body === null || body === '') return NO_BODY;
  return typeof body === 'string' ? { state: 'present', content: body } : jsonBody(body);
}

/**
 * Encoded content is a list of chunks, binary content a text, both in hexadecimal; the rest is text, or the value of
 * JSON.
 */
function responseBody(response: JsonValue | undefined, { responseIsBinary }: JsonObject, headers: Headers): Body {
  if (response === undefined || response === null || response === '') return NO_BODY;
  if (typeof response === 'string') {
    const bytes = responseIsBinary === true ? hexBytes([response]) : undefined;
    return bytes ? wireBody(bytes, headers) : { state: 'present', content: response };
  }
  const chunks = Array.isArray(response) && headers['content-encoding'] !== undefined ? hexBytes(response) : undefined;
  const decoded = chunks && undoCodings(chunks, headers);
  if (decoded) return { state: 'present', content: decoded };
  return jsonBody(response);
}

function jsonBody(value: JsonValue): Body {
  const content = jsonText(value);
  return content === undefined ? { state: 'unknown', reason: 'body-undecodable' } : { state: 'present', content };
}

function hexBytes(chunks: readonly JsonValue[]): Uint8Array | undefined {
  const isHex = (chunk: JsonValue): chunk is string => typeof chunk === 'string' && /^(?:[0-9a-f]{2})*$/i.test(chunk);
  return chunks.every(isHex) ? Buffer.from(chunks.join(''), 'hex') : undefined;
}

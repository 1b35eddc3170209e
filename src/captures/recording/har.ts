import {
  type Body,
  type Headers,
  headerValue,
  isObject,
  type JsonObject,
  type JsonValue,
  timesOf,
  type WrittenExchange,
} from '../../model/index.js';
import { ArrayScanner } from '../json-scanner.js';
import type { RecordingFormat } from './recorded.js';

const CREATOR = 'Docproof';
const TAIL = '\n]}}\n';

/**
 * HTTP Archive 1.2. The file is closed after each entry: the next one is written over the closing brackets, with new
 * ones behind it, in one piece.
 * @param version of this program
 * @param base the URL before targets that have neither scheme nor host. @default the host that the client asked
 */
export function harRecording(version: string, base?: string): RecordingFormat {
  const creator = JSON.stringify({ name: CREATOR, version });
  return {
    name: 'HAR',
    head: `{"log":{"version":"1.2","creator":${creator},"entries":[`,
    tail: TAIL,
    entry: (recorded, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(harEntry(recorded, base))}`,
    resume,
  };
}

/** Only a recording of ours ends as is known; another program's may have more behind its entries. */
async function resume(chunks: AsyncIterable<Uint8Array>): ReturnType<RecordingFormat['resume']> {
  const scanner = new ArrayScanner('log', 'entries');
  let creator: JsonValue = null;
  let end: number | undefined;
  let count = 0;
  let head = '';
  let tail = new Uint8Array();
  for await (const chunk of chunks) {
    if (head.length < 100) head += new TextDecoder().decode(chunk.subarray(0, 200));
    for (const found of scanner.scan(chunk)) {
      if (found.kind === 'sibling' && found.name === 'creator')
        creator = JSON.parse(new TextDecoder().decode(found.bytes));
      if (found.kind !== 'element') continue;
      end = found.offset + found.bytes.length;
      count += 1;
    }
    tail = Buffer.concat([tail, chunk]).subarray(-TAIL.length);
  }
  const text = new TextDecoder().decode(tail);
  // Killed while its first bytes were written, or while it has no entry yet.
  if (end === undefined)
    return head === '' || head.startsWith('{"log":{"version":"1.2","creator":{"name":"Docproof"')
      ? { offset: 0, count: 0 }
      : undefined;
  const isClosedOtherwise = scanner.state === 'after' && text !== TAIL;
  return !isObject(creator) || creator.name !== CREATOR || isClosedOtherwise ? undefined : { offset: end, count };
}

/**
 * A HAR cannot leave times out: those that are not known are the beginning of 1970, which our reader takes for unknown.
 *
 * A request that was seen by its path alone, as at a proxy or a server, gets a whole URL, because HAR wants one; what
 * is judged is the path, which stays in `_target`. So it has the verdict that the proxy gave it, and that it has in
 * NDJSON: by its path against all servers of the document, whatever the service's own host and base path are.
 * @param base as of `harRecording`
 */
export function harEntry(recorded: WrittenExchange, base?: string): JsonObject {
  const { request, response, caveats = [], isFiltered } = recorded;
  const { startedAt = new Date(0), duration = 0 } = timesOf(recorded);
  const isTarget = request.url.startsWith('/');
  const url = isTarget ? (base ?? hostOf(request.headers)).replace(/\/+$/, '') + request.url : request.url;
  const others = caveats.filter((caveat) => caveat !== 'aborted' && caveat !== 'fulfilled-by-test');
  const { location } = response.headers;
  return {
    startedDateTime: startedAt.toISOString(),
    time: duration,
    request: {
      method: request.method,
      url,
      ...(isTarget ? { _target: request.url } : {}),
      httpVersion: 'HTTP/1.1',
      cookies: cookiesOf(request.headers),
      headers: fieldsOf(request.headers),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: sizeOf(request.body),
      ...postDataOf(request.body, request.headers),
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: setCookiesOf(response.headers),
      headers: fieldsOf(response.headers),
      content: contentOf(response.body, response.headers),
      redirectURL: typeof location === 'string' ? location : '',
      headersSize: -1,
      bodySize: sizeOf(response.body),
      ...(response.itemTimes ? { _itemTimes: response.itemTimes } : {}),
      // As browsers say it.
      ...(caveats.includes('aborted') ? { _error: 'aborted' } : {}),
    },
    cache: {},
    timings: { send: 0, wait: duration, receive: 0 },
    ...(caveats.includes('fulfilled-by-test') ? { _wasFulfilled: true } : {}),
    ...(others.length > 0 ? { _caveats: others } : {}),
    ...(isFiltered ? { _filtered: true } : {}),
  };
}

/** The server that a client asked, as far as its request says it. */
function hostOf(headers: Headers): string {
  const host = headerValue(headers, 'host') ?? '';
  return `http://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}

function fieldsOf(headers: Headers): JsonObject[] {
  return Object.keys(headers).flatMap((name) => {
    const value = headers[name];
    return (typeof value === 'string' ? [value] : (value ?? [])).map((each) => ({ name, value: each }));
  });
}

function queryOf(url: string): JsonObject[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  return [...new URLSearchParams(query)].map(([name, value]) => ({ name, value }));
}

function cookiesOf(headers: Headers): JsonObject[] {
  return (headerValue(headers, 'cookie') ?? '')
    .split(';')
    .filter((pair) => pair.trim() !== '')
    .map(cookieOf);
}

function setCookiesOf(headers: Headers): JsonObject[] {
  const fields = headers['set-cookie'] ?? [];
  return (typeof fields === 'string' ? [fields] : fields).map((field) => cookieOf(field.split(';')[0] ?? ''));
}

function cookieOf(pair: string): JsonObject {
  const [, name = '', value = ''] = /^\s*([^=]*)(?:=([\s\S]*))?$/.exec(pair) ?? [];
  return { name: name.trim(), value: value.trim() };
}

function sizeOf(body: Body): number {
  if (body.state === 'absent') return 0;
  if (body.state === 'unknown') return -1;
  return typeof body.content === 'string' ? Buffer.byteLength(body.content) : body.content.length;
}

/** A body that was left out still shows by the request's `Content-Length`, which its reader looks at. */
function postDataOf(body: Body, headers: Headers): JsonObject {
  if (body.state === 'absent') return {};
  const mimeType = headerValue(headers, 'content-type') ?? '';
  if (body.state === 'unknown') return { postData: { mimeType, params: [], text: '', _omitted: body.reason } };
  const { text, encoding } = contentText(body.content);
  return { postData: { mimeType, params: [], text, ...(encoding === undefined ? {} : { _encoding: encoding }) } };
}

function contentOf(body: Body, headers: Headers): JsonObject {
  const mimeType = headerValue(headers, 'content-type') ?? 'x-unknown';
  if (body.state === 'absent') return { size: 0, mimeType };
  if (body.state === 'unknown')
    return { size: Number(headerValue(headers, 'content-length') ?? -1), mimeType, _omitted: body.reason };
  return { size: sizeOf(body), mimeType, ...contentText(body.content) };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function contentText(content: string | Uint8Array): { text: string; encoding?: 'base64' } {
  if (typeof content === 'string') return { text: content };
  try {
    return { text: decoder.decode(content) };
  } catch {
    return { text: Buffer.from(content).toString('base64'), encoding: 'base64' };
  }
}

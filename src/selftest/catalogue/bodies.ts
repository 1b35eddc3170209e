import type { Operation } from '../../contract/index.js';
import { covers, type Framing, framingOf, isJsonType, type MediaType, parseMediaType } from '../../http/index.js';
import {
  type Exchange,
  headerValue,
  isObject,
  type JsonObject,
  NO_BODY,
  own,
  type RequestMessage,
  type ResponseMessage,
} from '../../model/index.js';
import type { Expected } from '../mutant.js';
import { admits, BOUNDARY } from '../wire/sequence.js';
import { fault, type MessageMutation } from './message-fault.js';

/** A body that is cut, missing, of another media type, or where none is documented. */
export function bodyFaults(operation: Operation, exchange: Exchange, side: 'request' | 'response'): MessageMutation[] {
  const message = exchange[side];
  const documented = documentedBody(operation, exchange, side);
  if (!documented) return [];
  const { isRequired } = documented;
  const mediaTypes = Object.keys(documented.content);
  const put = (body: RequestMessage['body'], contentType?: string): Exchange => {
    const { 'content-type': before, ...headers } = message.headers;
    const type = contentType ?? before;
    const changed = { ...message, body, headers: type === undefined ? headers : { ...headers, 'content-type': type } };
    return withMessage(exchange, side, changed);
  };
  const expect = (keyword: string): Expected => ({ in: side, part: 'body', location: '', keyword });
  if (message.body.state === 'absent') {
    if (mediaTypes.length > 0) return [];
    return fault(
      'unexpected-body',
      put({ state: 'present', content: '{}' }, 'application/json'),
      expect('unexpected-body'),
    );
  }
  const found: MessageMutation[] = [];
  const type = parseMediaType(headerValue(message.headers, 'content-type') ?? '');
  if (isRequired) {
    const { 'content-type': _, ...untyped } = message.headers;
    // A sequence may be empty: without its type nobody says that this is one.
    const isSequence = type !== undefined && framingOf(type) !== undefined;
    const missing = isSequence
      ? withMessage(exchange, side, { ...message, body: NO_BODY, headers: untyped })
      : put(NO_BODY);
    for (const each of fault('missing-body', missing, expect('missing-body'))) found.push(each);
  }
  if (message.body.state !== 'present') return found;
  const { content } = message.body;
  const other = ['application/vnd.docproof.selftest', 'text/vnd.docproof-selftest'].find(
    (name) => !mediaTypes.some((range) => coversName(range, name)),
  );
  if (other !== undefined)
    found.push(
      ...fault('wrong-media-type', put(message.body, other), {
        in: side,
        part: 'content-type',
        location: 'content-type',
        keyword: 'undocumented-media-type',
      }),
    );
  if (type?.type === 'multipart' && typeof content === 'string')
    found.push(
      ...partFaults(
        mediaOf(documented.content, type),
        content,
        (text) => put({ state: 'present', content: text }),
        side,
      ),
    );
  if (type && isJsonType(type) && typeof content === 'string' && /^[[{"]/.test(content)) {
    const whole = content.trimEnd();
    const cut = whole.slice(0, Math.max(1, Math.floor(whole.length / 2)));
    for (const each of fault('cut-body', put({ state: 'present', content: cut }), expect('unparseable-body')))
      found.push(each);
    const open = whole.slice(0, -1);
    for (const each of fault('cut-body', put({ state: 'present', content: open }), expect('unparseable-body')))
      found.push(each);
  }
  const framing = type && framingOf(type);
  if (type && framing !== undefined && typeof content === 'string' && isDescribed(mediaOf(documented.content, type)))
    found.push(
      ...sequenceFaults(
        framing,
        content,
        (text) => put({ state: 'present', content: text }),
        side,
        mediaOf(documented.content, type),
      ),
    );
  return found;
}

/** Whether the items of a sequence are judged. */
function isDescribed(media: JsonObject): boolean {
  return own(media, 'itemSchema') !== undefined && own(media, 'schema') === undefined;
}

/** An item that cannot be read, and something that is part of no item. */
function sequenceFaults(
  framing: Framing,
  content: string,
  put: (content: string) => Exchange,
  side: 'request' | 'response',
  media: JsonObject,
): MessageMutation[] {
  const common = { in: side, part: 'body', location: '' } as const;
  const unreadable = { ...common, item: 0, keyword: 'unparseable-item' };
  const stray = { ...common, keyword: 'broken-framing' };
  if (framing === 'lines') return fault('unparseable-item', put(`{"a":\n${content}`), unreadable);
  if (framing === 'records')
    return [
      ...fault('unparseable-item', put(`\u001e{"a":\n${content}`), unreadable),
      ...fault('broken-framing', put(`1\n${content}`), stray),
    ];
  if (framing === 'parts') {
    const part = `--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n{"a":\r\n`;
    const last = { ...stray, item: 2 };
    return [
      ...fault('unparseable-item', put(`${part}${content}`), unreadable),
      ...fault('broken-framing', put(content.replace(`--${BOUNDARY}--`, '')), last),
      ...otherParts(content, put, side, media),
    ];
  }
  return framing === 'events' ? fault('broken-framing', put(`docproof-selftest: 1\n\n${content}`), stray) : [];
}

/** The first part in another media type than its encoding lists, which is JSON too. */
function otherParts(
  content: string,
  put: (content: string) => Exchange,
  side: 'request' | 'response',
  media: JsonObject,
): MessageMutation[] {
  const prefixes = own(media, 'prefixEncoding');
  const encoding = (Array.isArray(prefixes) ? prefixes[0] : undefined) ?? own(media, 'itemEncoding');
  const documented = isObject(encoding) ? own(encoding, 'contentType') : undefined;
  if (typeof documented !== 'string' || admits(documented, OTHER_JSON)) return [];
  return fault('part-media-type', put(content.replace('application/json', OTHER_JSON)), {
    in: side,
    part: 'content-type',
    location: 'content-type',
    item: 0,
    keyword: 'undocumented-media-type',
  });
}

const OTHER_JSON = 'application/vnd.docproof.selftest+json';

/** Parts of other media types than `encoding` lists. Only text: of another type, JSON would be no JSON. */
function partFaults(
  media: JsonObject,
  content: string,
  put: (content: string) => Exchange,
  side: 'request' | 'response',
): MessageMutation[] {
  const encodings = own(media, 'encoding');
  const found: MessageMutation[] = [];
  for (const [name, encoding] of Object.entries(isObject(encodings) ? encodings : {})) {
    const documented = isObject(encoding) ? encoding.contentType : undefined;
    if (typeof documented !== 'string' || /json|\*/.test(documented)) continue;
    const start = content.indexOf(`name="${name}"`);
    const [written] = /(?<=\r\nContent-Type: )\S+/.exec(content.slice(Math.max(0, start))) ?? [];
    if (start < 0 || written === undefined) continue;
    const place = content.indexOf(written, start);
    const changed = `${content.slice(0, place)}text/vnd.docproof-selftest${content.slice(place + written.length)}`;
    const expected = { in: side, part: 'content-type', location: name, keyword: 'undocumented-media-type' } as const;
    for (const each of fault('part-media-type', put(changed), expected)) found.push(each);
  }
  return found;
}

function mediaOf(content: JsonObject, type: MediaType): JsonObject {
  const key = Object.keys(content).find((range) => coversName(range, `${type.type}/${type.subtype}`));
  const media = key === undefined ? undefined : content[key];
  return isObject(media) ? media : {};
}

function coversName(range: string, name: string): boolean {
  const wanted = parseMediaType(range);
  const given = parseMediaType(name);
  return wanted !== undefined && given !== undefined && covers(wanted, given);
}

function withMessage(
  exchange: Exchange,
  side: 'request' | 'response',
  message: RequestMessage | ResponseMessage,
): Exchange {
  return { ...exchange, [side]: message };
}

interface DocumentedBody {
  /** Media Type Objects by key. */
  readonly content: JsonObject;
  readonly isRequired: boolean;
}

/** The documented body; undefined if there can be no body. */
function documentedBody(
  operation: Operation,
  exchange: Exchange,
  side: 'request' | 'response',
): DocumentedBody | undefined {
  if (side === 'request') {
    const { requestBody } = operation;
    return { content: contentIn(requestBody?.node), isRequired: requestBody?.node.required === true };
  }
  const { status } = exchange.response;
  if (operation.method === 'HEAD' || status === 204 || status === 304) return undefined;
  const { responses } = operation;
  const response =
    responses.get(String(status)) ?? responses.get(`${Math.floor(status / 100)}XX`) ?? responses.get('default');
  if (!response) return undefined;
  const content = contentIn(response.node);
  return { content, isRequired: Object.keys(content).length > 0 };
}

function contentIn(node: JsonObject | undefined): JsonObject {
  const content = node && own(node, 'content');
  return isObject(content) ? content : {};
}

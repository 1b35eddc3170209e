import { sentMethod } from '../../http/index.js';
import {
  type Body,
  type CaptureItem,
  type Headers,
  headersOf,
  headerValue,
  NO_BODY,
  type RequestMessage,
  type ResponseMessage,
  type Unread,
} from '../../model/index.js';
import type { CaptureFormat } from '../format.js';
import { unseenBody } from '../http-message.js';
import { MAX_NET, type NetValue, readTnetstrings } from '../tnetstring.js';
import { wireBody } from '../wire-body.js';

type Fields = ReadonlyMap<string, NetValue>;

/**
 * Flows as mitmproxy and mitmdump save them (https://docs.mitmproxy.org/stable/concepts/flowfilters): one tnetstring a
 * flow, bodies as on the wire.
 */
export const mitmproxy: CaptureFormat = {
  name: 'mitmproxy flows',
  detects: (head) => /^\d{1,12}:\d{1,3}:[a-z_]+[;,]/.test(head),
  read,
};

async function* read(source: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CaptureItem> {
  let index = 0;
  for await (const element of readTnetstrings(chunks)) {
    const { offset, kind } = element;
    if (kind === 'value') yield flowItem(element.value, source, index, offset);
    else if (kind === 'cut') {
      const detail = `the capture ends inside the flow that begins at byte ${offset}`;
      yield { source, index, unread: 'cut', detail };
    } else {
      const problem = kind === 'too-large' ? `it is larger than ${MAX_NET} bytes` : element.problem;
      yield malformed(source, index, offset, problem);
    }
    index += 1;
  }
}

function malformed(source: string, index: number, offset: number, problem: string): Unread {
  return { source, index, unread: 'malformed', detail: `the flow at byte ${offset}: ${problem}` };
}

function flowItem(flow: NetValue, source: string, index: number, offset: number): CaptureItem {
  const fields = fieldsOf(flow);
  if (!fields) return malformed(source, index, offset, 'it is not a flow');
  const type = netText(fields.get('type')) ?? 'http';
  if (type !== 'http') return otherFlow(type, source, index);
  const asked = fieldsOf(fields.get('request'));
  const request = asked && requestOf(asked);
  if (!request) return malformed(source, index, offset, 'it has no request with method, host and path');
  const answered = fieldsOf(fields.get('response'));
  const response = answered ? responseOf(answered, request.method) : NO_RESPONSE;
  if (!response) return malformed(source, index, offset, 'its response has no status');
  // The connection broke off after the response had begun.
  const isBroken = answered !== undefined && fieldsOf(fields.get('error')) !== undefined;
  return { source, index, request, response, ...(isBroken ? { caveats: ['aborted'] } : {}) };
}

const NO_RESPONSE: ResponseMessage = { status: 0, headers: headersOf([]), body: NO_BODY };

/** A flow of TCP, UDP or DNS is an exchange that no document describes. */
function otherFlow(type: string, source: string, index: number): CaptureItem {
  const scheme = /^[a-z]+$/.test(type) ? type : 'other';
  const request: RequestMessage = {
    method: type.toUpperCase(),
    url: `${scheme}:`,
    headers: headersOf([]),
    body: NO_BODY,
  };
  return { source, index, request, response: NO_RESPONSE };
}

function requestOf(fields: Fields): RequestMessage | undefined {
  const method = netText(fields.get('method'));
  const path = netText(fields.get('path'));
  const scheme = netText(fields.get('scheme'));
  const host = netText(fields.get('host'));
  if (!method || path === undefined || host === undefined) return undefined;
  const headers = headersFrom(fields.get('headers'));
  const port = fields.get('port');
  const peer = `${host.includes(':') ? `[${host}]` : host}${typeof port === 'number' ? `:${port}` : ''}`;
  // What the client asked for; a transparent proxy knows but the address of the peer.
  const authority = netText(fields.get('authority')) || headerValue(headers, 'host') || peer;
  const url = method === 'CONNECT' ? `https://${authority}` : `${scheme || 'http'}://${authority}${path}`;
  return { method: sentMethod(method), url, headers, body: bodyOf(fields.get('content'), headers) };
}

function responseOf(fields: Fields, method: string): ResponseMessage | undefined {
  const status = fields.get('status_code') ?? fields.get('code');
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  const headers = headersFrom(fields.get('headers'));
  const isBodiless = method === 'HEAD' || status === 204 || status === 304;
  return { status, headers, body: isBodiless ? NO_BODY : bodyOf(fields.get('content'), headers) };
}

/** Content that was streamed through is null. */
function bodyOf(content: NetValue | undefined, headers: Headers): Body {
  return content instanceof Uint8Array ? wireBody(content, headers) : unseenBody(headers);
}

function headersFrom(list: NetValue | undefined): Headers {
  const pairs: [string, string][] = [];
  for (const pair of Array.isArray(list) ? list : []) {
    const [name, value]: readonly (NetValue | undefined)[] = Array.isArray(pair) ? pair : [];
    const text = netText(name);
    if (text !== undefined && !text.startsWith(':')) pairs.push([text, netText(value) ?? '']);
  }
  return headersOf(pairs);
}

function fieldsOf(value: NetValue | undefined): Fields | undefined {
  return value instanceof Map ? value : undefined;
}

function netText(value: NetValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : undefined;
}

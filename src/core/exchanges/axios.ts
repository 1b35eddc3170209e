import { isJsonType, parseMediaType } from '../../http/index.js';
import { type Body, type Headers, headerValue, type RequestMessage, utf8Bytes } from '../../model/index.js';
import { bodyIn, type ClientShape, call, fieldsIn, isThing, type Thing, textOf } from './shape.js';

/** A response of axios. It keeps the request under `config`, and reads JSON before anybody sees it. */
export const axios: ClientShape = {
  name: 'axios',
  takes: 'a response of axios',
  fits: (response) =>
    typeof response.status === 'number' && isThing(response.config) && isThing(response.headers) && 'data' in response,
  async read({ status, headers: fields, data, config, request }) {
    const headers = fieldsIn(plain(fields));
    const body = responseBody(data, headers, request);
    return {
      ...(isThing(config) ? { request: requestOf(config, isThing(request) ? request : {}) } : {}),
      response: { status: Number(status), headers, body },
    };
  },
};

/** AxiosHeaders as a plain object. */
function plain(headers: unknown): unknown {
  return isThing(headers) ? (call(headers, 'toJSON') ?? headers) : {};
}

function requestOf(config: Thing, sent: Thing): RequestMessage {
  const method = (textOf(sent.method) || textOf(config.method) || 'get').toUpperCase();
  return { method, url: urlOf(config, sent), headers: fieldsIn(plain(config.headers)), body: bodyIn(config.data) };
}

/** Where the request went in the end: as Node's, XMLHttpRequest's or fetch's request says it; else as it was asked. */
function urlOf(config: Thing, sent: Thing): string {
  const said = textOf(sent.responseURL) || textOf(sent.url);
  if (said !== '') return said;
  const host = textOf(call(sent, 'getHeader', 'host') ?? sent.host);
  if (host !== '' && typeof sent.path === 'string') return `${textOf(sent.protocol) || 'http:'}//${host}${sent.path}`;
  const url = textOf(config.url);
  const base = textOf(config.baseURL);
  const whole =
    base === '' || /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `${base.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
  const query = config.params instanceof URLSearchParams ? config.params : new URLSearchParams(pairsIn(config.params));
  const text = query.toString();
  return text === '' ? whole : `${whole}${whole.includes('?') ? '&' : '?'}${text}`;
}

function pairsIn(params: unknown): [string, string][] {
  if (!isThing(params)) return [];
  return Object.entries(params).flatMap(([name, value]) => {
    if (Array.isArray(value)) return value.map((item): [string, string] => [`${name}[]`, String(item)]);
    return value === undefined || value === null ? [] : [[name, String(value)]];
  });
}

/**
 * The body that the data was read from. A text under JSON is either JSON that could not be read, or the value of a JSON
 * text: the length that the service names tells which.
 */
function responseBody(data: unknown, headers: Headers, request: unknown): Body {
  const raw = isThing(request) ? readText(request) : undefined;
  if (raw !== undefined) return bodyIn(raw);
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const isJson = type !== undefined && isJsonType(type);
  const body = bodyIn(data);
  if (body.state === 'present' && !isJson) return body;
  if (body.state === 'present' && typeof body.content !== 'string') return body;
  if (body.state === 'absent' && !(isJson && data === null)) return body;
  if (typeof data === 'object' && data !== null && (!isJson || isForeign(data))) return body;
  const written = JSON.stringify(data);
  if (typeof data !== 'string') return bodyIn(written);
  const length = Number(headerValue(headers, 'content-length') ?? Number.NaN);
  if (utf8Bytes(data).length === length) return body;
  return utf8Bytes(written).length === length
    ? { state: 'present', content: written }
    : { state: 'unknown', reason: 'body-undecodable' };
}

/** What XMLHttpRequest read, where it read text. Asking for it throws where it read something else. */
function readText(request: Thing): string | undefined {
  const { responseType } = request;
  return responseType === '' || responseType === 'text' ? textOf(request.responseText) : undefined;
}

/** A Blob or a stream: no value of JSON. */
function isForeign(data: object): boolean {
  return (
    !Array.isArray(data) && Object.getPrototypeOf(data) !== Object.prototype && Object.getPrototypeOf(data) !== null
  );
}

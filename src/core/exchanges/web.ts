import { type Body, headersOf, type RequestMessage } from '../../model/index.js';
import { decodedBody } from './decoded.js';
import { type ClientShape, isThing, NOT_KEPT, type Thing } from './shape.js';

/** `fetch` of any platform and its copies: undici, node-fetch, an MSW handler, a Cache. */
export const web: ClientShape = {
  name: 'fetch',
  takes: 'the Response of fetch, with its Request',
  fits: (response) => typeof response.status === 'number' && isWebMessage(response) && typeof response.ok === 'boolean',
  async read(response) {
    // What came encoded, fetch has decoded.
    const body = await bodyOf(response);
    return { response: { status: Number(response.status), headers: headersIn(response.headers), body } };
  },
};

/** Whether it is a Request of `fetch`. */
export function isWebRequest(value: Thing): boolean {
  return typeof value.method === 'string' && typeof value.url === 'string' && isWebMessage(value);
}

/** A Request of `fetch`: it is cloned, so that it may still be sent. */
export async function readWebRequest(request: Thing): Promise<RequestMessage> {
  const headers = headersIn(request.headers);
  const body = await decodedBody(await bodyOf(request), headers);
  return { method: String(request.method), url: String(request.url).replace(/#.*$/s, ''), headers, body };
}

/** Header fields of a platform's `Headers`. Several `Set-Cookie` fields stay apart. */
export function headersIn(value: unknown): ReturnType<typeof headersOf> {
  if (!isThing(value) || typeof value.forEach !== 'function') return {};
  const pairs: [string, string][] = [];
  const add = (text: unknown, name: unknown): void => {
    pairs.push([String(name), String(text)]);
  };
  Reflect.apply(value.forEach, value, [add]);
  return headersOf(pairs);
}

function isWebMessage(value: Thing): boolean {
  return typeof value.arrayBuffer === 'function' && typeof value.clone === 'function' && isHeaders(value.headers);
}

function isHeaders(value: unknown): boolean {
  return isThing(value) && typeof value.get === 'function' && typeof value.forEach === 'function';
}

/** The bytes of a clone. Of a message that was read before, nobody knows them any more. */
async function bodyOf(message: Thing): Promise<Body> {
  if (message.bodyUsed === true) return NOT_KEPT;
  if (message.body === null) return { state: 'absent' };
  const clone: unknown = typeof message.clone === 'function' ? Reflect.apply(message.clone, message, []) : undefined;
  if (!isThing(clone) || typeof clone.arrayBuffer !== 'function') return NOT_KEPT;
  const content = new Uint8Array(await Reflect.apply(clone.arrayBuffer, clone, []));
  return content.length === 0 ? { state: 'absent' } : { state: 'present', content };
}

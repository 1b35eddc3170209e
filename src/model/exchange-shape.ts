import type { CaptureItem, Exchange } from './exchange.js';
import { InputError } from './input-error.js';

/**
 * Makes sure that what a program passed is an exchange.
 * @param name what the program calls it, for the message
 * @throws InputError `not-an-exchange`, which names the member that is wrong
 */
export function assertExchange(value: unknown, name = 'the exchange'): asserts value is Exchange {
  const fault = faultOf(value);
  if (fault === undefined) return;
  throw new InputError('not-an-exchange', `${name} is not an exchange: ${fault}`, {
    cure: `An exchange is ${SHAPE}. readCaptures(path) reads exchanges from HAR, NDJSON and other captures.`,
  });
}

/** The same for an item of a capture, which may be what could not be read too. @throws InputError `not-an-exchange` */
export function assertCaptureItem(value: unknown): asserts value is CaptureItem {
  if (isMap(value) && typeof value.unread === 'string' && typeof value.detail === 'string') return;
  assertExchange(value, 'an item of the captures');
}

const SHAPE =
  "{ source: 'a name', index: 0, request: { method: 'GET', url: '/users', headers: {}, body: { state: 'absent' } }, response: { status: 200, headers: { 'content-type': 'application/json' }, body: { state: 'present', content: '{}' } } }";

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string' || value instanceof Uint8Array) return 'it is text, such as a line of NDJSON';
  if (!isMap(value)) return `it is ${kindOf(value)}`;
  if (value.log !== undefined) return 'it looks like a HAR';
  if (typeof value.then === 'function') return 'it is a promise: await it';
  const { request, response } = value;
  if (!isMap(request)) return `request is ${kindOf(request)}`;
  if (!isMap(response)) return `response is ${kindOf(response)}`;
  if (typeof request.method !== 'string' || request.method === '')
    return `request.method is ${kindOf(request.method)}, not a method such as GET`;
  if (typeof request.url !== 'string' || request.url === '') return `request.url is ${kindOf(request.url)}, not a URL`;
  if (typeof response.status !== 'number') return `response.status is ${kindOf(response.status)}, not a number`;
  return messageFault('request', request) ?? messageFault('response', response) ?? caveatFault(value.caveats);
}

function messageFault(side: string, { headers, body }: Readonly<Record<string, unknown>>): string | undefined {
  if (!isMap(headers) || typeof headers.get === 'function')
    return `${side}.headers is ${kindOf(headers)}, not an object with names in lower case`;
  for (const [name, value] of Object.entries(headers)) {
    if (name !== name.toLowerCase()) return `${side}.headers has the name ${name}, which must be in lower case`;
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    if (value !== undefined && typeof value !== 'string' && !isList)
      return `${side}.headers has ${kindOf(value)} for ${name}, not a text or a list of texts`;
  }
  if (!isMap(body)) return `${side}.body is ${kindOf(body)}, not { state: 'absent' } or { state: 'present', content }`;
  if (body.state === 'absent') return undefined;
  if (body.state === 'unknown')
    return typeof body.reason === 'string' ? undefined : `${side}.body.reason is ${kindOf(body.reason)}, not a text`;
  if (body.state !== 'present') return `${side}.body.state is not one of absent, present, unknown`;
  const { content } = body;
  return typeof content === 'string' || content instanceof Uint8Array
    ? undefined
    : `${side}.body.content is ${kindOf(content)}, not text or bytes`;
}

function caveatFault(caveats: unknown): string | undefined {
  return caveats === undefined || Array.isArray(caveats) ? undefined : `caveats is ${kindOf(caveats)}, not a list`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

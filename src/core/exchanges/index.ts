/**
 * An exchange of the messages of any client. Takes what a client gives, and recognises it by its members; gives an
 * Exchange. Never imports a client's package.
 */
import { assertExchange, type Exchange, type RequestMessage } from '../../model/index.js';
import { CLIENTS } from './registry.js';
import { bodyIn, fieldsIn, isThing, type Thing } from './shape.js';
import { headersIn, isWebRequest, readWebRequest } from './web.js';

/** A request as a caller may give it: a Request of `fetch`, a URL for a GET, or its parts. */
export type GivenRequest =
  | string
  | URL
  | Request
  | {
      /** @default 'GET' */
      readonly method?: string;
      readonly url: string;
      readonly headers?: object;
      readonly body?: string | Uint8Array | null;
    };

/**
 * The exchange of a response and its request.
 * @param response of `fetch`, undici, axios, supertest, light-my-request (`inject()` of Fastify) or Playwright; or an
 * exchange already. A body that the client reads only once is read from a clone where it can be cloned.
 * @param request where the response does not know it: `fetch`, undici and Playwright's APIResponse do not. Give `fetch`
 * a clone of a request with a body: what was sent cannot be read again
 * @throws TypeError which says what was given, where it is not one of these, or where the request is missing
 */
export async function exchangeOf(response: unknown, request?: GivenRequest): Promise<Exchange> {
  const given = await response;
  if (isThing(given) && isThing(given.request) && isThing(given.response) && !('config' in given)) {
    assertExchange(given);
    return given;
  }
  const client = isThing(given) ? CLIENTS.find(({ fits }) => fits(given)) : undefined;
  if (!client || !isThing(given))
    throw new TypeError(`${shown(given)} is not a response that exchangeOf knows. It takes ${ALL}.`);
  const read = await client.read(given);
  const asked = request === undefined ? read.request : await requestOf(request);
  if (!asked) throw new MissingRequest(client.name);
  return { source: client.name, index: 0, request: asked, response: read.response };
}

/** The response is one of a client that keeps no request, and none was given. */
export class MissingRequest extends TypeError {
  /** The client's name. */
  readonly client: string;

  constructor(client: string) {
    super(
      `a response of ${client} does not know its request: pass it as the second argument, as { method, url, headers, body } or a Request`,
    );
    this.name = 'TypeError';
    this.client = client;
  }
}

const ALL = CLIENTS.map(({ takes }) => takes).join('; ');

async function requestOf(request: GivenRequest): Promise<RequestMessage> {
  if (typeof request === 'string' || request instanceof URL)
    return { method: 'GET', url: String(request), headers: {}, body: { state: 'absent' } };
  const given: unknown = request;
  if (isThing(given) && isWebRequest(given)) return readWebRequest(given);
  if (!isThing(given) || typeof given.url !== 'string')
    throw new TypeError(`${shown(given)} is not a request: it needs a method and a url`);
  const { method = 'GET', url, headers, body } = given;
  const fields = isThing(headers) && typeof headers.forEach === 'function' ? headersIn(headers) : fieldsIn(headers);
  return { method: String(method).toUpperCase(), url, headers: fields, body: bodyIn(body) };
}

/** A value in a message: what kind it is, and the names of its members, never what they hold. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (!isThing(value)) return `a ${typeof value}`;
  const name = nameOf(value);
  const members = Object.keys(value);
  const some = members.slice(0, 12).join(', ');
  return `${name} with ${members.length === 0 ? 'no members' : `the members ${some}${members.length > 12 ? ', …' : ''}`}`;
}

function nameOf(value: Thing): string {
  if (Array.isArray(value)) return 'a list';
  const name = typeof value.constructor === 'function' ? value.constructor.name : '';
  return name === '' || name === 'Object' ? 'an object' : `an object of ${name}`;
}

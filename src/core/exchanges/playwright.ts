import { type Body, type Headers, headersOf, headerValue, type RequestMessage } from '../../model/index.js';
import { bodyIn, type ClientShape, call, fieldsIn, isThing, NOT_KEPT, type Thing, textOf } from './shape.js';

/** A response of Playwright: of a page, which has its request, or of `APIRequestContext`, which has not. */
export const playwright: ClientShape = {
  name: 'playwright',
  takes: 'a Response of a page of Playwright, or an APIResponse with its request',
  fits: ({ status, headersArray, url, body }) =>
    [status, headersArray, url, body].every((member) => typeof member === 'function'),
  async read(response) {
    const request = call(response, 'request');
    return {
      ...(isThing(request) ? { request: await requestOf(request) } : {}),
      response: {
        status: Number(call(response, 'status')),
        headers: await headersIn(response),
        body: await bodyOf(response),
      },
    };
  },
};

async function requestOf(request: Thing): Promise<RequestMessage> {
  const headers = await headersIn(request);
  return {
    method: textOf(call(request, 'method')),
    url: textOf(call(request, 'url')).replace(/#.*$/s, ''),
    headers,
    body: wholeOf(bodyIn(call(request, 'postDataBuffer')), headers),
  };
}

/** The browser leaves files and streams out of what it shows of a body: it is shorter than what was sent then. */
function wholeOf(body: Body, headers: Headers): Body {
  const length = headerValue(headers, 'content-length');
  const kept = body.state === 'present' ? body.content.length : 0;
  return length === undefined || Number(length) === kept ? body : NOT_KEPT;
}

async function headersIn(message: Thing): Promise<Headers> {
  const list = await call(message, 'headersArray');
  if (!Array.isArray(list)) return fieldsIn(await call(message, 'headers'));
  // HTTP/2 has fields such as `:status`, which are not header fields.
  return headersOf(list.filter(({ name }) => !String(name).startsWith(':')).map(({ name, value }) => [name, value]));
}

/** The browser keeps no body of redirects, and may have forgotten that of a page that was left. */
async function bodyOf(response: Thing): Promise<Body> {
  try {
    return bodyIn(await call(response, 'body'));
  } catch {
    return NOT_KEPT;
  }
}

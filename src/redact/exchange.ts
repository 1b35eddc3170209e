import { type Exchange, headerValue, type RequestMessage, type ResponseMessage } from '../model/exchange.js';
import { redactBody } from './body.js';
import { redactHeaders } from './headers.js';
import { knowingPathOf } from './path-secrets.js';
import type { Redactor } from './redactor.js';
import { redactUrl } from './text.js';

/** An exchange that is safe to store: its secrets are replaced everywhere. */
export function redactExchange<T extends Pick<Exchange, 'request' | 'response'>>(redactor: Redactor, exchange: T): T {
  const { request, response } = exchange;
  const knowing = knowingPathOf(redactor, request.url);
  return { ...exchange, request: redactRequest(knowing, request), response: redactResponse(knowing, response) };
}

function redactRequest(redactor: Redactor, request: RequestMessage): RequestMessage {
  return {
    ...request,
    url: redactUrl(redactor, request.url),
    headers: redactHeaders(redactor, request.headers),
    body: redactBody(redactor, request.body, headerValue(request.headers, 'content-type')),
  };
}

function redactResponse(redactor: Redactor, response: ResponseMessage): ResponseMessage {
  return {
    ...response,
    headers: redactHeaders(redactor, response.headers),
    body: redactBody(redactor, response.body, headerValue(response.headers, 'content-type')),
  };
}

import { isFormType, isJsonType, parseMediaType } from '../../http/index.js';
import { type Body, type Headers, headerValue, type RequestMessage } from '../../model/index.js';
import { bodyIn, type ClientShape, call, fieldsIn, isThing, NOT_KEPT, type Thing, textOf } from './shape.js';

/** A response of supertest or superagent in Node: `request` is the test, `req` the request of Node. */
export const supertest: ClientShape = {
  name: 'supertest',
  takes: 'a response of supertest or superagent',
  fits: ({ status, request, req, header }) =>
    typeof status === 'number' && isThing(header) && isThing(request) && (isThing(req) || '_data' in request),
  async read({ status, headers, header, text, body, request, req }) {
    const sent = isThing(request) ? request : {};
    return {
      request: requestOf(sent, isThing(req) ? req : {}),
      response: {
        status: Number(status),
        headers: fieldsIn(headers ?? header),
        // Texts and JSON are kept as they came, files as bytes.
        body:
          typeof text === 'string' ? bodyIn(text) : body instanceof Uint8Array ? bodyIn(body) : emptyOrNotKept(body),
      },
    };
  },
};

function emptyOrNotKept(body: unknown): Body {
  return isThing(body) && Object.keys(body).length > 0 ? NOT_KEPT : { state: 'absent' };
}

function requestOf(test: Thing, sent: Thing): RequestMessage {
  const headers = {
    ...fieldsIn(test.header),
    ...fieldsIn(call(sent, 'getHeaders')),
  };
  return {
    method: (textOf(test.method) || textOf(sent.method)).toUpperCase(),
    url: textOf(test.url),
    headers,
    body: sentBody(test, headers),
  };
}

/** What was sent: superagent keeps the value, and writes it by its type. */
function sentBody({ _data: data, _formData: form }: Thing, headers: Headers): Body {
  if (form !== undefined && form !== null) return NOT_KEPT;
  if (!isThing(data) || data instanceof Uint8Array) return bodyIn(data);
  const type = parseMediaType(headerValue(headers, 'content-type') ?? 'application/json');
  if (type && isJsonType(type)) return bodyIn(JSON.stringify(data));
  const isFlat = Object.values(data).every((value) => !isThing(value));
  return type && isFormType(type) && isFlat
    ? bodyIn(new URLSearchParams(Object.entries(data).map(([name, value]): [string, string] => [name, String(value)])))
    : NOT_KEPT;
}

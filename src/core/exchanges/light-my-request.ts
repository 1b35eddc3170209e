import type { RequestMessage } from '../../model/index.js';
import { decodedBody } from './decoded.js';
import { bodyIn, type ClientShape, fieldsIn, isThing, type Thing, textOf } from './shape.js';

/** A response of light-my-request, which is what `inject()` of Fastify gives. It undoes no content coding. */
export const lightMyRequest: ClientShape = {
  name: 'light-my-request',
  takes: 'a response of light-my-request, as inject() of Fastify gives it',
  fits: ({ statusCode, rawPayload, raw }) =>
    typeof statusCode === 'number' && rawPayload instanceof Uint8Array && isThing(raw) && isThing(raw.req),
  async read({ statusCode, headers: fields, rawPayload, raw }) {
    const headers = fieldsIn(fields);
    const body = await decodedBody(bodyIn(rawPayload), headers);
    const request = isThing(raw) && isThing(raw.req) ? requestOf(raw.req) : undefined;
    return { response: { status: Number(statusCode), headers, body }, ...(request ? { request } : {}) };
  },
};

function requestOf(sent: Thing): RequestMessage {
  const kept = isThing(sent._lightMyRequest) ? sent._lightMyRequest : {};
  const headers = fieldsIn(sent.headers);
  return { method: textOf(sent.method), url: textOf(sent.url), headers, body: bodyIn(kept.payload) };
}

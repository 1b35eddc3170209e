import { decodedBody } from './decoded.js';
import { bodyIn, type ClientShape, call, fieldsIn, isThing, NOT_KEPT } from './shape.js';

/** `request()` of undici. It keeps no request, and undoes no content coding. */
export const undici: ClientShape = {
  name: 'undici',
  takes: 'what request() of undici gives, with the request; its body is read',
  fits: ({ statusCode, headers, body }) =>
    typeof statusCode === 'number' && isThing(headers) && isThing(body) && typeof body.arrayBuffer === 'function',
  async read({ statusCode, headers: fields, body: source }) {
    const headers = fieldsIn(fields);
    const body = !isThing(source) || source.bodyUsed === true ? NOT_KEPT : bodyIn(await call(source, 'arrayBuffer'));
    return { response: { status: Number(statusCode), headers, body: await decodedBody(body, headers) } };
  },
};

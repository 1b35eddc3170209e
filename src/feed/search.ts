import type { Exchange } from '../model/index.js';

const decoder = new TextDecoder();

/** Whether a text is in the target, a header field or a body of an exchange. */
export function shows({ request, response }: Exchange, text: RegExp): boolean {
  return (
    text.test(request.url) ||
    [request, response].some(({ headers, body }) => {
      for (const name in headers) if (text.test(`${name}: ${String(headers[name])}`)) return true;
      if (body.state !== 'present') return false;
      return text.test(typeof body.content === 'string' ? body.content : decoder.decode(body.content));
    })
  );
}

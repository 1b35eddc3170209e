import { expect, test } from 'vitest';
import { sendRaw } from '../support/raw-http.js';
import { serve } from '../support/serve.js';

const pathWith = (path: string, example: string): string => `
  ${path}:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Name: { schema: { type: string }, example: "caf\\u00e9" } }
          content: { application/json: { example: ${example} } }`;

test('A header field is ISO 8859-1 on the wire, whatever characters the body has, and the body is UTF-8', async () => {
  const { server } = await serve(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:${pathWith('/ascii', '{ a: e }')}${pathWith('/beyond', '{ a: "\\u00e9\\u20ac" }')}`);
  for (const [path, body] of [
    ['/ascii', '{"a":"e"}'],
    ['/beyond', '{"a":"é€"}'],
  ] as const) {
    const text = await sendRaw(server.port, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [head = '', rest = ''] = text.split('\r\n\r\n', 2);
    // One character a byte.
    expect(head).toContain('X-Name: caf\u00e9\r\n');
    expect(Buffer.from(rest, 'latin1').toString()).toBe(body);
    expect(head).toContain(`Content-Length: ${rest.length}\r\n`);
  }
});

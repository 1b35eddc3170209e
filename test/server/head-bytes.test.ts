import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { startProxy } from '../../src/api/proxy.js';
import { contractOf } from '../support/contract.js';
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

const STREAMS = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /events:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Name: { schema: { type: string }, example: "caf\\u00e9" } }
          content: { text/event-stream: { example: "data: a\\n\\ndata: b\\n\\n" } }
${pathWith('/ascii', '{ a: e }').slice(1)}`;

test('A header field is ISO 8859-1 where the head is sent before the body', async () => {
  const { server } = await serve(STREAMS);
  for (const [path, more] of [
    ['/events', ''],
    ['/ascii', 'Expect: 100-continue\r\n'],
    ['/ascii', 'Prefer: fault=slow\r\n'],
  ] as const)
    for (const method of ['GET', 'HEAD']) {
      const ask = `${method} ${path} HTTP/1.1\r\nHost: x\r\n${more}Connection: close\r\n\r\n`;
      const text = await sendRaw(server.port, ask);
      expect([method, path, text]).toEqual([method, path, expect.stringContaining('X-Name: caf\u00e9\r\n')]);
    }
});

test('A proxy passes on the bytes of a header field beside a body of unknown length as the service sent them', async () => {
  const service = createServer((_, response) => {
    response.writeHead(200, ['X-Name', 'caf\u00e9', 'Content-Type', 'text/event-stream']);
    response.end(Buffer.from('data: a\n\ndata: b\n\n'));
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void service.close());
  const address = service.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const proxy = await startProxy(await contractOf(STREAMS), `http://127.0.0.1:${port}`, { port: 0, allowHosts: ['x'] });
  onTestFinished(() => proxy.close());
  const text = await sendRaw(proxy.port, 'GET /events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(text).toContain('X-Name: caf\u00e9\r\n');
  expect(text).toContain('data: b');
});

import { expect, onTestFinished, test } from 'vitest';
import { startProxy } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';
import { type Asking, askAt, serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody:
        required: true
        content:
          application/xml:
            schema: { type: object, properties: { a: { $ref: '#/components/schemas/nested' } } }
          application/json:
            schema: { type: array }
          multipart/form-data:
            schema: { type: object, properties: { known: { type: string } } }
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { known: { type: string } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: string }, example: ok } } }
components:
  schemas:
    nested: { type: object, properties: { a: { $ref: '#/components/schemas/nested' } } }
`;

const PART = '--b\r\nContent-Disposition: form-data; name="known"\r\n\r\nx\r\n';
const TYPED = (type: string, body: string): Asking => ({ headers: { 'content-type': type }, body });

/** Bodies that are valid by their syntax, and more than anybody sends. */
const BODIES: readonly (readonly [name: string, asking: Asking])[] = [
  ['XML that is 100,000 elements deep', TYPED('application/xml', '<a>'.repeat(100_000) + '</a>'.repeat(100_000))],
  ['XML that opens 100,000 elements and closes none', TYPED('application/xml', '<a>'.repeat(100_000))],
  ['JSON that is 100,000 lists deep', TYPED('application/json', '['.repeat(100_000) + ']'.repeat(100_000))],
  ['a multipart body of 100,000 parts', TYPED('multipart/form-data; boundary=b', `${PART.repeat(100_000)}--b--\r\n`)],
  ['a multipart body of 100,000 parts without an end', TYPED('multipart/form-data; boundary=b', PART.repeat(100_000))],
  ['a form of 1,000,000 fields', TYPED('application/x-www-form-urlencoded', 'known=x&'.repeat(1_000_000))],
];

test.each(BODIES)('%s gets an answer of the mock that is no failure of it, and the mock goes on', async (_, asking) => {
  const { ask } = await serve(DOCUMENT, { maxBody: 20_000_000 });
  const refused = await ask('POST /things', asking);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.status).toBeLessThan(500);
  expect(refused.text).not.toContain(' at ');
  expect((await ask('POST /things', TYPED('application/json', '[]'))).status).toBe(200);
});

test.each(BODIES)(
  '%s through the proxy reaches the service whole or is refused, and is never passed as right',
  async (_, asking) => {
    const lengths: number[] = [];
    const service = await listen((request, response) => {
      let length = 0;
      request.on('data', (chunk: Uint8Array) => {
        length += chunk.length;
      });
      request.on('end', () => {
        lengths.push(length);
        response.setHeader('content-type', 'application/json');
        response.end('"ok"');
      });
    });
    const told: (readonly string[])[] = [];
    const proxy = await startProxy(await contractOf(DOCUMENT), service, {
      port: 0,
      onExchange: ({ violations }) => told.push(violations.map(({ keyword }) => keyword)),
    });
    onTestFinished(() => proxy.close());
    const answered = await askAt(proxy.url, 'POST /things', asking);
    expect(answered.status).toBeLessThan(500);
    expect(told).toHaveLength(1);
    // Something is said of it: never nothing.
    expect(told[0]).not.toEqual([]);
    if (answered.status === 200) expect(lengths).toEqual([String(asking.body).length]);
    expect((await askAt(proxy.url, 'POST /things', TYPED('application/json', '[]'))).status).toBe(200);
    expect(told[1]).toEqual([]);
  },
);

test.each(BODIES)('%s is refused by a proxy with --errors, and reaches no service', async (_, asking) => {
  let reached = 0;
  const service = await listen((request, response) => {
    reached += 1;
    request.resume();
    response.end();
  });
  const proxy = await startProxy(await contractOf(DOCUMENT), service, { port: 0, errors: true, maxBody: 20_000_000 });
  onTestFinished(() => proxy.close());
  const answered = await askAt(proxy.url, 'POST /things', asking);
  expect(answered.status).toBeGreaterThanOrEqual(400);
  expect(answered.status).toBeLessThan(500);
  expect(reached).toBe(0);
});

test('A body that a chain of thousands of schemas describes is refused by a proxy with --errors, and named without', async () => {
  const schemas = Array.from({ length: 3_000 }, (_, index) => [
    `s${index}`,
    {
      allOf: [index < 2_999 ? { $ref: `#/components/schemas/s${index + 1}` } : { type: 'array' }],
      properties: { [`own${index}`]: { readOnly: true } },
    },
  ]);
  const contract = await contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/things': {
          post: {
            requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/s0' } } } },
            responses: { 200: { description: 'ok' } },
          },
        },
      },
      components: { schemas: Object.fromEntries(schemas) },
    }),
  );
  const service = await listen((request, response) => {
    request.resume();
    response.end();
  });
  for (const errors of [true, false]) {
    const told: (readonly string[])[] = [];
    const proxy = await startProxy(contract, service, {
      port: 0,
      errors,
      onExchange: ({ violations }) => told.push(violations.map(({ keyword, severity }) => `${keyword} ${severity}`)),
    });
    onTestFinished(() => proxy.close());
    expect((await askAt(proxy.url, 'POST /things', TYPED('application/json', '{}'))).status).toBe(errors ? 422 : 200);
    expect(told).toEqual([[`too-large ${errors ? 'error' : 'warning'}`]]);
  }
});

test('The log of a proxy names a body that it passes on without a verdict', async () => {
  const service = await listen((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify('x'.repeat(1_000)));
  });
  const told: (readonly { readonly severity: string; readonly text: string }[])[] = [];
  const proxy = await startProxy(await contractOf(DOCUMENT), service, {
    port: 0,
    errors: true,
    maxBody: 500,
    onAnswer: ({ faults }) => told.push(faults),
  });
  onTestFinished(() => proxy.close());
  expect((await askAt(proxy.url, 'POST /things', TYPED('application/json', '[]'))).status).toBe(200);
  await expect
    .poll(() => told)
    .toEqual([[{ severity: 'warning', text: 'the response body is not judged: it has over 500 bytes' }]]);
});

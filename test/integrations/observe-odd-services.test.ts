import { request as ask, type IncomingMessage, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type ObserveMode, observe, observeFetch } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { listen } from '../support/listen.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Req: { required: true, schema: { type: integer } } }
          content: { application/json: { schema: { type: object } } }
    post:
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { '204': { description: done } }
`;

/** A service under observation, and how its exchanges were judged. */
async function observing(mode: ObserveMode, service: RequestListener) {
  const observer = observe(await contractOf(DOCUMENT), { mode, logger: { warn: () => undefined } });
  onTestFinished(async () => void (await observer.close()));
  const url = await listen((request, response) => observer(request, response, () => service(request, response)));
  const judged = () =>
    observer.outcomes.map(({ verdict, reasons, violations }) =>
      [verdict, ...reasons, ...violations.map(({ keyword }) => keyword)].join(' '),
    );
  return { url, judged };
}

test.each(['report', 'warn', 'refuse'] as const)(
  'In the mode %s a service that reads a chunked body when it is readable gets all of it',
  async (mode) => {
    const { url, judged } = await observing(mode, (request, response) => {
      let text = '';
      request.on('readable', () => {
        for (let chunk = request.read(); chunk !== null; chunk = request.read()) text += chunk;
      });
      request.on('end', () => response.writeHead(text === '{"k":1}' ? 204 : 500).end());
    });
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
      const sent = ask(`${url}/a`, { method: 'POST', headers }, (answer: IncomingMessage) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', reject);
      sent.write('{"k":');
      sent.end('1}');
    });
    expect(status).toBe(204);
    await expect.poll(judged).toEqual(['pass']);
  },
);

test('A head that Node refuses is not part of the answer that is judged', async () => {
  const { url, judged } = await observing('report', (_request, response) => {
    const fields = { 'content-type': 'application/json' };
    expect(() => response.writeHead(200, { ...fields, 'x-req': '1', 'x-bad': 'a\nb' })).toThrow();
    response.writeHead(200, fields);
    response.end('{}');
  });
  await (await fetch(`${url}/a`)).text();
  expect(judged()).toEqual(['fail missing-parameter']);
});

test.each([
  ['9', 'longer'],
  ['1', 'shorter'],
])('An answer whose Content-Length %s is %s than its body is not judged as whole', async (length) => {
  const { url, judged } = await observing('report', (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'x-req': '1', 'content-length': length });
    response.end('{"n":1}');
    response.socket?.end();
  });
  await fetch(`${url}/a`)
    .then((answer) => answer.text())
    .catch(() => undefined);
  await expect.poll(judged).toEqual(['inconclusive aborted']);
});

test('Bytes of a body that are not text, and that a service reads as text, are not judged as what it reads', async () => {
  const { url, judged } = await observing('report', (request, response) => {
    request.setEncoding('utf8').on('data', () => undefined);
    request.on('end', () => response.writeHead(204).end());
  });
  const body = new Uint8Array([0x7b, 0x22, 0x6b, 0x22, 0x3a, 0x22, 0xf0, 0x9f, 0x98, 0x22, 0x7d]);
  await fetch(`${url}/a`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(judged()).toEqual(['inconclusive body-omitted']);
});

test('A request whose body somebody holds is answered as if nobody watched', async () => {
  const observed = observeFetch(await contractOf(DOCUMENT), async () => new Response(null, { status: 204 }));
  const request = new Request('http://localhost/a', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  request.body?.getReader();
  expect((await observed(request)).status).toBe(204);
  expect(observed.outcomes.map(({ verdict, reasons }) => [verdict, ...reasons])).toEqual([
    ['inconclusive', 'body-omitted'],
  ]);
});

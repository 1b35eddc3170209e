import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { type ProxiedExchange, type ProxyOptions, startProxy } from '../../src/api/index.js';
import { DEFAULT_POLICY, judgePassing } from '../../src/contract/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /events:
    get:
      responses:
        '200':
          description: ok
          content:
            text/event-stream:
              itemSchema: { type: object, properties: { data: { contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/line' } } } }
  /lines:
    get: { responses: { '200': { description: ok, content: { application/jsonl: { itemSchema: { $ref: '#/components/schemas/line' } } } } } }
  /parts:
    get:
      responses:
        '200':
          description: ok
          content:
            multipart/mixed:
              itemSchema: { $ref: '#/components/schemas/line' }
              itemEncoding: { contentType: application/json, headers: { X-Row: { required: true, schema: { type: integer } } } }
  /fixed:
    get:
      responses:
        '200':
          description: ok
          content:
            multipart/mixed:
              schema: { type: array, prefixItems: [{ $ref: '#/components/schemas/line' }], items: { type: string } }
              prefixEncoding: [{ contentType: application/json }]
              itemEncoding: { contentType: text/plain }
components: { schemas: { line: { type: object, required: [n], properties: { n: { type: integer } } } } }
`;

/** How each path frames an item. */
const STREAMS = {
  '/events': { type: 'text/event-stream', frame: (json: string) => `data: ${json}\n\n`, place: '/data/n' },
  '/lines': { type: 'application/jsonl', frame: (json: string) => `${json}\n`, place: '/n' },
  '/parts': {
    type: 'multipart/mixed; boundary=b',
    frame: (json: string) => `--b\r\nContent-Type: application/json\r\nX-Row: 1\r\n\r\n${json}\r\n`,
    place: '/n',
  },
  '/fixed': { type: 'multipart/mixed; boundary=b', frame: (json: string) => json, place: '/n' },
} as const;

type Path = keyof typeof STREAMS;

interface Running {
  readonly port: number;
  readonly told: ProxiedExchange[];
  /** Fulfilled with the first exchange that is told. */
  readonly first: Promise<ProxiedExchange>;
}

/** A proxy before a service that answers by `answer`. */
async function before(
  answer: (response: ServerResponse, path: Path) => void,
  options: ProxyOptions = {},
): Promise<Running> {
  const service = createServer((request, response) => {
    const path = Object.keys(STREAMS).find((known): known is Path => known === request.url) ?? '/lines';
    response.writeHead(200, { 'content-type': STREAMS[path].type });
    answer(response, path);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    service.closeAllConnections();
    service.close();
  });
  const told: ProxiedExchange[] = [];
  let tellFirst: (exchange: ProxiedExchange) => void = () => undefined;
  const first = new Promise<ProxiedExchange>((resolve) => {
    tellFirst = resolve;
  });
  const upstream = `http://127.0.0.1:${portOf(service.address())}`;
  const proxy = await startProxy(await contractOf(DOCUMENT), upstream, {
    port: 0,
    onExchange: (exchange) => {
      told.push(exchange);
      tellFirst(exchange);
    },
    ...options,
  });
  onTestFinished(() => proxy.close());
  return { port: proxy.port, told, first };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0;
}

function ask(port: number, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, resolve).on('error', reject);
  });
}

const briefly = ({ violations }: ProxiedExchange): string[] =>
  violations.map(({ item, location, keyword }) => `${item} ${location} ${keyword}`);

for (const path of ['/events', '/lines'] as const) {
  const { frame, place } = STREAMS[path];

  test(`A proxy passes each item of ${path} on before the service sends the next, and judges all of them`, async () => {
    const items = ['{"n":1}', '{"n":"x"}', '{"n":3}'];
    let next: () => void = () => undefined;
    const { port, told } = await before((response) => {
      let at = 0;
      next = () => {
        const item = items[at];
        at += 1;
        if (item === undefined) response.end();
        else response.write(frame(item));
      };
      next();
    });
    const answer = await ask(port, path);
    const seen: string[] = [];
    // The service sends an item only when the client has the one before: a proxy that holds one would wait for ever.
    for await (const chunk of answer) {
      seen.push(String(chunk));
      next();
    }
    expect(seen).toEqual(items.map(frame));
    expect(told.map(briefly)).toEqual([[`1 ${place} type`]]);
    const times = told[0]?.response.itemTimes ?? [];
    expect(times).toHaveLength(items.length);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });

  test(`A proxy judges all of ${path} where it is much larger than the largest body that is kept`, async () => {
    const item = frame(`{"n":1,"text":"${'x'.repeat(990)}"}`);
    const { port, told } = await before(
      (response) => {
        let sent = 0;
        const send = (): void => {
          while (sent < 4_000) {
            sent += 1;
            if (!response.write(item)) {
              response.once('drain', send);
              return;
            }
          }
          response.end(frame('{"n":"x"}'));
        };
        send();
      },
      { maxBody: 10_000 },
    );
    let length = 0;
    for await (const chunk of await ask(port, path)) length += chunk.length;
    expect(length).toBeGreaterThan(400 * 10_000);
    expect(told[0]?.response.body).toEqual({ state: 'unknown', reason: 'body-omitted' });
    expect(told[0]?.violations.filter(({ severity }) => severity === 'error').map(({ item }) => item)).toEqual([4_000]);
  });

  test(`A proxy reports the items of ${path} that a client got before it left`, async () => {
    const { port, first } = await before((response) => {
      response.write(frame('{"n":1}') + frame('{"n":"x"}') + frame('{"n":').trimEnd());
    });
    const answer = await ask(port, path);
    answer.on('error', () => undefined);
    answer.once('data', () => answer.destroy());
    const exchange = await first;
    expect(briefly(exchange)).toEqual([`1 ${place} type`]);
    expect(exchange.caveats).toContain('aborted');
  });
}

test('A proxy that refuses broken answers still reads whole sequences first, and refuses a broken item', async () => {
  const { port } = await before((response) => response.end('{"n":"x"}\n'), { errors: true });
  const answer = await ask(port, '/lines');
  answer.resume();
  expect(answer.statusCode).toBe(500);
});

test('The judge of what passes by holds no more than one item, and no large values', async () => {
  const contract = await contractOf(DOCUMENT);
  const [, lines] = contract.operations;
  if (!lines) throw new Error('the document has two operations');
  const passing = judgePassing(
    { schemas: contract.schemas, compiled: contract.compile(lines), policy: DEFAULT_POLICY },
    { status: 200, headers: { 'content-type': 'application/jsonl' } },
    'GET',
  );
  if (!passing) throw new Error('the items are described');
  const text = new TextEncoder().encode(`{"n":"${'x'.repeat(50_000)}"}\n`);
  let mostHeld = 0;
  for (let times = 0; times < 400; times += 1)
    for (let from = 0; from < text.length; from += 8_192) {
      passing.write(text.slice(from, from + 8_192));
      mostHeld = Math.max(mostHeld, passing.held);
    }
  const { findings } = passing.ended();
  expect(mostHeld).toBeLessThanOrEqual(text.length);
  expect(findings.violations).toHaveLength(400);
  expect(findings.violations.every(({ value }) => String(value).length <= 1_000)).toBe(true);
});

test('A proxy passes each part of a multipart stream on before the service sends the next, and judges its value and fields', async () => {
  const { frame } = STREAMS['/parts'];
  const parts = [frame('{"n":1}'), frame('{"n":"x"}'), frame('{"n":3}').replace('X-Row: 1\r\n', ''), '--b--'];
  let next: () => void = () => undefined;
  const { port, told } = await before((response) => {
    let at = 0;
    next = () => {
      const part = parts[at];
      at += 1;
      if (part === undefined) response.end();
      else response.write(part);
    };
    next();
  });
  const seen: string[] = [];
  for await (const chunk of await ask(port, '/parts')) {
    seen.push(String(chunk));
    next();
  }
  expect(seen).toEqual(parts);
  expect(told.map(briefly)).toEqual([['1 /n type', '2 X-Row missing-parameter']]);
  expect(told[0]?.response.itemTimes).toHaveLength(3);
});

test('A proxy judges all parts of a multipart stream that is much larger than the largest body that is kept', async () => {
  const { frame } = STREAMS['/parts'];
  const part = frame(`{"n":1,"text":"${'x'.repeat(990)}"}`);
  const { port, told } = await before(
    (response) => {
      for (let sent = 0; sent < 500; sent += 1) response.write(part);
      response.end(`${frame('{"n":"x"}')}--b--`);
    },
    { maxBody: 10_000 },
  );
  let length = 0;
  for await (const chunk of await ask(port, '/parts')) length += chunk.length;
  expect(length).toBeGreaterThan(490_000);
  expect(told[0]?.violations.filter(({ severity }) => severity === 'error').map(({ item }) => item)).toEqual([500]);
});

test('A proxy says of a multipart stream without its last boundary that its framing is broken', async () => {
  const { port, told } = await before((response) => response.end(STREAMS['/parts'].frame('{"n":1}')));
  for await (const _ of await ask(port, '/parts'));
  expect(told.map(briefly)).toEqual([['0  broken-framing']]);
});

test('A recording has the time of a last line without a line feed too', async () => {
  const { port, told } = await before((response) => response.end('{"n":1}\n{"n":2}'));
  for await (const _ of await ask(port, '/lines'));
  expect(told[0]?.response.itemTimes).toHaveLength(2);
});

test('A proxy judges parts by their positions, by prefixEncoding and itemEncoding', async () => {
  const body = (first: string, type: string): string =>
    `--b\r\nContent-Type: application/json\r\n\r\n${first}\r\n--b\r\nContent-Type: ${type}\r\n\r\nhello\r\n--b--`;
  for (const [sent, wanted] of [
    [body('{"n":1}', 'text/plain'), []],
    [body('{"n":"x"}', 'text/plain'), ['0 /n type']],
    [body('{"n":1}', 'image/png'), ['1 content-type undocumented-media-type']],
  ] as const) {
    const { port, told } = await before((response) => response.end(sent));
    for await (const _ of await ask(port, '/fixed'));
    expect(told.map(briefly)).toEqual([wanted]);
  }
});

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { addressOf } from '../../src/api/mock.js';
import { settingsOf } from '../../src/api/mock-options.js';
import type { Contract } from '../../src/contract/index.js';
import { systemSources } from '../../src/io/index.js';
import { createAnswers } from '../../src/mock/answers/answers.js';
import { createContext } from '../../src/mock/create-mock.js';
import { type Answer, createMock, type Mock, type OutgoingCall } from '../../src/mock/index.js';
import { createMemory } from '../../src/mock/memory.js';
import { announce } from '../../src/mock/stages/announce.js';
import { authorise } from '../../src/mock/stages/authorise.js';
import { body } from '../../src/mock/stages/body.js';
import { choose } from '../../src/mock/stages/choose.js';
import { cors, openHeaders } from '../../src/mock/stages/cors.js';
import { echo } from '../../src/mock/stages/echo.js';
import { fit } from '../../src/mock/stages/fit.js';
import { deprecation, headers } from '../../src/mock/stages/headers.js';
import { createStages } from '../../src/mock/stages/index.js';
import { judge } from '../../src/mock/stages/judge.js';
import { match } from '../../src/mock/stages/match.js';
import { override, overrideHeaders } from '../../src/mock/stages/override.js';
import { plan } from '../../src/mock/stages/plan.js';
import { refuse } from '../../src/mock/stages/refuse.js';
import { locate, remember } from '../../src/mock/stages/remember.js';
import { report, selfCheck } from '../../src/mock/stages/self-check.js';
import { stream } from '../../src/mock/stages/stream.js';
import { shape, styleHeaders } from '../../src/mock/stages/style.js';
import { createForwarder, createProxyJudge, type Forwarder, type ProxyJudge } from '../../src/proxy/index.js';
import {
  createHandler,
  createProxyHandler,
  type Listeners,
  type MockHandler,
  observeHttp,
  serveMock,
} from '../../src/server/index.js';
import { memoryStore, type Store } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { sendRaw } from '../support/raw-http.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { example: { id: 7 } } } } } }
    post: { requestBody: { content: { text/plain: {} } }, responses: { '201': { description: made } } }
`;

const SECRET = 'planted-secret';

function planted(): never {
  throw new TypeError(`no such thing: ${SECRET}`);
}

let contract: Contract;
let escaped: unknown[] = [];
let warnings: string[] = [];
const keepEscaped = (error: unknown): void => {
  escaped.push(error);
};
const warn = (warning: Error): void => {
  warnings.push(String(warning));
};

beforeAll(async () => {
  contract = await contractOf(DOCUMENT);
  process.on('uncaughtException', keepEscaped);
  process.on('unhandledRejection', keepEscaped);
  process.on('warning', warn);
});
afterAll(() => {
  process.off('uncaughtException', keepEscaped);
  process.off('unhandledRejection', keepEscaped);
  process.off('warning', warn);
});
beforeEach(() => {
  escaped = [];
  warnings = [];
});
afterEach(async () => {
  // What escapes does so after the microtasks.
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(escaped).toEqual([]);
  expect(warnings.join('\n')).not.toContain(SECRET);
});

/** Every stage of the mock, in order. */
const STAGES: readonly { readonly name: string; create(...parts: never[]): unknown }[] = [
  cors,
  match,
  authorise,
  judge,
  override,
  plan,
  refuse,
  choose,
  body,
  remember,
  echo,
  shape,
  openHeaders,
  fit,
  headers,
  styleHeaders,
  overrideHeaders,
  locate,
  deprecation,
  selfCheck,
  report,
  stream,
  announce,
];

/** A server on which `/ok` always answers, and everything else is for the handler. */
async function serving(
  handler: MockHandler,
  context: { contract?: () => Contract; store?: Store; onFailed?: () => void } = {},
) {
  const server = await serveMock(
    (request, response) => {
      if (request.url === '/ok') response.end('still here');
      else handler(request, response);
    },
    addressOf({ port: 0 }),
    { version: '1', mode: 'mock', contract: () => contract, store: memoryStore(), ...context },
  );
  onTestFinished(() => server.close());
  return server;
}

/** Sends one request and gives all that comes back, then asks the same server for another answer. */
async function ask(port: number, head = 'GET /things', headers = '', body: string | Uint8Array = ''): Promise<string> {
  const start = Buffer.from(`${head} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
  const first = await sendRaw(port, Buffer.concat([start, Buffer.from(body)]));
  expect(await sendRaw(port, 'GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('still here');
  return first;
}

const FAILED = /^HTTP\/1\.1 500 Internal Server Error\r\n[\s\S]*application\/problem\+json[\s\S]*#UNKNOWN/;

function mockOf(changes: Partial<Mock> = {}): Mock {
  return { ...createMock(contract, settingsOf({ maxBody: 1000 }), systemSources, memoryStore()), ...changes };
}

const OK: Answer = { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'whole answer', violations: [] };
const later = async <T>(value: T): Promise<T> => value;
const rejected = (): Promise<never> => Promise.reject(new Error(SECRET));

describe('a mock that fails', () => {
  const gzip = gzipSync('text');
  const POST = ['POST /things', `Content-Type: text/plain\r\nContent-Length: 4\r\n`, 'text'] as const;
  const ZIPPED = [
    'POST /things',
    `Content-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: ${gzip.length}\r\n`,
    gzip,
  ] as const;
  const LARGE = ['POST /things', 'Content-Length: 2000\r\n', 'x'.repeat(2000)] as const;
  const NOBODY = ['GET /things', '', ''] as const;

  test.each<[string, Partial<Mock>, readonly [string, string, string | Uint8Array]]>([
    ['while it answers', { respond: planted }, NOBODY],
    ['while it answers in a promise', { respond: rejected }, NOBODY],
    ['after a body was read', { respond: planted }, POST],
    ['after a body was decoded', { respond: planted }, ZIPPED],
    ['while it refuses', { refuse: planted }, LARGE],
    ['by a status that HTTP does not have', { respond: () => ({ ...OK, status: 7 }) }, NOBODY],
    ['by such a status in a promise', { respond: () => later({ ...OK, status: 7 }) }, NOBODY],
    ['after a delay', { respond: () => ({ ...OK, status: 7, delivery: { delay: 5 } }) }, NOBODY],
    [
      'before a slow answer begins',
      { respond: () => ({ ...OK, status: 7, delivery: { delay: 5, fault: 'slow' } }) },
      NOBODY,
    ],
  ])('A mock that fails answers 500, and still answers the next request: %s', async (_stage, changes, asking) => {
    const told: number[] = [];
    const handler = createHandler(() => mockOf(changes), { onAnswer: (_call, { status }) => told.push(status) });
    const server = await serving(handler);
    const answer = await ask(server.port, ...asking);
    expect(answer).toMatch(FAILED);
    expect(answer).not.toContain(SECRET);
    expect(told.at(-1)).toBe(500);
  });

  test('The stages that are made to fail below are all stages of a mock', () => {
    const names: string[] = [];
    const answers = createAnswers(() => contract);
    const context = createContext(contract, settingsOf({}), systemSources, memoryStore(), createMemory(), answers);
    createStages(context, ({ name }) => names.unshift(name));
    expect(STAGES.map(({ name }) => name)).toEqual(names);
  });

  test.each(STAGES.map((stage) => [stage.name, stage] as const))(
    'A mock answers 500 and goes on if its stage %s throws or rejects, with one line in the log',
    async (_name, stage) => {
      for (const fail of [planted, rejected]) {
        const create = vi.spyOn(stage, 'create').mockImplementation(() => fail);
        const failing = mockOf();
        create.mockRestore();
        const told: number[] = [];
        const handler = createHandler(() => failing, { onAnswer: (_call, { status }) => told.push(status) });
        const server = await serving(handler);
        const request = stage.name === 'refuse' ? POST : NOBODY;
        const answer = await ask(server.port, ...request);
        expect(answer).toMatch(FAILED);
        expect(answer).not.toContain(SECRET);
        expect(told).toEqual([500]);
      }
    },
  );

  test('The server answers 500 if it cannot get its mock', async () => {
    const server = await serving(createHandler(planted));
    expect(await ask(server.port)).toMatch(FAILED);
  });

  test('A mock that fails during its answer closes the connection', async () => {
    const handler = createHandler(() => mockOf({ respond: () => ({ ...OK, delivery: { delay: 0, fault: 'slow' } }) }));
    const server = await serving((request, response) => {
      const write = response.write.bind(response);
      // The head goes out with an empty text.
      response.write = (chunk: unknown) => (chunk === '' ? write('', 'latin1') : planted());
      handler(request, response);
    });
    const answer = await ask(server.port);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(answer).not.toContain('whole answer');
  });

  test('A client that left before the mock was asked is told to the log as one whose answer was cut off', async () => {
    const told: boolean[] = [];
    const answer = { ...OK, delivery: { delay: 1 } };
    const handler = createHandler(() => mockOf({ respond: () => answer }), {
      onAnswer: (_, __, isCut) => told.push(isCut),
    });
    const server = await serving((request, response) => {
      // As an application may have its own work before the mock.
      response.once('close', () => handler(request, response));
      request.socket.destroy();
    });
    await ask(server.port);
    await vi.waitFor(() => expect(told).toEqual([true]));
  });

  test('An application around the mock can handle its failure, and a failure of the application gets 500', async () => {
    const errors: unknown[] = [];
    const handler = createHandler(() => mockOf({ respond: rejected }));
    const server = await serving((request, response) =>
      handler(request, response, (error) => {
        errors.push(error);
        response.writeHead(503).end();
      }),
    );
    expect(await ask(server.port)).toMatch(/^HTTP\/1\.1 503/);
    expect(errors).toHaveLength(1);
    const broken = await serving((request, response) => handler(request, response, planted));
    expect(await ask(broken.port)).toMatch(FAILED);
  });
});

test('The server drops headers that HTTP forbids, and encodes forbidden characters in values', async () => {
  const headers = {
    '': 'a',
    'bad name': 'a',
    'X-Größe': 'a',
    Trailer: 'x',
    'X-Good': 'yes',
    'X-Value': 'a\r\nX-In: 1 \ud800',
  };
  for (const delivery of [undefined, { delay: 5 }, { delay: 0, fault: 'slow' as const }]) {
    const respond = (): Answer => ({ ...OK, headers, ...(delivery ? { delivery } : {}) });
    const server = await serving(createHandler(() => mockOf({ respond })));
    const answer = await ask(server.port);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer).toContain('X-Good: yes\r\n');
    expect(answer).toContain('X-Value: a%0D%0AX-In:%201%20%EF%BF%BD\r\n');
    expect(answer).not.toMatch(/bad name|X-Gr|Trailer/);
    expect(answer).toMatch(/whole answer$/);
  }
});

describe('a listener that throws', () => {
  const callbacks: OutgoingCall[] = ['one', 'two'].map((name) => ({
    name,
    method: 'POST',
    url: 'http://127.0.0.1:9/',
    headers: {},
  }));

  test.each<[string, Listeners]>([
    ['at once', { onAnswer: planted }],
    ['later', { onAnswer: rejected }],
  ])('An onAnswer listener that throws spoils no answer: %s', async (_when, listeners) => {
    for (const answer of [OK, { ...OK, delivery: { delay: 5 } }]) {
      const server = await serving(createHandler(() => mockOf({ respond: () => answer }), listeners));
      expect(await ask(server.port)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*whole answer$/);
    }
    expect(warnings.join()).toContain('onAnswer threw');
  });

  test('An observer that throws spoils no answer', async () => {
    const handler = createHandler(() => mockOf({ respond: () => OK }));
    const server = await serving((request, response) => {
      observeHttp(request, response, { maxBody: 1000, startedAt: new Date() }, planted);
      handler(request, response);
    });
    expect(await ask(server.port)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*whole answer$/);
    await expect.poll(() => warnings.join()).toContain('the observer threw');
  });

  test('An onCallback listener that throws spoils no answer, and hears of each callback once', async () => {
    const heard: string[] = [];
    const onCallback: Listeners['onCallback'] = ({ name }) => {
      heard.push(name);
      planted();
    };
    const server = await serving(
      createHandler(() => mockOf({ respond: () => ({ ...OK, callbacks }) }), { onCallback }),
    );
    expect(await ask(server.port)).toMatch(/whole answer$/);
    await expect.poll(() => heard).toEqual(['one', 'two']);
  });
});

describe('pages under /_docproof/ that fail', () => {
  test('The pages under /_docproof/ answer 500 when they throw or reject', async () => {
    const store: Store = { ...memoryStore(), list: rejected };
    let told = 0;
    const onFailed = (): void => {
      told += 1;
      planted();
    };
    const server = await serving(createHandler(mockOf), { contract: planted, store, onFailed });
    for (const [index, page] of ['health', 'openapi.json', 'state'].entries()) {
      const answer = await ask(server.port, `GET /_docproof/${page}`);
      expect(answer).toMatch(FAILED);
      expect(answer).not.toContain(SECRET);
      expect(told).toBe(index + 1);
    }
  });

  test('The pages under /_docproof/ refuse what they cannot read with a problem, and never show a stack', async () => {
    const server = await serving(createHandler(mockOf));
    for (const [head, expected] of [
      ['GET /_docproof/violations/%E0%A4%A', /^HTTP\/1\.1 400 [\s\S]*#MALFORMED_PATH/],
      ['GET /_docproof/violations/%zz', /^HTTP\/1\.1 400 [\s\S]*#MALFORMED_PATH/],
      ['GET /_docproof/violations/%00', /^HTTP\/1\.1 404 [\s\S]*#NOT_FOUND/],
      ['GET /_docproof/violations/a/b', /^HTTP\/1\.1 404 [\s\S]*#NOT_FOUND/],
      ['GET /_docproof/%3Cscript%3E', /^HTTP\/1\.1 404 [\s\S]*#NOT_FOUND/],
      ['GET /_docproof/../_docproof//', /^HTTP\/1\.1 404 [\s\S]*#NOT_FOUND/],
      [`GET /_docproof/${'a'.repeat(10_000)}`, /^HTTP\/1\.1 404 [\s\S]*#NOT_FOUND/],
      [
        'POST /_docproof/state',
        /^HTTP\/1\.1 405 [\s\S]*\r\nAllow: GET, HEAD, PUT, DELETE, OPTIONS\r\n[\s\S]*#METHOD_NOT_ALLOWED/,
      ],
      ['TRACE /_docproof/health', /^HTTP\/1\.1 405 [\s\S]*\r\nAllow: GET, HEAD, OPTIONS\r\n/],
      ['DELETE /_docproof/violations/1', /^HTTP\/1\.1 405 /],
      ['OPTIONS /_docproof/health', /^HTTP\/1\.1 204 [\s\S]*\r\nAllow: GET, HEAD, OPTIONS\r\n/],
      [`GET /_docproof/health?${'a[b][c]=%E0%A4%A&'.repeat(800)}`, /^HTTP\/1\.1 200 /],
      [`GET /_docproof/health?${'a'.repeat(20_000)}`, /^HTTP\/1\.1 431 /],
      ['GET http://localhost/_docproof/health', /^HTTP\/1\.1 200 /],
      ['GET //localhost/_docproof/health', /^HTTP\/1\.1 404 /],
    ] as const) {
      const answer = await ask(server.port, head);
      expect(answer).toMatch(expected);
      expect(answer.length).toBeLessThan(1_500);
      expect(answer).not.toMatch(/ at |node_modules|node:|<script/);
    }
  });

  test('The pages under /_docproof/ answer 500 when they cannot be loaded, and the next request loads them again', async () => {
    vi.resetModules();
    vi.doMock('../../src/server/pages/application.js', () => ({ createApplication: planted }));
    onTestFinished(() => {
      vi.doUnmock('../../src/server/pages/application.js');
    });
    const server = await serving(createHandler(mockOf));
    expect(await ask(server.port, 'GET /_docproof/health')).toMatch(FAILED);
    vi.doUnmock('../../src/server/pages/application.js');
    vi.resetModules();
    expect(await ask(server.port, 'GET /_docproof/health')).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});

describe('a proxy that fails', () => {
  interface Changes {
    readonly forwarder?: Partial<Forwarder>;
    readonly judge?: Partial<ProxyJudge>;
    readonly mock?: Partial<Mock>;
    readonly tell?: () => string;
    readonly now?: () => Date;
    readonly onExchange?: () => void;
    readonly errors?: boolean;
  }

  /** Answers 204 to POST and 200 to all else; `/large` is larger than what is held. */
  function service(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    if (request.method === 'POST') response.writeHead(204).end();
    else response.end(request.url === '/large' ? Buffer.alloc(600_000, 'x') : 'service');
  }

  async function proxying(changes: Changes, upstream?: string): Promise<{ port: number; statuses: number[] }> {
    const behind = createServer(service);
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const address = behind.address();
    const url = upstream ?? `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const { errors = false, now = () => new Date(), tell = () => '[]' } = changes;
    const settings = {
      upstream: new URL(url),
      errors,
      validateRequest: 'error',
      mockOn: new Set([204]),
      timeout: 1000,
      insecure: false,
      maxBody: 1_000_000,
    } as const;
    const forwarder = await createForwarder(settings);
    onTestFinished(() => {
      forwarder.close();
      behind.closeAllConnections();
      behind.close();
    });
    const statuses: number[] = [];
    const handler = createProxyHandler({
      settings,
      now,
      tell,
      forwarder: { ...forwarder, ...changes.forwarder },
      judge: {
        ...createProxyJudge(contract, { validateRequest: 'error', errors: false, auth: true, readWrite: 'warn' }),
        ...changes.judge,
      },
      mock: mockOf(changes.mock),
      onExchange({ response }) {
        statuses.push(response.status);
        changes.onExchange?.();
      },
    });
    return { port: (await serving(handler)).port, statuses };
  }

  const POST = ['POST /things', `Content-Type: text/plain\r\nContent-Length: 4\r\n`, 'text'] as const;

  test.each<[string, Changes, readonly [string, string?, string?]]>([
    ['while it judges a request', { judge: { request: planted } }, ['GET /things']],
    ['while it judges a request before it is sent', { judge: { request: planted }, errors: true }, [...POST]],
    ['while it judges an answer', { judge: { response: planted } }, ['GET /things']],
    ['while it forwards', { forwarder: { forward: planted } }, [...POST]],
    ['while it waits for the service', { forwarder: { forward: rejected } }, ['GET /things']],
    ['while it writes violations', { tell: planted }, ['GET /nothing']],
    ['by a header that HTTP forbids', { tell: () => 'a\r\nb' }, ['GET /nothing']],
    ['while it refuses', { mock: { refuse: rejected }, errors: true }, ['GET /nothing']],
    [
      'by a refusal that cannot be sent',
      { mock: { refuse: () => ({ ...OK, status: 7 }) }, errors: true },
      ['GET /nothing'],
    ],
    ['while the mock answers in its place', { mock: { respond: planted } }, [...POST]],
    ['by an answer of the mock that cannot be sent', { mock: { respond: () => ({ ...OK, status: 7 }) } }, [...POST]],
    [
      'by an answer of the mock that cannot be sent after a delay',
      { mock: { respond: () => ({ ...OK, status: 7, delivery: { delay: 5 } }) } },
      [...POST],
    ],
  ])('A proxy that fails answers 500, and still answers the next request: %s', async (_stage, changes, asking) => {
    const { port, statuses } = await proxying(changes);
    const answer = await ask(port, ...asking);
    expect(answer).toMatch(FAILED);
    expect(answer).not.toContain(SECRET);
    expect(statuses.at(-1)).toBe(500);
  });

  test('A proxy that fails before the exchange begins answers 500', async () => {
    const { port } = await proxying({ now: planted });
    expect(await ask(port)).toMatch(FAILED);
  });

  test('A proxy still answers well if a listener throws, or if judging fails after the answer was sent', async () => {
    for (const changes of [{ onExchange: planted }, { judge: { response: planted } }]) {
      const { port } = await proxying(changes);
      const answer = await ask(port, 'GET /large');
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
      expect(answer.match(/x/g)?.length).toBeGreaterThanOrEqual(600_000);
    }
    const { port } = await proxying({ onExchange: planted, errors: true });
    expect(await ask(port, 'GET /nothing')).toMatch(/^HTTP\/1\.1 404/);
    expect(await ask(port, ...POST)).toMatch(/^HTTP\/1\.1 201/);
  });

  test.each(['099 Odd', '000 None', '200 O\u0001K'])(
    'A proxy answers 502 to a response head that HTTP forbids: %j',
    async (line) => {
      const odd = createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`));
      });
      await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => {
        odd.close();
      });
      const address = odd.address();
      const { port } = await proxying(
        {},
        `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      );
      expect(await ask(port)).toMatch(/^HTTP\/1\.1 502[\s\S]*#UPSTREAM_FAILED/);
    },
  );
});

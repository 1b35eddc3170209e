import { createServer, type RequestListener } from 'node:http';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Contract } from '../../src/contract/index.js';
import { createContract } from '../../src/core/index.js';
import {
  type HandlersOptions,
  handlers,
  judgeTraffic,
  type ViolationRecord,
} from '../../src/integrations/msw/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: kites, version: '1' }
servers: [{ url: 'https://{region}.kites.test/v1', variables: { region: { default: eu, enum: [eu, us] } } }]
paths:
  /kites:
    get:
      operationId: listKites
      responses:
        '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/kite' } }, example: [{ name: Ida }] } } }
        '429': { description: slow down, headers: { Retry-After: { schema: { type: integer }, example: 9 } }, content: { application/json: { schema: { type: object }, example: { error: busy } } } }
    post:
      operationId: createKite
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/kite' } } } }
      responses:
        '201': { description: made, headers: { Location: { schema: { type: string } }, Set-Cookie: { schema: { type: string }, example: 'kite=new; Path=/' } }, content: { application/json: { schema: { $ref: '#/components/schemas/kite' } } } }
        '422': { description: wrong, content: { application/problem+json: { schema: { type: object } } } }
  /kites/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/kite' } } } } }
  /kites/new:
    get: { responses: { '204': { description: none } } }
  /kites/{name}.{format}:
    get: { responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary } } } } } }
    parameters: [{ name: name, in: path, required: true, schema: { type: string } }, { name: format, in: path, required: true, schema: { enum: [png] } }]
  /winds(day='{day}'):
    parameters: [{ name: day, in: path, required: true, schema: { type: string } }]
    get: { responses: { '202': { description: ok } } }
  /lines/{from}-{to}:
    parameters: [{ name: from, in: path, required: true, schema: { type: integer } }, { name: to, in: path, required: true, schema: { type: integer } }]
    get: { responses: { '206': { description: ok } } }
  /gusts:
    get:
      responses:
        '200':
          description: ok
          content: { text/event-stream: { itemSchema: { type: object, properties: { data: { type: string } } }, example: [{ data: one }, { data: two }] } }
components:
  schemas:
    kite: { type: object, required: [name], additionalProperties: false, properties: { name: { type: string, minLength: 2 } } }
`;

/** What MSW says of a request that it has no handler for. */
const UNHANDLED = '"onUnhandledRequest" option';

const URL_OF_API = 'https://eu.kites.test/v1';

/** A server of MSW with the handlers of a contract, and all that it says. */
async function listen(options: HandlersOptions = {}, { document = DOCUMENT, before = [] as const } = {}) {
  const contract = await contractOf(document);
  const mocks = handlers(contract, options);
  const server = setupServer(...before, ...mocks);
  server.listen({ onUnhandledRequest: 'error' });
  onTestFinished(() => server.close());
  return { contract, mocks, server };
}

/** What is written to the console meanwhile. */
function hearing(level: 'warn' | 'error'): string[] {
  const said: string[] = [];
  const spy = vi.spyOn(console, level).mockImplementation((...texts: unknown[]) => void said.push(texts.join(' ')));
  onTestFinished(() => spy.mockRestore());
  return said;
}

const post = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

describe('handlers of a contract in MSW', () => {
  test('Every operation is a handler of MSW, which lists it with its method and its URL', async () => {
    const { server } = await listen();
    const listed = server.listHandlers().map((handler) => ('info' in handler ? Object(handler.info).header : ''));
    expect(listed).toEqual([
      `GET ${URL_OF_API}/kites`,
      `POST ${URL_OF_API}/kites`,
      `GET ${URL_OF_API}/kites/:id`,
      `GET ${URL_OF_API}/kites/new`,
      `GET ${URL_OF_API}/kites/:name.:format`,
      `GET ${URL_OF_API}/winds(day=':day')`,
      `GET ${URL_OF_API}/lines/:from-:to`,
      `GET ${URL_OF_API}/gusts`,
    ]);
  });

  test('Requests get the documented answers at each server of the document, whatever their path templates are', async () => {
    await listen();
    const statuses = [];
    for (const path of ['kites', 'kites/7', 'kites/n%65w', 'kites/ida.png', "winds(day='mon')", 'lines/3-4'])
      statuses.push((await fetch(`https://us.kites.test/v1/${path}`)).status);
    expect(statuses).toEqual([200, 200, 204, 200, 202, 206]);
    expect((await fetch(`${URL_OF_API}/kites`, { method: 'HEAD' })).status).toBe(200);
    const png = new Uint8Array(await (await fetch(`${URL_OF_API}/kites/ida.png`)).arrayBuffer());
    expect([...png.slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(await (await fetch(`${URL_OF_API}/gusts`)).text()).toBe('data: one\n\ndata: two\n\n');
  });

  test('Paths, methods and hosts that the document does not have are left to onUnhandledRequest', async () => {
    await listen();
    const said = hearing('error');
    const requests: [string, RequestInit?][] = [
      [`${URL_OF_API}/birds`],
      [`${URL_OF_API}/kites`, { method: 'DELETE' }],
      ['https://asia.kites.test/v1/kites'],
      ['https://eu.kites.test/kites'],
    ];
    for (const [url, init] of requests) await expect(fetch(url, init)).rejects.toThrow(UNHANDLED);
    expect(said.filter((text) => text.includes('without a matching request handler'))).toHaveLength(4);
  });

  test('A request that breaks the contract gets the documented error, and the console says once what is wrong', async () => {
    await listen();
    const said = hearing('warn');
    const wrong = await fetch(`${URL_OF_API}/kites`, post({ name: 'I', colour: 'red' }));
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(
      /^\[Docproof\] The request POST https:\/\/eu\.kites\.test\/v1\/kites breaks the contract of POST \/kites; it gets 422:\n\n {2}• request body must not have property "colour" .*\n {2}• request body \/name must have at least 2 characters \(#\/components\/schemas\/kite\/properties\/name\/minLength\)\n$/,
    );
  });

  test('With a function as onViolation, the function gets each violation with the request and the operation', async () => {
    const seen: [ViolationRecord, string, string][] = [];
    await listen({
      onViolation: (violation, { request, operation }) => seen.push([violation, request.url, operation]),
    });
    const said = hearing('warn');
    await fetch(`${URL_OF_API}/kites`, post({ name: 'I' }));
    expect(seen).toEqual([
      [
        expect.objectContaining({ in: 'request', location: '/name', keyword: 'minLength', status: 422 }),
        `${URL_OF_API}/kites`,
        'POST /kites',
      ],
    ]);
    expect(said).toEqual([]);
  });

  test("With 'error' as onViolation, a request that breaks the contract fails as without a network", async () => {
    await listen({ onViolation: 'error' });
    const said = hearing('error');
    await expect(fetch(`${URL_OF_API}/kites`, post({}))).rejects.toThrow(TypeError);
    expect(said.join()).toContain('must have property "name"');
    expect((await fetch(`${URL_OF_API}/kites`, post({ name: 'Ida' }))).status).toBe(201);
  });

  test('A handler that the user adds with server.use comes before those of the contract', async () => {
    const { server } = await listen();
    server.use(http.get(`${URL_OF_API}/kites`, () => HttpResponse.json([], { status: 418 })));
    expect((await fetch(`${URL_OF_API}/kites`)).status).toBe(418);
    server.resetHandlers();
    expect((await fetch(`${URL_OF_API}/kites`)).status).toBe(200);
  });

  test('Overrides are given always or one after another, and reset goes back to them', async () => {
    const { mocks } = await listen({
      overrides: {
        listKites: [{ status: 429 }, { body: [{ name: 'Bo' }] }],
        'GET /kites/new': { status: 204, delay: 1 },
      },
    });
    const answer = async () => {
      const response = await fetch(`${URL_OF_API}/kites`);
      return [response.status, await response.json()];
    };
    const inTurn = [
      [429, { error: 'busy' }],
      [200, [{ name: 'Bo' }]],
      [200, [{ name: 'Ida' }]],
    ];
    expect([await answer(), await answer(), await answer()]).toEqual(inTurn);
    mocks.answers.once('listKites', { status: 429, headers: { 'Retry-After': '3' } });
    expect((await fetch(`${URL_OF_API}/kites`)).headers.get('retry-after')).toBe('3');
    await mocks.reset();
    expect([await answer(), await answer(), await answer()]).toEqual(inTurn);
    expect(mocks.answers.list()).toHaveLength(1);
  });

  test('An override of an operation or a status that the document does not have is refused at once', async () => {
    const contract = await contractOf(DOCUMENT);
    expect(() => handlers(contract, { overrides: { listBirds: {} } })).toThrow('no operation "listBirds"');
    expect(() => handlers(contract, { overrides: { listKites: { status: 418 } } })).toThrow('no response 418');
  });

  test('A delay waits, and a connection that is reset is an error of the network', async () => {
    const { mocks } = await listen();
    mocks.answers.once('listKites', { delay: 10_000 });
    const given = AbortSignal.timeout(50);
    await expect(fetch(`${URL_OF_API}/kites`, { signal: given })).rejects.toThrow(/aborted|timeout/);
    mocks.answers.once('listKites', { fault: 'reset' });
    await expect(fetch(`${URL_OF_API}/kites`)).rejects.toThrow(TypeError);
  });

  test('Cookies of answers are set, and a stateful mock remembers what was made, with links below the base path', async () => {
    await listen({ stateful: true });
    const made = await fetch(`${URL_OF_API}/kites`, post({ name: 'Ida' }));
    expect(made.headers.getSetCookie()).toEqual(['kite=new; Path=/']);
    const location = made.headers.get('location') ?? '';
    expect(location).toMatch(/^https:\/\/eu\.kites\.test\/v1\/kites\/[^/]+$/);
    expect(await (await fetch(location)).json()).toMatchObject({ name: 'Ida' });
  });

  test('With baseUrl the API is below it alone, and links lead there', async () => {
    await listen({ baseUrl: 'http://localhost:4999/api/kites-service/', stateful: true });
    hearing('error');
    const made = await fetch('http://localhost:4999/api/kites-service/kites', post({ name: 'Ida' }));
    expect(made.headers.get('location')).toMatch(/^http:\/\/localhost:4999\/api\/kites-service\/kites\/[^/]+$/);
    expect((await fetch('http://localhost:4999/api/kites-service/v1/kites')).status).toBe(200);
    await expect(fetch('http://localhost:4999/api/kites-services/kites')).rejects.toThrow(UNHANDLED);
    await expect(fetch(`${URL_OF_API}/kites`)).rejects.toThrow(UNHANDLED);
  });

  test('A document without a host needs a page or baseUrl, and takes the host of the page', async () => {
    const document = DOCUMENT.replace(/^servers: .*$/m, 'servers: [{ url: /v1 }]');
    const contract = await contractOf(document);
    expect(() => handlers(contract)).toThrow('/v1 has no host');
    vi.stubGlobal('location', new URL('http://page.test/app/index.html'));
    onTestFinished(() => void vi.unstubAllGlobals());
    await listen({}, { document });
    hearing('error');
    expect((await fetch('http://page.test/v1/kites')).status).toBe(200);
    await expect(fetch('http://page.test/kites')).rejects.toThrow(UNHANDLED);
  });
});

/** A real service. */
async function service(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

describe('the judge of all traffic in MSW', () => {
  const judged = (contract: Contract, server: ReturnType<typeof setupServer>, baseUrl?: string) => {
    const seen: [string, string, string][] = [];
    const traffic = judgeTraffic(server, contract, {
      ...(baseUrl === undefined ? {} : { baseUrl }),
      onViolation: ({ in: side, location, keyword }, { operation }) =>
        seen.push([operation, `${side} ${location}`, keyword]),
    });
    return { seen, traffic };
  };

  test('A handler that was written by hand and has become stale is reported; those of the contract are not judged twice', async () => {
    const { contract, server } = await listen({ onViolation: 'ignore' });
    const { seen, traffic } = judged(contract, server);
    server.use(
      http.get(`${URL_OF_API}/kites`, () => HttpResponse.json([{ name: 'Ida', tail: 3 }])),
      http.post(`${URL_OF_API}/kites`, async ({ request }) => HttpResponse.json(await request.json(), { status: 201 })),
    );
    await fetch(`${URL_OF_API}/kites`);
    await fetch(`${URL_OF_API}/kites`, post({ name: 'I' }));
    await fetch(`${URL_OF_API}/kites/7`);
    await traffic.settled();
    expect(seen).toEqual([
      ['GET /kites', 'response /0', 'additionalProperties'],
      ['POST /kites', 'request /name', 'minLength'],
      ['POST /kites', 'response /name', 'minLength'],
    ]);
    traffic.stop();
    await fetch(`${URL_OF_API}/kites`);
    await traffic.settled();
    expect(seen).toHaveLength(3);
  });

  test('What a real service answers behind MSW is judged too', async () => {
    const contract = await createContract((await contractOf(DOCUMENT)).document.root);
    const url = await service((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('[{"name":"I"}]'),
    );
    const server = setupServer();
    server.listen({ onUnhandledRequest: 'bypass' });
    onTestFinished(() => server.close());
    const { seen, traffic } = judged(contract, server, url);
    await (await fetch(`${url}/kites`)).text();
    await traffic.settled();
    expect(seen).toEqual([['GET /kites', 'response /0/name', 'minLength']]);
  });
});

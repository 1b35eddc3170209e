import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Contract, checkExchange, loadContract, type RunningServer, startMock } from '../../src/api/index.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let contract: Contract;
let server: RunningServer;
beforeAll(async () => {
  contract = await loadContract();
  server = await startMock(contract, { port: 0, maxBody: 100_000 });
});
afterAll(() => server.close());

function post(path: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', headers: { ...HEADERS, ...headers }, body });
}

/** The request of the identityRiskEvent page, with some members changed; undefined leaves one out. */
function identity(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ ...JSON.parse(payload('createIdentityRiskEvent', 'request.realistic')), ...changes });
}

describe('a documented request', () => {
  test.each(OPERATIONS)('The documented request gets the documented 201 of $path', async ({ folder, path }) => {
    const response = await post(path, payload(folder, 'request.documented'));
    const documented = JSON.parse(payload(folder, '201.documented'));
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual(documented);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('location')).toBe(`${server.url}${path}/${documented.id}`);
    expect(response.headers.get('request-id')).toMatch(UUID);
  });

  test('A mock reports the placeholders of a documented request and of its answer as warnings', async () => {
    const response = await post('/identityRiskEvents', payload('createIdentityRiskEvent', 'request.documented'));
    expect(JSON.parse(response.headers.get('sl-violations') ?? '')).toMatchObject([
      {
        location: ['request', 'body', 'riskLevel'],
        severity: 'Warning',
        code: 'placeholder',
        documented: { page: 'identityriskevent-post.md', line: 50 },
      },
      {
        location: ['request', 'body', 'riskEventStatus'],
        severity: 'Warning',
        code: 'placeholder',
        documented: { page: 'identityriskevent-post.md', line: 51 },
      },
      {
        location: ['response', 'body', 'riskLevel'],
        severity: 'Warning',
        code: 'placeholder',
        documented: { page: 'identityriskevent-post.md', line: 50 },
      },
      {
        location: ['response', 'body', 'riskEventStatus'],
        severity: 'Warning',
        code: 'placeholder',
        documented: { page: 'identityriskevent-post.md', line: 51 },
      },
    ]);
  });

  test('The report of violations in a header stays short and in ASCII, however many there are', async () => {
    const header =
      (await post('/auditLogs/signIns', payload('createSignIn', 'request.documented'))).headers.get('sl-violations') ??
      '';
    expect(header.length).toBeLessThanOrEqual(4096);
    expect(header).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.parse(header).length).toBeGreaterThan(3);
  });

  test('A request can use every base path of the document, and backslashes', async () => {
    for (const prefix of ['/v1.0', '/beta', '/localtest', '/docs/api', '/docs\\api']) {
      expect((await post(`${prefix}/identityRiskEvents`, identity())).status, prefix).toBe(201);
    }
  });
});

describe('the choice of a client', () => {
  test('A client can choose the realistic example, by Prefer or by query', async () => {
    const realistic = JSON.parse(payload('createIdentityRiskEvent', '201.realistic'));
    expect(await (await post('/identityRiskEvents', identity(), { prefer: 'example=realistic' })).json()).toEqual(
      realistic,
    );
    expect(await (await post('/identityRiskEvents?__example=realistic', identity())).json()).toEqual(realistic);
  });

  test('A client can choose a documented error by its status', async () => {
    const response = await post('/identityRiskEvents', identity(), { prefer: 'code=503' });
    expect([response.status, Object.keys(JSON.parse(await response.text()).error)]).toEqual([
      503,
      ['code', 'message', 'innerError'],
    ]);
  });

  test('A client can choose generated bodies, which are valid and the same for the same seed', async () => {
    for (const { folder, path } of OPERATIONS) {
      const bodies = await Promise.all(
        ['a', 'a', 'b'].map(async (seed) => {
          const response = await post(path, payload(folder, 'request.realistic'), {
            prefer: `dynamic=true, seed=${seed}`,
          });
          expect(response.status, path).toBe(201);
          return response.text();
        }),
      );
      expect(bodies[0]).toBe(bodies[1]);
      expect(bodies[0]).not.toBe(bodies[2]);
      for (const content of bodies) {
        const exchange = {
          source: 'test',
          index: 0,
          request: {
            method: 'POST',
            url: path,
            headers: HEADERS,
            body: { state: 'present', content: payload(folder, 'request.realistic') },
          },
          response: {
            status: 201,
            headers: { 'content-type': 'application/json' },
            body: { state: 'present', content },
          },
        } as const;
        expect(checkExchange(contract, exchange)).toMatchObject({ verdict: 'pass', violations: [] });
      }
    }
  });

  test('A client can choose its own request id, and gets it back', async () => {
    const id = '6a1f0f5e-51f5-4f0b-8d3c-1f8b2a7c9d10';
    expect(
      (await post('/identityRiskEvents', identity(), { 'client-request-id': id })).headers.get('client-request-id'),
    ).toBe(id);
    const { headers } = await post('/identityRiskEvents', identity());
    expect(headers.get('client-request-id')).toBe(headers.get('request-id'));
  });
});

describe('a request that breaks the documentation', () => {
  const cases: [name: string, init: RequestInit & { path?: string }, status: number, code: string, says: RegExp][] = [
    [
      'no credentials',
      { body: identity(), headers: { 'content-type': 'application/json' } },
      401,
      'unauthenticated',
      /header authorization must carry credentials for bearer \[missing-credentials\] \(identityriskevent-post\.md:29\)/,
    ],
    [
      'credentials of another scheme',
      { body: identity(), headers: { ...HEADERS, authorization: 'Basic eDp5' } },
      401,
      'unauthenticated',
      /credentials/,
    ],
    [
      'a malformed token',
      { body: identity(), headers: { ...HEADERS, authorization: 'Bearer' } },
      401,
      'unauthenticated',
      /credentials/,
    ],
    [
      'another content type',
      { body: 'a=b', headers: { ...HEADERS, 'content-type': 'text/plain' } },
      415,
      'notSupported',
      /content type text\/plain is not documented; documented: application\/json .*identityriskevent-post\.md:36/,
    ],
    [
      'a malformed content type',
      { body: 'a=b', headers: { ...HEADERS, 'content-type': 'garbage' } },
      415,
      'notSupported',
      /garbage/,
    ],
    [
      'broken JSON',
      { body: '{"riskLevel": "low",\n}' },
      400,
      'invalidRequest',
      /the body is not valid application\/json: the JSON breaks at line 2, column 1 \[unparseable-body\]/,
    ],
    ['no body', { body: '' }, 400, 'invalidRequest', /the body must be there, but is empty \[missing-body\]/],
    [
      'a missing property',
      { body: identity({ userId: undefined }) },
      400,
      'invalidRequest',
      /the body must have property "userId" \[required\] \(identityriskevent-post\.md:54\)/,
    ],
    [
      'a wrong type',
      { body: identity({ userId: 7 }) },
      400,
      'invalidRequest',
      /\/userId must be string or null, but is number \[type\] \(identityriskevent-post\.md:54\)/,
    ],
    [
      'a value outside its enumeration',
      { body: identity({ riskLevel: 'severe' }) },
      400,
      'invalidRequest',
      /\/riskLevel must be one of low, medium, high, hidden, none, unknownFutureValue or null \[enum\] \(identityriskevent-post\.md:50\)/,
    ],
    [
      'an invalid date',
      { body: identity({ riskEventDateTime: 'soon' }) },
      400,
      'invalidRequest',
      /\/riskEventDateTime must match format "date-time"/,
    ],
    [
      'an unknown path',
      { path: '/riskDetections', body: identity() },
      404,
      'itemNotFound',
      /describes no path \/riskDetections/,
    ],
    [
      'a wrong method',
      { method: 'PATCH', body: identity() },
      405,
      'notAllowed',
      /describes no PATCH for \/identityRiskEvents, only POST/,
    ],
    [
      'a body over the limit',
      { body: JSON.stringify('x'.repeat(100_001)) },
      413,
      'invalidRequest',
      /larger than 100000 bytes/,
    ],
    [
      'a body that unfolds over the limit',
      { body: gzipSync(Buffer.alloc(5_000_000)), headers: { ...HEADERS, 'content-encoding': 'gzip' } },
      413,
      'invalidRequest',
      /larger than 100000 bytes/,
    ],
    [
      'an unknown coding',
      { body: identity(), headers: { ...HEADERS, 'content-encoding': 'zip' } },
      415,
      'notSupported',
      /zip is not understood/,
    ],
    [
      'a body with a broken coding',
      { body: identity(), headers: { ...HEADERS, 'content-encoding': 'gzip' } },
      400,
      'invalidRequest',
      /is not valid gzip/,
    ],
    [
      'a media type that is not available',
      { body: identity(), headers: { ...HEADERS, accept: 'text/xml' } },
      406,
      'notSupported',
      /text\/xml/,
    ],
    [
      'a malformed Accept header',
      { body: identity(), headers: { ...HEADERS, accept: 'garbage' } },
      406,
      'notSupported',
      /garbage/,
    ],
    [
      'an example that does not exist',
      { body: identity(), headers: { ...HEADERS, prefer: 'example=gone' } },
      404,
      'itemNotFound',
      /no example "gone"; it has documented, realistic/,
    ],
    [
      'a malformed status',
      { body: identity(), headers: { ...HEADERS, prefer: 'code=abc' } },
      400,
      'invalidRequest',
      /code=abc/,
    ],
  ];

  test.each(cases)(
    'The mock refuses a request in the documented error format: %s',
    async (_name, { path = '/identityRiskEvents', ...init }, status, code, says) => {
      const response = await fetch(`${server.url}${path}`, { method: 'POST', headers: HEADERS, ...init });
      const { error } = JSON.parse(await response.text());
      expect([response.status, error.code]).toEqual([status, code]);
      expect(error.message).toMatch(says);
      expect(error.innerError).toEqual({
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': response.headers.get('request-id'),
        'client-request-id': response.headers.get('client-request-id'),
      });
      const contentType = response.headers.get('content-type') ?? '';
      const exchange = {
        source: 'test',
        index: 0,
        request: {
          method: 'POST',
          url: '/identityRiskEvents',
          headers: HEADERS,
          body: { state: 'present', content: identity() },
        },
        response: {
          status,
          headers: { 'content-type': contentType },
          body: { state: 'present', content: JSON.stringify({ error }) },
        },
      } as const;
      expect(checkExchange(contract, exchange)).toMatchObject({ violations: [] });
    },
  );

  test('The mock sends WWW-Authenticate with 401 and Allow with 405', async () => {
    const anonymous = await post('/identityRiskEvents', identity(), { authorization: 'x' });
    expect(anonymous.headers.get('www-authenticate')).toBe('Bearer');
    const wrong = await fetch(`${server.url}/auditLogs/signIns`);
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('a compressed request', () => {
  test('A mock reads a compressed request', async () => {
    expect((await post('/identityRiskEvents', gzipSync(identity()), { 'content-encoding': 'gzip' })).status).toBe(201);
  });
});

describe('the addresses beside the API', () => {
  test('A mock serves its health and its document under /_docproof/', async () => {
    expect(await (await fetch(`${server.url}/_docproof/health`)).json()).toMatchObject({ status: 'ok', operations: 5 });
    expect(await (await fetch(`${server.url}/_docproof/openapi.json`)).json()).toMatchObject({
      openapi: '3.1.0',
      components: { schemas: { entity: {} } },
    });
    expect((await fetch(`${server.url}/_docproof/nothing`)).status).toBe(404);
  });
});

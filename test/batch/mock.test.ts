import { describe, expect, test } from 'vitest';
import type { Answered } from '../../src/api/index.js';
import { serve } from '../support/serve.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.test/v1.0 }]
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    thing: { type: object, required: [name], properties: { id: { type: string }, name: { type: string } } }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { example: { value: [{ id: '7', name: seven }] } } } } } }
    post:
      security: [{ token: [] }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }
      responses:
        '201': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/thing' }, example: { id: '7', name: seven } } } }
  /things/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/thing' }, example: { id: '7', name: seven } } } } } }
  /picture:
    get: { responses: { '200': { description: ok, content: { image/png: { example: PNG } } } } }
    put: { requestBody: { content: { image/png: {} } }, responses: { '204': { description: ok } } }
  /text:
    get: { responses: { '200': { description: ok, content: { text/plain: { example: words } } } } }
`;

interface Response {
  readonly id: string;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('batches', () => {
  const started = async (options: Parameters<typeof serve>[1] = {}) => {
    const told: Answered[] = [];
    const { ask, server } = await serve(DOCUMENT, { ...options, onAnswer: (answered) => told.push(answered) });
    const batch = async (requests: unknown, headers: Record<string, string> = {}, path = '/v1.0/$batch') => {
      const body = typeof requests === 'string' ? requests : JSON.stringify({ requests });
      const answered = await ask(`POST ${path}`, { headers: { ...JSON_TYPE, ...headers }, body });
      const { responses = [] } = (answered.json ?? {}) as { responses?: Response[] };
      return { ...answered, responses, by: (id: string) => responses.find((response) => response.id === id) };
    };
    return { ask, batch, told, server };
  };
  const get = (id: string, url = '/things', more: object = {}) => ({ id, method: 'GET', url, ...more });
  const post = (id: string, body: unknown, more: object = {}) => ({
    id,
    method: 'POST',
    url: '/things',
    headers: { 'Content-Type': 'application/json', ...more },
    body,
  });

  test('Each request of a batch gets the answer that it gets by itself, and the log has each', async () => {
    const { batch, told } = await started();
    const { status, by, headers } = await batch(
      [get('1'), post('2', { name: 'a' }), post('3', { nam: 1 }), get('4', 'things/7'), get('5', '/nothing')],
      { authorization: 'Bearer x' },
    );
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(by('1')).toMatchObject({ status: 200, body: { value: [{ id: '7', name: 'seven' }] } });
    expect([by('2')?.status, by('3')?.status, by('4')?.status, by('5')?.status]).toEqual([201, 422, 200, 404]);
    expect(by('3')?.body).toMatchObject({ validation: [{ location: ['body'], code: 'required' }] });
    expect(by('1')?.headers).toMatchObject({ 'Content-Type': 'application/json' });
    expect(told.map(({ batchId, target, status: got }) => [batchId, target, got])).toEqual([
      ['1', '/v1.0/things', 200],
      ['2', '/v1.0/things', 201],
      ['3', '/v1.0/things', 422],
      ['4', '/v1.0/things/7', 200],
      ['5', '/v1.0/nothing', 404],
      [undefined, '/v1.0/$batch', 200],
    ]);
  });

  test('A request of a batch has the fields of the batch, apart from those about its body, and its own win', async () => {
    const { batch } = await started();
    const { by } = await batch([post('1', { name: 'a' }), post('2', { name: 'a' }, { Authorization: 'Basic x' })], {
      authorization: 'Bearer x',
    });
    expect([by('1')?.status, by('2')?.status]).toEqual([201, 401]);
    const without = await batch([post('1', { name: 'a' }), post('2', { name: 'a' }, { authorization: 'Bearer x' })]);
    expect([without.by('1')?.status, without.by('2')?.status]).toEqual([401, 201]);
    const preferred = await batch([get('1', '/things', { headers: { Prefer: 'code=418' } }), get('2')]);
    expect([preferred.by('1')?.status, preferred.by('2')?.status]).toEqual([404, 200]);
  });

  test('What a request depends on is answered before it, and it gets 424 where that failed', async () => {
    const { batch, told } = await started({ stateful: true });
    const { by } = await batch(
      [
        get('a', '/things', { dependsOn: ['B'] }),
        post('b', { id: '9', name: 'nine' }),
        get('c', '/no'),
        get('d', '/things', { dependsOn: ['c'] }),
        get('e', '/things', { dependsOn: ['d'] }),
      ],
      { authorization: 'Bearer x' },
    );
    expect(told.map(({ batchId }) => batchId)).toEqual(['b', 'a', 'c', 'd', 'e', undefined]);
    expect(JSON.stringify(by('a')?.body)).toContain('nine');
    expect(['d', 'e'].map((id) => by(id)?.status)).toEqual([424, 424]);
    expect(by('d')?.body).toEqual({
      error: { code: 'FailedDependency', message: expect.stringContaining('request c, on which it depends, failed') },
    });
  });

  test('Sessions of requests are their own, in a batch too', async () => {
    const { batch } = await started({ stateful: true });
    const of = (session: string) => ({ 'Docproof-Session': session });
    await batch([post('1', { id: '1', name: 'ann' }, of('a')), post('2', { id: '2', name: 'bob' }, of('b'))], {
      authorization: 'Bearer x',
    });
    const { by } = await batch([get('1', '/things', { headers: of('a') }), get('2', '/things', { headers: of('b') })]);
    expect(['ann', 'bob'].map((name) => JSON.stringify(by('1')?.body).includes(name))).toEqual([true, false]);
    expect(['ann', 'bob'].map((name) => JSON.stringify(by('2')?.body).includes(name))).toEqual([false, true]);
  });

  test('Bodies that are no JSON are base64 in both directions, and texts are texts', async () => {
    const { batch } = await started();
    const { by } = await batch([
      get('1', '/picture'),
      get('2', '/text'),
      { id: '3', method: 'PUT', url: '/picture', headers: { 'content-type': 'image/png' }, body: 'iVBORw0-_w' },
    ]);
    expect(by('1')).toMatchObject({ headers: { 'Content-Type': 'image/png' }, body: btoa('PNG') });
    expect(by('2')?.body).toBe('words');
    expect(by('3')).toMatchObject({ status: 204 });
    expect(by('3')).not.toHaveProperty('body');
  });

  test('A URL may be relative, from the root of the host, or whole, and leads to no other host and no other batch', async () => {
    const { batch, server } = await started();
    const { responses } = await batch([
      get('1', '/v1.0/things'),
      get('2', `${server.url}/v1.0/things`),
      get('3', 'https://evil.test/things'),
      { ...post('4', { requests: [] }), url: '/$batch' },
      get('5', '/v1.0/v1.0/things'),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 400, 400, 404]);
  });

  test('A fault in one request of a batch, such as a reset connection, is the answer to that one alone', async () => {
    const { batch } = await started();
    const { by } = await batch([get('1', '/things', { headers: { Prefer: 'fault=reset' } }), get('2')]);
    expect([by('1')?.status, by('2')?.status]).toEqual([504, 200]);
  });

  test.each([
    ['no JSON', '{', /its body is not JSON/],
    ['no list', '{"requests":7}', /must be an object with a list/],
    ['an empty list', [], /\/requests must not be empty/],
    ['21 requests', Array.from({ length: 21 }, (_, at) => get(String(at))), /must have at most 20 items, but has 21/],
    ['one id twice', [get('a'), get('A')], /\/requests\/1\/id must be there once/],
    ['no id', [{ method: 'GET', url: '/things' }], /\/requests\/0\/id must be there/],
    ['no method', [{ id: '1', url: '/things' }], /\/requests\/0\/method/],
    ['a URL with a space', [get('1', '/a b')], /\/requests\/0\/url must be percent-encoded/],
    ['a field with a line feed', [get('1', '/things', { headers: { a: 'b\nc' } })], /\/requests\/0\/headers/],
    [
      'a dependency that is not there',
      [get('1', '/things', { dependsOn: ['2'] })],
      /names a request that is not there: "2"/,
    ],
    [
      'a circle',
      [get('1', '/x', { dependsOn: ['2'] }), get('2', '/x', { dependsOn: ['1'] })],
      /leads back to the request itself/,
    ],
    [
      'a body that is no base64',
      [{ ...get('1'), headers: { 'content-type': 'image/png' }, body: '?' }],
      /must be base64/,
    ],
    ['100,000 levels', `{"requests":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, /nested too deep/],
  ])('A batch with %s is refused whole, with the place', async (_, requests, problem) => {
    const { batch } = await started();
    const { status, text } = await batch(requests);
    expect([status, JSON.parse(text).detail]).toEqual([422, expect.stringMatching(problem)]);
  });

  test('A batch of another media type is refused, and so are batches where the API is not', async () => {
    const { batch, ask } = await started();
    expect((await batch([get('1')], { 'content-type': 'multipart/mixed; boundary=x' })).status).toBe(415);
    expect((await batch([get('1')], {}, '/v2.0/$batch')).status).toBe(404);
    expect((await ask('GET /v1.0/$batch')).status).toBe(404);
    expect((await batch([get('1')], {}, '/v1.0/%24batch')).status).toBe(200);
  });

  test.each(['/$batch', '/%24batch', '/./$batch', '/$batch/?a=b'])('A batch in a batch gets 400: %s', async (url) => {
    const { batch } = await started();
    const { by } = await batch([get('1', url), get('2', '/things?after=/$batch')]);
    expect(['1', '2'].map((id) => by(id)?.status)).toEqual([400, 200]);
  });

  test('A document that describes $batch itself keeps its own answer', async () => {
    const own = DOCUMENT.replace(
      'paths:\n',
      "paths:\n  /$batch: { post: { requestBody: { content: { application/json: {} } }, responses: { '202': { description: ok, content: { application/json: { example: { own: true } } } } } } }\n",
    );
    const { ask } = await serve(own);
    const { status, json } = await ask('POST /v1.0/$batch', { body: { requests: [get('1')] } });
    expect([status, json]).toEqual([202, { own: true }]);
  });
});

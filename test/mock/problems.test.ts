import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 10 } }]
      responses:
        '200':
          description: all
          headers: { X-Total: { schema: { type: integer, example: 3 } } }
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/pet' } } }
            text/csv: { schema: { type: string }, example: "id,name" }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
      responses:
        '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
        '400': { description: bad, content: { application/json: { example: { oops: true } } } }
  /pets/{id}:
    delete: { deprecated: true, parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '204': { description: gone } } }
components:
  schemas:
    pet:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, readOnly: true }
        name: { type: string, pattern: '^[A-Z][a-z]+$' }
        secret: { type: string, writeOnly: true }
`;

let server: RunningServer;
beforeAll(async () => {
  server = await startMock(await contractOf(DOCUMENT), { port: 0 });
});
afterAll(() => server.close());

function call(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${server.url}${path}`, init);
}

describe('a document outside the family of Microsoft Graph', () => {
  test('A mock reports errors as problem details with the codes of Prism', async () => {
    const response = await call('/cats');
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    expect(await response.json()).toMatchObject({
      type: expect.stringMatching(/#NO_PATH_MATCHED_ERROR$/),
      status: 404,
    });
    const invalid = await call('/pets?limit=11');
    expect(await invalid.json()).toMatchObject({
      type: expect.stringMatching(/#UNPROCESSABLE_ENTITY$/),
      status: 422,
      validation: [{ location: ['query', 'limit'], severity: 'Error', code: 'maximum', message: 'must be <= 10' }],
    });
  });

  test('A mock answers an invalid request with the documented 400, if there is one', async () => {
    const response = await call('/pets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect([response.status, await response.json()]).toEqual([400, { oops: true }]);
  });

  test('Without an example, a mock answers with a valid sample without writeOnly members', async () => {
    const response = await call('/pets', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"name":"Rex"}',
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: expect.any(Number), name: expect.stringMatching(/^[A-Z][a-z]+$/) });
  });

  test('A mock answers in the media type that the client prefers', async () => {
    const csv = await call('/pets', { headers: { accept: 'application/json;q=0.5, text/*' } });
    expect([csv.headers.get('content-type'), await csv.text()]).toEqual(['text/csv', 'id,name']);
    expect((await call('/pets')).headers.get('content-type')).toBe('application/json');
  });

  test('A mock answers with the documented headers', async () => {
    expect((await call('/pets')).headers.get('x-total')).toBe('3');
  });

  test('A mock answers 204 without a body, and marks a deprecated operation', async () => {
    const response = await call('/pets/7', { method: 'DELETE' });
    expect([
      response.status,
      await response.text(),
      response.headers.get('deprecation'),
      response.headers.get('content-type'),
    ]).toEqual([204, '', 'true', null]);
  });

  test('A mock answers HEAD as GET, without the body', async () => {
    const head = await call('/pets', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'application/json', '']);
  });
});

describe('CORS', () => {
  const cors = (headers: Headers) => ({
    origin: headers.get('access-control-allow-origin'),
    credentials: headers.get('access-control-allow-credentials'),
    headers: headers.get('access-control-allow-headers'),
  });

  test('A mock answers CORS preflights for any path', async () => {
    const response = await call('/pets', {
      method: 'OPTIONS',
      headers: {
        origin: 'http://app.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect([
      response.status,
      response.headers.get('access-control-allow-origin'),
      response.headers.get('access-control-allow-methods'),
      response.headers.get('access-control-allow-headers'),
    ]).toEqual([204, 'http://app.test', 'POST', 'authorization']);
  });

  test('An answer to a page repeats its origin, with credentials and the headers that it asks for', async () => {
    const asked = { origin: 'http://app.test', 'access-control-request-headers': 'x-trace, x-team' };
    for (const path of ['/pets', '/cats']) {
      const { headers } = await call(path, { headers: asked });
      expect(cors(headers)).toEqual({ origin: 'http://app.test', credentials: 'true', headers: 'x-trace, x-team' });
      expect(headers.get('vary')).toBe('origin');
    }
  });

  test('An answer to a request without an origin is open to every origin, without credentials', async () => {
    for (const path of ['/pets', '/pets?limit=11', '/cats'])
      expect(cors((await call(path)).headers)).toEqual({ origin: '*', credentials: null, headers: '*' });
  });

  test('The option cors: false switches CORS off', async () => {
    const strict = await startMock(await contractOf(DOCUMENT), { port: 0, cors: false });
    const response = await fetch(`${strict.url}/pets`, { headers: { origin: 'http://app.test' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (
        await fetch(`${strict.url}/pets`, {
          method: 'OPTIONS',
          headers: { origin: 'http://app.test', 'access-control-request-method': 'GET' },
        })
      ).status,
    ).toBe(405);
    await strict.close();
  });
});

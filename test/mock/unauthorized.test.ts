import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: Locked, version: '1' }
paths:
  /either: { get: { security: [{ password: [] }, { token: [] }], responses: { '200': { description: ok } } } }
  /key: { get: { security: [{ key: [] }], responses: { '200': { description: ok } } } }
  /limited:
    get:
      security: [{ token: [] }]
      parameters: [{ name: limit, in: query, required: true, schema: { type: integer } }]
      responses: { '200': { description: ok } }
components:
  securitySchemes:
    password: { type: http, scheme: basic }
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
`;

let server: RunningServer;
beforeAll(async () => {
  server = await startMock(await contractOf(DOCUMENT), { port: 0 });
});
afterAll(() => server.close());

test('The problem of a 401 repeats the challenge in its headers, and names what is missing in its detail', async () => {
  const response = await fetch(`${server.url}/either`);
  const challenge = response.headers.get('www-authenticate');
  expect(challenge).toBe('Basic realm="*", Bearer');
  expect(await response.json()).toEqual({
    type: 'https://docproof.dev/errors#UNAUTHORIZED',
    title: 'Invalid security scheme used',
    status: 401,
    detail: 'The request lacks the documented credentials: it must carry credentials for password, token',
    headers: { 'WWW-Authenticate': challenge },
  });
});

test('The problem of a 401 has no headers where a key is missing, for which no challenge exists', async () => {
  const response = await fetch(`${server.url}/key`);
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, null]);
  const problem: Record<string, unknown> = JSON.parse(await response.text());
  expect(Object.keys(problem)).toEqual(['type', 'title', 'status', 'detail']);
});

test('The problem of a 401 does not list other faults of the request', async () => {
  const refused = await (await fetch(`${server.url}/limited?limit=x`)).json();
  expect(refused).not.toHaveProperty('validation');
  const invalid = await fetch(`${server.url}/limited?limit=x`, { headers: { authorization: 'Bearer t' } });
  expect(await invalid.json()).toMatchObject({ status: 422, validation: [{ location: ['query', 'limit'] }] });
});

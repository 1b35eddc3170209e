import { expect, test } from 'vitest';
import { MOST_HEADERS } from '../../src/contract/index.js';
import { contractOf } from '../support/contract.js';
import { askAt, serve } from '../support/serve.js';

const COUNT = 2_000;

test('Of 2,000 documented response headers a mock sends as many as clients take, required ones first, and the start says so', async () => {
  const headers = Object.fromEntries(
    Array.from({ length: COUNT }, (_, index) => [
      `X-Field-${index}`,
      { required: index === COUNT - 1, schema: { type: 'string' } },
    ]),
  );
  const contract = await contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { responses: { 200: { description: 'ok', headers } } } } },
    }),
  );
  expect(contract.loadWarnings().map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
    'unsendable-header /paths/~1x/get/responses/200/headers',
  ]);
  const { server } = await serve(contract);
  const answer = await askAt(server.url, 'GET /x');
  expect(answer.status).toBe(200);
  const sent = [...answer.headers.keys()].filter((name) => name.startsWith('x-field-'));
  expect(sent).toHaveLength(MOST_HEADERS);
  expect(sent).toContain(`x-field-${COUNT - 1}`);
  expect(sent).toContain(`x-field-${MOST_HEADERS - 2}`);
  expect(sent).not.toContain(`x-field-${MOST_HEADERS - 1}`);
});

test('A header whose example is longer than clients take is left out of answers, and the start says so, also of one that is referred to', async () => {
  const long = { schema: { type: 'string' }, example: 'x'.repeat(20_000) };
  const contract = await contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: {
            responses: {
              200: {
                description: 'ok',
                headers: {
                  'X-Long': long,
                  'X-Shared': { $ref: '#/components/headers/Shared' },
                  'X-Json': { content: { 'application/json': { example: { text: long.example } } } },
                  'X-Short': { schema: { type: 'string' }, example: 'short' },
                },
              },
            },
          },
        },
      },
      components: { headers: { Shared: long } },
    }),
  );
  const at = '/paths/~1x/get/responses/200/headers';
  expect(contract.loadWarnings().map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
    `unsendable-header ${at}/X-Long`,
    `unsendable-header ${at}/X-Shared`,
    `unsendable-header ${at}/X-Json`,
  ]);
  const { server } = await serve(contract);
  const answer = await askAt(server.url, 'GET /x');
  expect([answer.status, answer.headers.get('x-short'), answer.headers.get('x-long')]).toEqual([200, 'short', null]);
  expect([answer.headers.get('x-shared'), answer.headers.get('x-json')]).toEqual([null, null]);
});

test('Headers that are too long only together are left out of answers, those that are optional first, and the start names them', async () => {
  const header = (letter: string, more = {}) => ({
    schema: { type: 'string' },
    example: letter.repeat(2_000),
    ...more,
  });
  const headers: Record<string, unknown> = {};
  for (let index = 1; index <= 11; index += 1) headers[`X-${index}`] = header('x');
  // Each of these letters is nine characters in a header.
  headers['X-Far'] = header('\u6f22', { example: '\u6f22'.repeat(400) });
  headers['X-Needed'] = header('n', { required: true });
  headers['X-Made'] = { schema: { $ref: '#/components/schemas/Long' } };
  const contract = await contractOf(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { responses: { 200: { description: 'ok', headers } } } } },
      components: { schemas: { Long: { type: 'string', minLength: 3_000 } } },
    }),
  );
  const [warning, ...others] = contract.loadWarnings();
  expect(others).toEqual([]);
  expect(warning).toMatchObject({ rule: 'unsendable-header', pointer: '/paths/~1x/get/responses/200/headers' });
  expect(warning?.message).toBe(
    'headers of the response are left out of answers, which have 8192 characters of them at most: "X-4", "X-5", "X-6", "X-7", "X-8", "X-9", "X-10", "X-11", "X-Far", "X-Made"',
  );
  const { server } = await serve(contract);
  const answer = await askAt(server.url, 'GET /x');
  const sent = Object.keys(headers).filter((name) => answer.headers.has(name));
  expect([answer.status, ...sent]).toEqual([200, 'X-1', 'X-2', 'X-3', 'X-Needed']);
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { EXTENSIONS } from '../../scripts/reference/extensions.mjs';
import { referencePages } from '../../scripts/reference/index.mjs';
import { createContract, fetchHandler } from '../../src/core/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let pages: ReadonlyMap<string, string>;
beforeAll(async () => {
  pages = await referencePages();
}, 120_000);

describe('The reference', () => {
  test('Every page of the reference is as the source makes it (npm run generate writes it)', () => {
    expect(pages.size).toBeGreaterThan(10);
    const stale = [...pages].filter(
      ([path, text]) => !existsSync(`${ROOT}${path}`) || readFileSync(`${ROOT}${path}`, 'utf8') !== text,
    );
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  test('The page of errors lists the messages of the source with their cures, and leaves out few', () => {
    const page = pages.get('docs/reference/errors.md') ?? '';
    expect(page).toContain('| port ‹port› on ‹host› is in use | Pass another one, such as --port ‹port›, or --port 0');
    expect(page).toContain('the capture is empty');
    const left = Number(/^(\d+) calls? make/m.exec(page)?.[1]);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(20);
    expect(page.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(200);
  });

  test('The page of the HTTP API has every operation of its OpenAPI document', () => {
    const { paths } = JSON.parse(readFileSync(`${ROOT}src/model/schema/feed.openapi.json`, 'utf8'));
    const page = pages.get('docs/reference/http-api.md') ?? '';
    for (const [path, item] of Object.entries<object>(paths))
      for (const method of Object.keys(item).filter((name) => name !== 'parameters'))
        expect(page).toContain(`### \`${method.toUpperCase()} ${path}\``);
  });
});

/** What `Prefer` asks for, and what the mock answers by it: the page on `Prefer` says so. */
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'lamps', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/lamps': {
      get: {
        parameters: [{ name: 'top', in: 'query', schema: { type: 'integer' } }],
        responses: {
          '200': {
            description: 'ok',
            content: {
              'application/json': {
                schema: { type: 'object', required: ['watts'], properties: { watts: { type: 'integer', minimum: 1 } } },
                examples: { usual: { value: { watts: 7 } }, bright: { value: { watts: 60 } } },
              },
            },
          },
          '404': { description: 'none', content: { 'application/json': { example: { gone: true } } } },
          '503': { description: 'busy' },
        },
      },
    },
  },
  components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
};

describe('Prefer', () => {
  const ask = async (prefer: string, { target = '/lamps', authorization = 'Bearer x' } = {}): Promise<Response> => {
    const mock = fetchHandler(await createContract(DOCUMENT));
    const headers = { ...(prefer ? { prefer } : {}), ...(authorization ? { authorization } : {}) };
    return mock(new Request(`https://api.test${target}`, { headers }));
  };

  test.each([
    ['code=404', 404, { gone: true }],
    ['example=bright', 200, { watts: 60 }],
    ['dynamic=false', 200, { watts: 7 }],
    ['fault=503', 503, undefined],
    ['code=418', 404, undefined],
    ['example=none', 404, undefined],
    ['dynamic=perhaps', 422, undefined],
  ])('Prefer: %s is answered as the reference says, with %i', async (prefer, status, body) => {
    const response = await ask(prefer);
    expect(response.status).toBe(status);
    if (body) expect(await response.json()).toEqual(body);
  });

  test('The same seed gives the same generated body, and another seed another one', async () => {
    const drawn = async (seed: string) => (await ask(`dynamic=true, seed=${seed}`)).text();
    expect(await drawn('7')).toBe(await drawn('7'));
    const others = await Promise.all(['8', '9', '10', '11'].map(drawn));
    expect(new Set([await drawn('7'), ...others]).size).toBeGreaterThan(1);
  });

  test('Preferences switch credentials and the judgement of a request off', async () => {
    expect((await ask('', { authorization: '' })).status).toBe(401);
    expect((await ask('no-auth', { authorization: '' })).status).toBe(200);
    expect((await ask('', { target: '/lamps?top=many' })).status).toBe(422);
    expect((await ask('validate-request=off', { target: '/lamps?top=many' })).status).toBe(200);
  });

  test('Without the field the query has the same preferences after two underscores', async () => {
    expect((await ask('', { target: '/lamps?__code=404' })).status).toBe(404);
    expect((await ask('code=503', { target: '/lamps?__code=404' })).status).toBe(503);
  });
});

describe('Extensions', () => {
  /** A document whose only operation has the piece that the reference shows. */
  const withPiece = (name: string, piece: Record<string, unknown>) => {
    const operation =
      name === 'x-docproof-default'
        ? piece
        : {
            responses: {
              '200': {
                description: 'ok',
                content: name === 'x-docproof-pace' ? piece.content : { 'application/json': piece },
              },
            },
          };
    return {
      openapi: '3.2.0',
      info: { title: 'lamps', version: '1' },
      paths: {
        '/lamps': {
          post: {
            parameters: [{ name: 'notify', in: 'query', schema: { type: 'boolean' } }],
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            ...operation,
          },
        },
      },
    };
  };
  const post = async (name: string, target: string, body: object): Promise<Response> => {
    const piece = parse(EXTENSIONS[name]?.example ?? '');
    const mock = fetchHandler(await createContract(withPiece(name, piece)));
    const headers = { 'content-type': 'application/json' };
    return mock(new Request(`https://api.test${target}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  };

  test('A response with x-docproof-default is the usual one', async () => {
    expect((await post('x-docproof-default', '/lamps', {})).status).toBe(202);
  });

  test('An example with x-docproof-when is the answer where the request has all that it names', async () => {
    const state = async (target: string, body: object) =>
      ((await (await post('x-docproof-when', target, body)).json()) as { state: string }).state;
    expect(await state('/lamps?notify=true', { riskLevel: 'high' })).toBe('blocked');
    expect(await state('/lamps?notify=true', { riskLevel: 'low' })).toBe('open');
    expect(await state('/lamps', { riskLevel: 'high' })).toBe('open');
  });

  test('A stream with x-docproof-pace waits between its items', async () => {
    const began = performance.now();
    const text = await (await post('x-docproof-pace', '/lamps', {})).text();
    const items = text.split('\n\n').filter((item) => item.includes('data:')).length;
    expect(items).toBeGreaterThan(1);
    expect(performance.now() - began).toBeGreaterThan(90 * (items - 1));
  });
});

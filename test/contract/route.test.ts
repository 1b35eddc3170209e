import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { serverOf } from '../../src/contract/index.js';
import { createRouter } from '../../src/contract/route/router.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

describe('a path', () => {
  test('A path matches a concrete template before a templated one, and more literal text before less', () => {
    const router = createRouter<string>();
    for (const template of ['/pets/{id}', '/pets/mine', '/pets/{name}.json', '/{any}/mine', '/pets/{id}/toys/{toy}'])
      router.add('GET', template, template);
    const found = (path: string) => router.find('GET', path).found;
    expect(found('/pets/mine')?.value).toBe('/pets/mine');
    expect(found('/pets/7')).toEqual({ value: '/pets/{id}', values: { id: '7' } });
    expect(found('/pets/7.json')).toEqual({ value: '/pets/{name}.json', values: { name: '7' } });
    expect(found('/cats/mine')?.value).toBe('/{any}/mine');
    expect(found('/pets/a%2Fb/toys/x%20y')?.values).toEqual({ id: 'a%2Fb', toy: 'x%20y' });
    expect(found('/pets/')).toBeUndefined();
  });

  test('A path parameter between a colon and the next colon or the end may contain slashes', () => {
    const router = createRouter<string>();
    for (const template of [
      '/drive/root:/{path}:/children',
      '/drive/root:/{path}',
      '/drive/{id}',
      '/drive/root:/{path}:/{part}/x',
    ])
      router.add('GET', template, template);
    const found = (path: string) => router.find('GET', path).found;
    expect(found('/drive/root:/a:/children')).toEqual({
      value: '/drive/root:/{path}:/children',
      values: { path: 'a' },
    });
    expect(found('/drive/root:/a/b%20c/d:/children')?.values).toEqual({ path: 'a/b%20c/d' });
    expect(found('/drive/root:/a/b')).toEqual({ value: '/drive/root:/{path}', values: { path: 'a/b' } });
    expect(found('/drive/root:/a/b:/p/x')?.values).toEqual({ path: 'a/b', part: 'p' });
    expect(found('/drive/a/b')).toBeUndefined();
    expect(found(`/drive/root:/${'a/'.repeat(5000)}b:/children`)).toBeUndefined();
  });

  test('Paths within paths are tried once from each place, however many ways lead there', () => {
    const router = createRouter<string>();
    const template = `/a:/${[1, 2, 3, 4, 5].map((number) => `{p${number}}:`).join('/')}/end`;
    router.add('GET', template, template);
    let asked = 0;
    const refuse = (): boolean => {
      asked += 1;
      return false;
    };
    expect(router.find('GET', `/a:/${'x:/'.repeat(80)}end`, refuse)).toEqual({ allowed: [] });
    expect(asked).toBeLessThanOrEqual(2);
    expect(router.find('GET', `/a:/${'x:/'.repeat(80)}end`).found?.values).toMatchObject({ p1: 'x', p2: 'x' });
  });

  test('Templates at one place are put in order once, by the first search', () => {
    const router = createRouter<string>();
    const sort = vi.spyOn(Array.prototype, 'sort');
    try {
      for (let index = 0; index < 2_000; index += 1) router.add('GET', `/p/a{id}b${index}`, `${index}`);
      expect(sort).not.toHaveBeenCalled();
      for (const index of [7, 70, 1999]) expect(router.find('GET', `/p/axb${index}`).found?.value).toBe(`${index}`);
      expect(sort).toHaveBeenCalledTimes(1);
    } finally {
      sort.mockRestore();
    }
  });

  test('A path whose method is not documented lists the documented methods', () => {
    const router = createRouter<string>();
    router.add('GET', '/pets/{id}', 'get');
    router.add('POST', '/pets/mine', 'post');
    expect(router.find('GET', '/pets/mine').found?.value).toBe('get');
    expect(router.find('PUT', '/pets/mine')).toEqual({ allowed: ['GET', 'POST'] });
    expect(router.find('PUT', '/cats')).toEqual({ allowed: [] });
  });

  test('A path that is made from a template matches that template with the same values', () => {
    const segment = fc.oneof(
      fc.stringMatching(/^[a-z]{1,4}$/),
      fc.constant('{}'),
      fc.stringMatching(/^[a-z]{1,2}$/).map((text) => `${text}-{}`),
    );
    const value = fc
      .string({ minLength: 1, maxLength: 8 })
      .map(encodeURIComponent)
      .filter((text) => text !== '.' && text !== '..');
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 5 }),
        fc.array(value, { minLength: 5, maxLength: 5 }),
        (segments, values) => {
          const names = segments.map((_, index) => `v${index}`);
          const template = `/${segments.map((text, index) => text.replace('{}', `{${names[index]}}`)).join('/')}`;
          const path = `/${segments.map((text, index) => text.replace('{}', () => values[index] ?? '')).join('/')}`;
          const router = createRouter<string>();
          router.add('GET', template, template);
          const expected = Object.fromEntries(
            segments.flatMap((text, index) => (text.includes('{}') ? [[names[index], values[index]]] : [])),
          );
          expect(router.find('GET', path).found).toEqual({ value: template, values: expected });
        },
      ),
    );
  });
});

describe('a URL', () => {
  const document = (servers: string) =>
    `openapi: 3.1.0\ninfo: { title: T, version: '1' }\n${servers}paths: { /pets: { get: { responses: { '200': { description: ok } } } } }\n`;

  test('A URL is in scope below a server of the document, with its variables and default port', async () => {
    const { matcher } = await contractOf(
      document(
        "servers:\n  - { url: 'https://{region}.example.com/{version}', variables: { region: { default: eu, enum: [eu, us] }, version: { default: v1 } } }\n",
      ),
    );
    const outcome = (url: string) => {
      const match = matcher.matchUrl('GET', url, []);
      return match.operation ? match.operation.id : match.unmatched;
    };
    expect(outcome('https://eu.example.com/v1/pets?x=1#y')).toBe('GET /pets');
    expect(outcome('https://US.example.com:443/v2/pets')).toBe('GET /pets');
    expect(outcome('https://user:pw@us.example.com/v2/pets')).toBe('GET /pets');
    expect(outcome('https://asia.example.com/v1/pets')).toBe('server');
    expect(outcome('http://eu.example.com/v1/pets')).toBe('server');
    expect(outcome('https://eu.example.com/v1/cats')).toBe('path');
    expect(outcome('/pets')).toBe('GET /pets');
  });

  test('A URL is in scope below a base URL, with or without the base path of the document', async () => {
    const { matcher } = await contractOf(document('servers: [{ url: https://api.example.com/v1 }]\n'));
    const base = serverOf('http://127.0.0.1:4010/mock/');
    const outcome = (url: string) => matcher.matchUrl('GET', url, base ? [base] : []).operation?.id;
    expect(outcome('http://127.0.0.1:4010/mock/pets')).toBe('GET /pets');
    expect(outcome('http://127.0.0.1:4010/mock/v1/pets')).toBe('GET /pets');
    expect(outcome('http://127.0.0.1:4010/pets')).toBeUndefined();
    expect(outcome('https://api.example.com/v1/pets')).toBe('GET /pets');
  });

  test('A URL on any host is in scope if the servers of the document are missing or relative', async () => {
    for (const servers of ['', 'servers: [{ url: /v1 }]\n']) {
      const { matcher } = await contractOf(document(servers));
      expect(matcher.matchUrl('GET', 'http://anywhere/pets', []).operation?.id).toBe('GET /pets');
      expect(matcher.matchUrl('GET', 'http://anywhere/v1/pets', []).operation?.id).toBe(
        servers === '' ? undefined : 'GET /pets',
      );
    }
  });
});

test.each([
  ['openapi: 3.0.3', 'servers: [{ url: //api.example/v1 }]'],
  ['swagger: "2.0"', 'host: api.example\nbasePath: /v1'],
])('A server without a scheme is its host by http and by https: %s', async (version, servers) => {
  const contract = await contractOf(`${version}
info: { title: Servers, version: '1' }
${servers}
paths: { /a: { get: { responses: { '200': { description: ok } } } } }
`);
  expect(faultsOfRequest(contract, { url: 'https://api.example/v1/a' })).toEqual([]);
  expect(faultsOfRequest(contract, { url: 'http://api.example:80/v1/a' })).toEqual([]);
  expect(faultsOfRequest(contract, { url: '/v1/a' })).toEqual([]);
  expect(faultsOfRequest(contract, { url: 'https://api.example/v1/b' })).toEqual(['path undocumented-path']);
  expect(() => faultsOfRequest(contract, { url: 'https://other.example/v1/a' })).toThrow('other-server');
});

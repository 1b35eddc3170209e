import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/index.js';
import { createRouter } from '../../src/contract/route/router.js';
import { contractOf } from '../support/contract.js';

const OK = "responses: { '200': { description: ok } }";

function outcome({ matcher }: Contract, method: string, url: string): string {
  const match = matcher.matchUrl(method, url, []);
  return match.operation ? match.operation.id : match.unmatched;
}

function values({ matcher }: Contract, url: string, method = 'GET'): Record<string, string> {
  const match = matcher.matchUrl(method, url, []);
  return match.operation ? { ...match.pathValues } : {};
}

function valuesIn(template: string, path: string): Record<string, string> | undefined {
  const router = createRouter<string>();
  router.add('GET', template, template);
  const { found } = router.find('GET', path);
  return found && { ...found.values };
}

describe('a segment with several variables', () => {
  const path = (template: string, ...parameters: string[]) =>
    `  ${template}:\n    get: { parameters: [${parameters.join(', ')}], ${OK} }\n`;
  const parameter = (name: string, schema: string) => `{ name: ${name}, in: path, required: true, schema: ${schema} }`;

  test('Each variable of a path segment gets at least one character, and the first ones as much as they can take', () => {
    expect(valuesIn('/files/{name}.{ext}', '/files/report.v2.json')).toEqual({ name: 'report.v2', ext: 'json' });
    expect(valuesIn('/range/{a}-{b}', '/range/-1-5')).toEqual({ a: '-1', b: '5' });
    expect(valuesIn('/range/{a}-{b}', '/range/1--5')).toEqual({ a: '1-', b: '5' });
    expect(valuesIn('/x/{a}{b}', '/x/abc')).toEqual({ a: 'ab', b: 'c' });
    expect(valuesIn('/x/{a}..{b}', '/x/...b')).toEqual({ a: '.', b: 'b' });
    for (const none of ['/files/.json', '/files/report.', '/files/.', '/files/report', '/files/'])
      expect(valuesIn('/files/{name}.{ext}', none)).toBeUndefined();
  });

  test('A path that can be read in several ways is read so that the values satisfy their schemas', async () => {
    const contract = await contractOf(
      `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n${path(
        '/files/{name}.{ext}',
        parameter('name', '{ type: string }'),
        parameter('ext', '{ type: string, enum: [gz, tar.gz] }'),
      )}${path(
        '/range/{a}-{b}',
        parameter('a', '{ type: integer, minimum: 0 }'),
        parameter('b', '{ type: integer }'),
      )}`,
    );
    expect(values(contract, '/files/a.b.tar.gz')).toEqual({ name: 'a.b.tar', ext: 'gz' });
    expect(values(contract, '/range/1--5')).toEqual({ a: '1', b: '-5' });
    expect(values(contract, '/range/x-y-z')).toEqual({ a: 'x-y', b: 'z' });
  });

  test('A path is matched in bounded time, however many readings it has', () => {
    const template = `/x/${Array.from({ length: 12 }, (_, index) => `{v${index}}`).join('-')}`;
    const started = performance.now();
    expect(valuesIn(template, `/x/${'-'.repeat(8_000)}`)).toBeDefined();
    expect(valuesIn(template, `/x/${'-'.repeat(8_000)}a/b`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('text beside a variable', () => {
  test('Text beside a variable of a path fits in its percent-encoded spelling too, in template and request', () => {
    for (const segment of ['7:cancel', '7%3Acancel', '7%3acancel']) {
      expect(valuesIn('/jobs/{id}:cancel', `/jobs/${segment}`)).toEqual({ id: '7' });
      expect(valuesIn('/jobs/{id}%3Acancel', `/jobs/${segment}`)).toEqual({ id: '7' });
    }
    expect(valuesIn("/Items('{id}')", '/Items%28%27a%20b%27%29')).toEqual({ id: 'a%20b' });
    expect(valuesIn('/größe-{id}', '/gr%C3%B6%c3%9fe-7')).toEqual({ id: '7' });
    expect(valuesIn('/100%25-{id}', '/100%25-7')).toEqual({ id: '7' });
    expect(valuesIn('/jobs/{id}:cancel', '/jobs/7%253Acancel')).toBeUndefined();
  });

  test('Percent-encoded text in a path is data where the same text is there as it is', () => {
    expect(valuesIn('/pair/{a},{b}', '/pair/x%2Cy,z')).toEqual({ a: 'x%2Cy', b: 'z' });
    expect(valuesIn('/pair/{a},{b}', '/pair/x,y%2Cz')).toEqual({ a: 'x', b: 'y%2Cz' });
    expect(valuesIn('/pair/{a},{b}', '/pair/x%2Cz')).toEqual({ a: 'x', b: 'z' });
  });
});

describe('a key of paths with a query or a fragment', () => {
  const document = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /notes: { post: { ${OK} } }
  /notes?beta=true: { post: { ${OK} } }
  /notes?beta=true&deep=1: { post: { ${OK} } }
  /only?mode=x: { get: { ${OK} } }
  /items/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: string } }], ${OK} } }
  /items/all?of={owner}: { get: { parameters: [{ name: owner, in: path, required: true, schema: { type: string } }], ${OK} } }
  /login#basic: { post: { ${OK} } }
  /box/{a}: { put: { parameters: [{ name: a, in: path, required: true, schema: { type: string } }], ${OK} } }
  /box/{b}#acl:
    put:
      parameters:
        - { name: b, in: path, required: true, schema: { type: string } }
        - { name: acl, in: query, required: true, allowEmptyValue: true, schema: { type: boolean } }
      ${OK}
  /pages{?size,page}: { get: { ${OK} } }
`;

  test('A key of paths with a query is found by that query, the one that fixes most of it first', async () => {
    const contract = await contractOf(document);
    expect(outcome(contract, 'POST', '/notes')).toBe('POST /notes');
    expect(outcome(contract, 'POST', '/notes?beta=false')).toBe('POST /notes');
    expect(outcome(contract, 'POST', '/notes?x=1&beta=true')).toBe('POST /notes?beta=true');
    expect(outcome(contract, 'POST', '/notes?deep=1&beta=true#top')).toBe('POST /notes?beta=true&deep=1');
    expect(outcome(contract, 'GET', '/only?mode=x')).toBe('GET /only?mode=x');
    expect(outcome(contract, 'GET', '/only')).toBe('path');
    expect(outcome(contract, 'GET', 'https://any.example/only?mode=y')).toBe('path');
  });

  test('A key of paths may have a variable in its query, and leaves other requests to other templates', async () => {
    const contract = await contractOf(document);
    expect(outcome(contract, 'GET', '/items/all?of=a%20b')).toBe('GET /items/all?of={owner}');
    expect(values(contract, '/items/all?of=a%20b')).toEqual({ owner: 'a%20b' });
    expect(outcome(contract, 'GET', '/items/all')).toBe('GET /items/{id}');
    expect(outcome(contract, 'GET', '/pages?size=1')).toBe('GET /pages{?size,page}');
  });

  test('A key of paths with a fragment is found without it; required query parameters tell two such keys apart', async () => {
    const contract = await contractOf(document);
    expect(outcome(contract, 'POST', '/login')).toBe('POST /login#basic');
    expect(outcome(contract, 'PUT', '/box/7')).toBe('PUT /box/{a}');
    expect(outcome(contract, 'PUT', '/box/7?acl')).toBe('PUT /box/{b}#acl');
    expect(values(contract, '/box/7?acl', 'PUT')).toEqual({ b: '7' });
  });
});

describe('servers', () => {
  const found = async (servers: string, url: string, operation = '') => {
    const contract = await contractOf(
      `openapi: 3.1.0\ninfo: { title: T, version: '1' }\n${servers}\npaths:\n  /files: { post: { ${operation} ${OK} } }\n  /orders: { get: { ${OK} } }\n`,
    );
    return outcome(contract, url.endsWith('/files') ? 'POST' : 'GET', url);
  };

  test('Servers of an operation take the place of those of the document', async () => {
    const servers = 'servers: [{ url: https://api.example/v1 }]';
    const own = 'servers: [{ url: https://upload.example/v2 }],';
    const outcomeOf = (url: string) => found(servers, url, own);
    expect(await outcomeOf('https://upload.example/v2/files')).toBe('POST /files');
    expect(await outcomeOf('https://api.example/v1/files')).toBe('path');
    expect(await outcomeOf('https://upload.example/v2/orders')).toBe('path');
    expect(await outcomeOf('https://api.example/v1/orders')).toBe('GET /orders');
    expect(await outcomeOf('https://else.example/v1/orders')).toBe('server');
    expect(await outcomeOf('/v2/files')).toBe('POST /files');
    expect(await outcomeOf('/v1/files')).toBe('path');
    expect(await outcomeOf('/files')).toBe('POST /files');
  });

  test('Absolute servers of an operation leave the others on any host, where the document names no server', async () => {
    const own = 'servers: [{ url: https://upload.example/v2 }],';
    expect(await found('', 'https://any.example/orders', own)).toBe('GET /orders');
    expect(await found('', 'https://any.example/files', own)).toBe('path');
    expect(await found('', 'https://upload.example/v2/files', own)).toBe('POST /files');
  });

  test('Relative servers of an operation are on the hosts of the document', async () => {
    const servers = 'servers: [{ url: https://api.example/v1 }]';
    const own = 'servers: [{ url: /upload }],';
    expect(await found(servers, 'https://api.example/upload/files', own)).toBe('POST /files');
    expect(await found(servers, 'https://api.example/v1/files', own)).toBe('path');
    expect(await found(servers, 'https://else.example/upload/files', own)).toBe('server');
  });

  test('A server with a variable as port has the default port of the scheme too', async () => {
    const servers =
      "servers: [{ url: 'https://{user}.example:{port}/{base}', variables: { user: { default: demo }, port: { enum: ['8443', 443], default: '8443' }, base: { default: v2 } } }]";
    expect(await found(servers, 'https://demo.example:8443/v2/orders')).toBe('GET /orders');
    expect(await found(servers, 'https://demo.example/v2/orders')).toBe('GET /orders');
    expect(await found(servers, 'https://demo.example:443/v2/orders')).toBe('GET /orders');
    expect(await found(servers, 'https://demo.example:444/v2/orders')).toBe('server');
  });

  test('A server with a variable as scheme, as whole origin or as several segments is found', async () => {
    const server = (url: string, variables: string) => `servers: [{ url: '${url}', variables: { ${variables} } }]`;
    const scheme = server('{scheme}://h.example/v1', 'scheme: { enum: [http, https], default: https }');
    expect(await found(scheme, 'http://h.example:80/v1/orders')).toBe('GET /orders');
    expect(await found(scheme, 'https://h.example/v1/orders')).toBe('GET /orders');
    expect(await found(scheme, 'ws://h.example/v1/orders')).toBe('server');
    const whole = server('{root}/v1', "root: { default: 'https://h.example/api' }");
    expect(await found(whole, 'https://h.example/api/v1/orders')).toBe('GET /orders');
    const deep = server('https://h.example/{base}', 'base: { default: api/v2 }');
    expect(await found(deep, 'https://h.example/api/v2/orders')).toBe('GET /orders');
    expect(await found(deep, 'https://h.example/api/orders')).toBe('GET /orders');
    const empty = server('https://h.example/{base}', "base: { enum: ['', beta], default: '' }");
    expect(await found(empty, 'https://h.example/orders')).toBe('GET /orders');
    expect(await found(empty, 'https://h.example/beta/orders')).toBe('GET /orders');
    expect(await found(empty, 'https://h.example/alpha/orders')).toBe('path');
  });
});

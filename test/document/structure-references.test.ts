import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundle, checkExchange, lint, loadContract } from '../../src/api/index.js';
import { createContract } from '../../src/contract/index.js';
import { mergeDocuments, originOf } from '../../src/document/index.js';
import { overlaidDocument, readOverlay } from '../../src/document/overlay/index.js';
import { at, isObject, type JsonValue, tokensOf } from '../../src/model/index.js';
import { contractOf, documentOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";
const OK = '{ description: ok, content: { application/json: { schema: { const: 1 } } } }';

/** Every kind of place in one document without references in places where OpenAPI has no Reference Object. */
const INLINED: JsonValue = {
  openapi: '3.1.0',
  info: { title: 'Boats', version: '1' },
  servers: [{ url: 'https://boats.test/{v}', variables: { v: { default: 'v1' } } }],
  tags: [{ name: 'boats' }],
  security: [{ key: [] }],
  paths: {
    '/boats/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      put: {
        tags: ['boats'],
        parameters: [{ name: 'dry', in: 'query', required: true, schema: { type: 'boolean' } }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/boat' } } },
        },
        responses: {
          '200': {
            description: 'ok',
            headers: { 'X-Count': { required: true, schema: { type: 'integer', example: 3 } } },
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/boat' },
                examples: { one: { value: { name: 'Ada', flag: 'red' } }, two: { value: { name: 7, flag: 'red' } } },
              },
            },
          },
        },
        callbacks: {
          sunk: { '{$request.query.url}': { post: { responses: { '204': { description: 'heard' } } } } },
        },
      },
      get: {
        security: [],
        responses: {
          '200': {
            description: 'ok',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/boat' },
                example: { name: 'Bob', flag: 'blue' },
              },
            },
          },
        },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    schemas: {
      boat: {
        type: 'object',
        required: ['name', 'flag'],
        properties: { name: { type: 'string' }, flag: { enum: ['red', 'blue'] } },
      },
    },
  },
};

const PUT = '/paths/~1boats~1{id}/put';
const PLACES = [
  '/info',
  '/servers',
  '/servers/0',
  '/servers/0/variables',
  '/tags',
  '/tags/0',
  '/security',
  '/security/0',
  '/paths',
  '/paths/~1boats~1{id}',
  '/paths/~1boats~1{id}/parameters',
  PUT,
  `${PUT}/tags`,
  `${PUT}/parameters`,
  `${PUT}/requestBody/content`,
  `${PUT}/requestBody/content/application~1json`,
  `${PUT}/responses`,
  `${PUT}/responses/200/headers`,
  `${PUT}/responses/200/content`,
  `${PUT}/responses/200/content/application~1json/examples`,
  `${PUT}/responses/200/content/application~1json/examples/one/value`,
  `${PUT}/callbacks`,
  `${PUT}/callbacks/sunk/{$request.query.url}`,
  `${PUT}/callbacks/sunk/{$request.query.url}/post`,
  '/paths/~1boats~1{id}/get',
  '/paths/~1boats~1{id}/get/security',
  '/paths/~1boats~1{id}/get/responses/200/content/application~1json/example',
  '/components',
  '/components/schemas',
  '/components/securitySchemes',
  '/components/schemas/boat/properties',
  '/components/schemas/boat/required',
  '/components/schemas/boat/properties/flag/enum',
];

/** The document with these parts in files, the innermost first; references in them to the root's components name its file. */
function inFiles(pointers: readonly string[]): Record<string, string> {
  const root = structuredClone(INLINED);
  const files: Record<string, string> = {};
  for (const [index, pointer] of [...pointers].sort((a, b) => b.length - a.length).entries()) {
    const tokens = tokensOf(pointer);
    const holder = tokens.slice(0, -1).reduce<JsonValue | undefined>((node, token) => memberOf(node, token), root);
    const last = tokens.at(-1) ?? '';
    files[`/docs/parts/${index}.json`] = JSON.stringify(memberOf(holder, last)).replaceAll(
      '"#/components/',
      '"../openapi.yaml#/components/',
    );
    // A part that was cut out before lies in the same folder as this one.
    const reference = { $ref: `parts/${index}.json` };
    if (Array.isArray(holder)) holder[Number(last)] = reference;
    else if (isObject(holder)) Object.assign(holder, { [last]: reference });
  }
  for (const [name, text] of Object.entries(files)) files[name] = text.replaceAll('"parts/', '"');
  return { ...files, '/docs/openapi.yaml': JSON.stringify(root) };
}

function memberOf(node: JsonValue | undefined, token: string): JsonValue | undefined {
  if (Array.isArray(node)) return node[Number(token)];
  return isObject(node) ? node[token] : undefined;
}

const EXCHANGES = [
  { status: 200, headers: { 'x-count': '3' }, body: { name: 'Ada', flag: 'red' } },
  { status: 200, headers: {}, body: { name: 'Ada', flag: 'green' } },
  { status: 200, headers: { 'x-count': 'three' }, body: { flag: 'red' } },
  { status: 404, headers: {}, body: {} },
].flatMap((response, index) =>
  ['/v1/boats/7?dry=true', '/v1/boats/x', '/boats/7'].map((path) => ({
    source: 'a.har',
    index,
    request: {
      method: 'PUT',
      url: `https://boats.test${path}`,
      headers: { 'content-type': 'application/json' },
      body: { state: 'present', content: new TextEncoder().encode('{"name":"Ada"}') } as const,
    },
    response: {
      status: response.status,
      headers: { ...response.headers, 'content-type': 'application/json' },
      body: { state: 'present', content: new TextEncoder().encode(JSON.stringify(response.body)) } as const,
    },
  })),
);

describe('a reference where OpenAPI has no Reference Object', () => {
  test.each(PLACES)(
    'A reference where OpenAPI has no Reference Object is replaced by its target: %s',
    async (pointer) => {
      const { root, files } = await documentOf(inFiles([pointer]));
      expect(root).toEqual(INLINED);
      expect(files).toContain('/docs/parts/0.json');
    },
  );

  test('References at all places without a Reference Object are replaced at once', async () => {
    expect((await documentOf(inFiles(PLACES))).root).toEqual(INLINED);
  });

  test('A part that replaces a reference keeps its place in its own file', async () => {
    const document = await documentOf(inFiles(PLACES));
    for (const pointer of [`${PUT}/responses/200/headers/X-Count`, '/components/schemas/boat/properties/flag/enum/1']) {
      const origin = originOf(document, pointer);
      const text = inFiles(PLACES)[origin?.uri ?? ''] ?? 'null';
      expect(at(JSON.parse(text), origin?.pointer ?? '')).toEqual(at(INLINED, pointer));
    }
  });

  test('A reference is also resolved within one file, through other references and through pointers across them', async () => {
    const { ask } = await serve(`${HEAD}paths:
  /a: { get: { $ref: '#/x-operations/first' } }
  /b: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/paths/~1c/get/responses/200/content/application~1json/schema' } } } } } } }
  /c: { get: { responses: { '200': { $ref: '#/components/responses/ok' } } } }
x-operations: { first: { $ref: '#/x-operations/second' }, second: { responses: { '200': ${OK} } } }
components: { responses: { ok: ${OK} } }
`);
    for (const path of ['/a', '/b', '/c']) expect((await ask(`GET ${path}`)).text).toBe('1');
  });

  test('Fields beside the reference of a path item stay, even if they conflict with its target', async () => {
    const { ask } = await serve(`${HEAD}paths:
  /a: { $ref: '#/x-items/a', put: { responses: { '204': { description: x } } }, delete: { responses: { '202': { description: near } } }, parameters: [{ name: h, in: query, required: true, schema: { type: integer } }] }
x-items: { a: { get: { responses: { '200': ${OK} } }, delete: { responses: { '204': { description: far } } } } }
`);
    expect((await ask('PUT /a?h=1')).status).toBe(204);
    expect((await ask('DELETE /a?h=1')).status).toBe(202);
    expect((await ask('GET /a')).status).toBe(422);
    expect((await ask('GET /a?h=1')).text).toBe('1');
  });

  test('A merged document keeps the security of each operation, even if a path item is a reference', async () => {
    const one = await documentOf(
      `${HEAD}paths: { /a: { $ref: '#/x-a' } }\nx-a: { get: { responses: { '200': ${OK} } } }\nsecurity: [{ key: [] }]\ncomponents: { securitySchemes: { key: { type: http, scheme: bearer } } }\n`,
    );
    const two = await documentOf(`${HEAD}paths: { /b: { get: { responses: { '200': ${OK} } } } }\n`);
    const { ask } = await serve(createContract(mergeDocuments([two, one])));
    expect((await ask('GET /a')).status).toBe(401);
    expect((await ask('GET /b')).status).toBe(200);
  });

  test('A reference that an overlay adds is replaced by its target, too', async () => {
    const document = await documentOf(`${HEAD}paths: { /a: { get: { responses: { '200': ${OK} } } } }\n`);
    const { document: laid } = overlaidDocument(
      document,
      readOverlay(
        `overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions: [{ target: "$.paths['/a']", update: { put: { $ref: '#/paths/~1a/get' } } }]\n`,
        'o.yaml',
      ),
    );
    const { ask } = await serve(createContract(laid));
    expect((await ask('PUT /a')).text).toBe('1');
    expect(originOf(laid, '/paths/~1a/put/responses')).toEqual({
      uri: '/docs/openapi.yaml',
      pointer: '/paths/~1a/get/responses',
    });
  });
});

describe('a path item that refers to itself', () => {
  test('A path item that refers to itself in a callback keeps that reference and is served', async () => {
    const contract = await contractOf(`${HEAD}paths:
  /a: { $ref: '#/components/pathItems/a' }
components: { pathItems: { a: { get: { responses: { '200': ${OK} }, callbacks: { again: { 'http://x.test': { $ref: '#/components/pathItems/a' } } } } } } }
`);
    const { ask } = await serve(contract);
    expect((await ask('GET /a')).text).toBe('1');
  });
});

describe('references that cannot be followed', () => {
  test.each([
    ['a missing part', "get: { $ref: '#/x-none' }", /^parts\/a\.yaml:1:8 at \/get: the \$ref #\/x-none leads nowhere/],
    ['a missing part of another file', 'get: { $ref: ../openapi.yaml#/x-none }', /at \/get: .*#\/x-none leads nowhere/],
    ['a missing file', 'get: { $ref: none.yaml }', /at \/get: the \$ref none\.yaml leads nowhere/],
    ['a circle', "get: { $ref: '#/put' }\nput: { $ref: '#/get' }", /leads in a circle/],
    ['a single value', "get: { $ref: '#/x-text' }\nx-text: words", /leads to a single value/],
    [
      'a missing example',
      `get: { responses: { '200': { description: ok, content: { application/json: { example: { $ref: none.json } } } } } }`,
      /example: the \$ref none\.json leads nowhere/,
    ],
    [
      'a missing schema',
      `get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '../openapi.yaml#/components/schemas/none' } } } } } }`,
      /^parts\/a\.yaml:1:\d+ at \/get\/responses\/200\/content\/application~1json\/schema: the \$ref #\/components\/schemas\/none leads nowhere/,
    ],
  ])(
    'A reference that cannot be followed is refused with file, line, pointer and remedy: %s',
    async (_, item, message) => {
      const loading = documentOf({
        '/docs/openapi.yaml': `${HEAD}paths: { /a: { $ref: parts/a.yaml } }\n`,
        '/docs/parts/a.yaml': `${item}\n`,
      });
      await expect(loading).rejects.toMatchObject({
        code: 'unresolvable-ref',
        message: expect.stringMatching(message),
        cure: expect.stringMatching(/\w/),
      });
    },
  );
});

describe('an example with a reference', () => {
  const answers = async (example: string, files: Record<string, string> = {}) => {
    const { ask } = await serve(
      await contractOf({
        ...files,
        '/docs/openapi.yaml': `${HEAD}paths: { /a: { get: { responses: { '200': { description: ok, content: { application/json: ${example} } } } } } }\n`,
      }),
    );
    return (await ask('GET /a')).json;
  };

  test('An example that is only a reference to a file is the content of that file, with no further reference followed', async () => {
    const files = { '/docs/e.json': '{"n": {"$ref": "data.json"}}' };
    expect(await answers('{ example: { $ref: ./e.json } }', files)).toEqual({ n: { $ref: 'data.json' } });
    expect(await answers("{ example: { $ref: './e.json#/n/$ref' } }", files)).toBe('data.json');
  });

  test('An example that only looks like a reference is data', async () => {
    expect(await answers('{ example: { $ref: user } }')).toEqual({ $ref: 'user' });
    expect(await answers("{ example: { $ref: 'https://x.test/a.json' } }")).toEqual({ $ref: 'https://x.test/a.json' });
    expect(await answers('{ example: { $ref: ./e.json, n: 1 } }')).toEqual({ $ref: './e.json', n: 1 });
  });

  test('One file may be the value of one example and the whole of another', async () => {
    const { root } = await documentOf({
      '/docs/openapi.yaml': `${HEAD}paths: {}\ncomponents: { examples: { a: { externalValue: e.json }, b: { $ref: e.json }, c: { value: { $ref: e.json } } } }\n`,
      '/docs/e.json': '{"value": 1}',
    });
    expect(root.components?.examples).toEqual({
      a: { value: { value: 1 } },
      b: { value: 1 },
      c: { value: { value: 1 } },
    });
  });

  test.each(['3.0.3', '3.1.0'])(
    'An example beside the reference of a schema takes precedence over the example of the schema (OpenAPI %s)',
    async (version) => {
      const { ask } = await serve(`openapi: ${version}
info: { title: T, version: '1' }
paths:
  /part: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [home, work], properties: { home: { $ref: '#/components/schemas/city', example: Oslo }, work: { $ref: '#/components/schemas/city', default: Bergen } } } } } } } } }
  /whole: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/city', example: Oslo } } } } } } }
components: { schemas: { city: { type: string, example: Nowhere } } }
`);
      expect((await ask('GET /part')).json).toEqual({ home: 'Oslo', work: 'Bergen' });
      expect((await ask('GET /part', { headers: { prefer: 'dynamic=true' } })).json).toMatchObject({ home: 'Oslo' });
      expect((await ask('GET /whole')).json).toBe('Oslo');
    },
  );
});

test('A document in several files is served, checked and linted like its bundle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docproof-references-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(inFiles(PLACES))) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const inlined = join(folder, 'inlined.json');
  const bundled = join(folder, 'bundled.json');
  const written = join(folder, 'docs/openapi.yaml');
  writeFileSync(inlined, JSON.stringify(INLINED));
  writeFileSync(bundled, bundle(await loadContract(written), 'json'));

  const seen = [];
  for (const path of [inlined, bundled, written]) {
    const contract = await loadContract(path);
    const { ask } = await serve(contract);
    const asked = { headers: { 'x-key': 'k' }, body: { name: 'Ada', flag: 'red' } };
    const { headers, ...answered } = await ask('PUT /v1/boats/7?dry=true', asked);
    const { findings } = await lint(path);
    seen.push({
      verdicts: EXCHANGES.map((exchange) => checkExchange(contract, exchange)),
      answered: { ...answered, count: headers.get('x-count') },
      refused: (await ask('PUT /v1/boats/x', asked)).json,
      unauthorized: (await ask('PUT /v1/boats/7?dry=true')).status,
      linted: findings.map(({ rule, message }) => ({ rule, message })),
    });
  }
  const [first, ...others] = seen;
  for (const other of others) expect(other).toEqual(first);
  expect(first).toMatchObject({ answered: { status: 200, count: '3' }, unauthorized: 401 });
  expect(first?.linted).not.toEqual([]);
  expect(new Set(first?.verdicts.map((verdict) => JSON.stringify(verdict))).size).toBeGreaterThan(1);
});

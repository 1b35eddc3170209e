import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/model/index.js';
import { documentOf } from '../support/contract.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\n";

async function failure(loading: Promise<unknown>): Promise<InputError> {
  const error: unknown = await loading.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof InputError) return error;
  throw new Error(`expected an InputError, got ${error}`);
}

describe('a document in several files', () => {
  test('A document in several files becomes one, and a component that only refers to a file names it', async () => {
    const { root, files } = await documentOf({
      '/docs/openapi.yaml': `${HEAD}paths:\n  /a: { $ref: paths/a.yaml }\ncomponents:\n  schemas:\n    user: { $ref: schemas/user.yaml }\n`,
      '/docs/paths/a.yaml':
        "get:\n  responses:\n    '200':\n      description: ok\n      content:\n        application/json:\n          schema: { $ref: ../schemas/user.yaml }\n",
      '/docs/schemas/user.yaml':
        'type: object\nproperties:\n  friend: { $ref: ./user.yaml }\n  home: { $ref: address.yaml#/definitions/home }\n',
      '/docs/schemas/address.yaml': 'definitions:\n  home: { type: string }\n',
    });
    expect(root.paths).toEqual({
      '/a': {
        get: {
          responses: {
            200: {
              description: 'ok',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/user' } } },
            },
          },
        },
      },
    });
    expect(root.components?.schemas).toEqual({
      user: {
        type: 'object',
        properties: { friend: { $ref: '#/components/schemas/user' }, home: { $ref: '#/components/schemas/home' } },
      },
      home: { type: 'string' },
    });
    expect(files).toHaveLength(4);
  });

  test('A document in several files keeps two parts of the same name apart', async () => {
    const { root } = await documentOf({
      '/docs/openapi.yaml': `${HEAD}paths: {}\ncomponents:\n  schemas:\n    a: { properties: { x: { $ref: one/id.yaml }, y: { $ref: two/id.yaml }, z: { $ref: '#/components/schemas/id' } } }\n    id: { type: boolean }\n`,
      '/docs/one/id.yaml': 'type: string',
      '/docs/two/id.yaml': 'type: integer',
    });
    expect(root.components?.schemas).toEqual({
      a: {
        properties: {
          x: { $ref: '#/components/schemas/id_2' },
          y: { $ref: '#/components/schemas/id_3' },
          z: { $ref: '#/components/schemas/id' },
        },
      },
      id: { type: 'boolean' },
      id_2: { type: 'string' },
      id_3: { type: 'integer' },
    });
  });

  test('A document takes in text files of externalValue and only refers to binary ones', async () => {
    const { root } = await documentOf({
      '/docs/openapi.yaml': `${HEAD}paths: {}\ncomponents:\n  examples:\n    json: { externalValue: mocks/a.json }\n    image: { externalValue: mocks/a.png }\n`,
      '/docs/mocks/a.json': '{"$ref": "is data here", "n": 1}',
      '/docs/mocks/a.png': new Uint8Array([0x89, 0x50, 0xff]),
    });
    expect(root.components?.examples).toEqual({
      json: { value: { $ref: 'is data here', n: 1 } },
      image: { externalValue: 'mocks/a.png' },
    });
  });

  test.each(['utf-16le', 'utf-16be'])('A document and its files may be in %s, with a byte-order mark', async (form) => {
    const inForm = (text: string) => {
      const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
      return new Uint8Array(form === 'utf-16le' ? bytes : bytes.swap16());
    };
    const { root } = await documentOf({
      '/docs/openapi.yaml': inForm(`${HEAD}paths: {}\ncomponents:\n  schemas:\n    a: { $ref: a.json }\n`),
      '/docs/a.json': inForm('{"const": "café"}'),
    });
    expect(root.components?.schemas).toEqual({ a: { const: 'café' } });
  });

  test('A document may be written in JSON', async () => {
    const { root } = await documentOf('{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {}}');
    expect(root.openapi).toBe('3.0.3');
  });
});

describe('documents that cannot be used', () => {
  test.each([
    [
      'broken YAML',
      'openapi: 3.1.0\ninfo: {title: T\npaths: {}\n',
      'not-yaml',
      /^openapi\.yaml:3:1: not valid YAML or JSON/,
    ],
    ['a list', '- a\n- b\n', 'not-openapi', /its root is not an object/],
    ['some other YAML', 'name: x\n', 'not-openapi', /has no "openapi" member/],
    ['an empty file', '', 'not-openapi', /: the document is empty$/],
    ['a web page', '<!doctype html>\n<title>API: all of it</title>\n<a b: c>\n', 'not-yaml', /this is HTML or XML/],
    ['a web page that YAML takes for a text', '<html></html>\n', 'not-yaml', /this is HTML or XML/],
    ['Swagger 1', 'swagger: "1.2"\npaths: {}\n', 'unsupported-version', /Swagger 1\.2/],
    [
      'a version that is a number',
      'openapi: 3.1\npaths: {}\n',
      'unsupported-version',
      /at \/openapi: the version must be text/,
    ],
    ['paths that are a list', `${HEAD}paths: []\n`, 'not-openapi', /must be objects/],
    [
      'a missing file',
      `${HEAD}paths:\n  /a:\n    $ref: gone.yaml\n`,
      'unresolvable-ref',
      /^openapi\.yaml:5:5 at \/paths\/~1a: the \$ref gone\.yaml leads nowhere/,
    ],
    [
      'a missing part',
      `${HEAD}paths:\n  /a:\n    $ref: '#/components/pathItems/a'\n`,
      'unresolvable-ref',
      /^openapi\.yaml:5:5 at \/paths\/~1a/,
    ],
    [
      'a file outside the folder',
      `${HEAD}paths:\n  /a:\n    $ref: ../../etc/passwd\n`,
      'refused-ref',
      /leads out of the document's folder/,
    ],
    [
      'an encoded way out',
      `${HEAD}paths:\n  /a:\n    $ref: '%2e%2e/%2e%2e/etc/passwd'\n`,
      'refused-ref',
      /leads out of the document's folder/,
    ],
    ['a remote file', `${HEAD}paths:\n  /a:\n    $ref: https://example.com/a.yaml\n`, 'refused-ref', /another host/],
    ...['//host/a.yaml', '//127.0.0.1:4599/a.yaml', '//host:port/x', '///x', String.raw`\\host\x`].map(
      (reference): [string, string, string, RegExp] => [
        `a host without a scheme, ${reference}`,
        `${HEAD}paths:\n  /a:\n    $ref: '${reference}'\n`,
        'refused-ref',
        /names a host and no scheme/,
      ],
    ),
    [
      'a file on a port',
      `${HEAD}paths:\n  /a:\n    $ref: file://host:80/x\n`,
      'refused-ref',
      /out of the document's folder/,
    ],
  ])(
    'A document that cannot be used is refused with its place and a remedy: %s',
    async (_name, text, code, message) => {
      const error = await failure(documentOf(text));
      expect(error.code).toBe(code);
      expect(error.message).toMatch(message);
      expect(error.cure).toBeTruthy();
    },
  );

  test('A YAML document that multiplies itself by aliases is refused', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 10; level += 1)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    const error = await failure(documentOf(`${HEAD}paths: {}\n${lines.join('\n')}\n`));
    expect(error.code).toBe('not-yaml');
    expect(error.message).toMatch(/alias/i);
  });

  test('A JSON document that is nested extremely deep is refused', async () => {
    const error = await failure(
      documentOf(`{"openapi": "3.1.0", "paths": {}, "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    );
    expect(error.code).toBe('not-yaml');
  });
});

test('A key named __proto__ is read like any other key', async () => {
  const { root } = await documentOf(
    `${HEAD}paths: {}\n__proto__: { polluted: true }\ncomponents:\n  schemas:\n    a: { properties: { __proto__: { $ref: b.yaml } } }\n`.replace(
      'b.yaml',
      "'#/components/schemas/a'",
    ),
  );
  expect(Object.hasOwn(root, '__proto__')).toBe(true);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

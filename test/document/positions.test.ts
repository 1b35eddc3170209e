import { describe, expect, test } from 'vitest';
import { loadDocument, mergeDocuments, originOf, positionOf, positionsIn } from '../../src/document/index.js';
import { memoryFiles } from '../support/memory-files.js';

const YAML = `openapi: 3.1.0
paths:
  /pets/{id}:
    get: &get
      tags: [a, b]
    put: *get
    post:
      <<: *get
      summary: x
`;

describe('a place in a file', () => {
  test.each([
    ['', 1, 1],
    ['/paths', 2, 1],
    ['/paths/~1pets~1{id}/get', 4, 5],
    ['/paths/~1pets~1{id}/get/tags/1', 5, 17],
    ['/paths/~1pets~1{id}/put/tags', 5, 7],
    ['/paths/~1pets~1{id}/post/tags', 5, 7],
    ['/paths/~1pets~1{id}/post/summary', 9, 7],
    ['/paths/~1pets~1{id}/delete/responses/200', 3, 3],
  ])('The pointer "%s" in a YAML file leads to line %i, column %i', async (pointer, line, column) => {
    expect((await positionsIn(YAML))(pointer)).toEqual({ line, column });
    expect(positionOf(YAML, pointer)).toEqual({ line, column });
  });

  test.each([
    ['', 1, 1],
    ['/a', 2, 3],
    ['/a/1', 2, 12],
    ['/b~1c/__proto__', 3, 12],
    ['/b~1c/gone/2', 3, 3],
  ])('The pointer "%s" in a JSON file leads to line %i, column %i', async (pointer, line, column) => {
    const text = '{\n  "a": [1, {}],\n  "b/c": { "__proto__": 1 }\n}\n';
    expect((await positionsIn(text))(pointer)).toEqual({ line, column });
    expect(positionOf(text, pointer)).toEqual({ line, column });
  });

  test('A place is found in YAML that looks like JSON, and in an empty file', async () => {
    expect((await positionsIn('{a: 1,\n b: 2}'))('/b')).toEqual({ line: 2, column: 2 });
    expect((await positionsIn(''))('/b')).toEqual({ line: 1, column: 1 });
  });
});

describe('a description in several files', () => {
  const load = (content: Record<string, string>) =>
    loadDocument(
      { source: 'openapi.yaml', uri: '/d/openapi.yaml', reach: { folders: ['/d/'], remote: false } },
      memoryFiles(content),
    );

  test('A description in several files knows the file and the place of each part', async () => {
    const document = await load({
      '/d/openapi.yaml': `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /pets: {$ref: paths/pets.yaml}
components:
  schemas:
    pet: {$ref: schemas/pet.yaml}
    id: {type: string}
`,
      '/d/paths/pets.yaml':
        'get:\n  responses:\n    200:\n      description: ok\n      content: {application/json: {schema: {$ref: ../schemas/all.yaml#/pets}}}\n',
      '/d/schemas/pet.yaml': 'type: object\n',
      '/d/schemas/all.yaml': 'pets: {type: array, items: {$ref: pet.yaml}}\n',
    });
    expect(originOf(document, '/components/schemas/id/type')).toEqual({
      uri: '/d/openapi.yaml',
      pointer: '/components/schemas/id/type',
    });
    expect(originOf(document, '/components/schemas/pet/type')).toEqual({
      uri: '/d/schemas/pet.yaml',
      pointer: '/type',
    });
    expect(originOf(document, '/components/schemas/pets/items')).toEqual({
      uri: '/d/schemas/all.yaml',
      pointer: '/pets/items',
    });
    expect(originOf(document, '/paths/~1pets/get/responses')).toEqual({
      uri: '/d/paths/pets.yaml',
      pointer: '/get/responses',
    });
  });

  test('A description that was Swagger 2.0 knows the places of its definitions', async () => {
    const document = await load({
      '/d/openapi.yaml':
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: ok, schema: {$ref: '#/definitions/a'}}\ndefinitions:\n  a: {type: object}\n",
    });
    expect(originOf(document, '/components/schemas/a/type')).toEqual({
      uri: '/d/openapi.yaml',
      pointer: '/definitions/a/type',
    });
  });
});

describe('several descriptions served as one', () => {
  test('A merged description knows the file of each part, even if the part was renamed', async () => {
    const load = (name: string, type: string) =>
      loadDocument(
        { source: name, uri: `/d/${name}`, reach: { folders: [], remote: false } },
        memoryFiles({
          [`/d/${name}`]: `openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /${type}: {get: {responses: {200: {description: ok}}}}\ncomponents: {schemas: {a: {type: ${type}}}}\n`,
        }),
      );
    const merged = mergeDocuments([await load('one.yaml', 'string'), await load('two.yaml', 'number')]);
    expect(originOf(merged, '/components/schemas/a/type')?.uri).toBe('/d/one.yaml');
    expect(originOf(merged, '/components/schemas/a_2/type')).toEqual({
      uri: '/d/two.yaml',
      pointer: '/components/schemas/a/type',
    });
    expect(originOf(merged, '/paths/~1number/get/responses')?.uri).toBe('/d/two.yaml');
  });
});

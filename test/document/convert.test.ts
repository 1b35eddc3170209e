import { createConfig, lintDocument, makeDocumentFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { contractOf, documentOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';
import { serve } from '../support/serve.js';

const SWAGGER = `swagger: '2.0'
info: { title: Old, version: '1' }
host: api.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, in: header, name: X-Key }
  basic: { type: basic }
paths:
  /pets:
    get:
      security: [{ key: [] }]
      parameters:
        - { name: ids, in: query, type: array, items: { type: integer }, collectionFormat: pipes }
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi, maxItems: 2 }
      responses:
        200: { description: ok, headers: { X-Total: { type: integer } }, schema: { type: array, items: { $ref: '#/definitions/pet' } }, examples: { application/json: [{ id: 1 }] } }
    post:
      parameters: [{ name: body, in: body, required: true, schema: { $ref: 'pet.yaml#/pet' } }]
      responses: { 201: { description: made, schema: { $ref: '#/definitions/pet' } } }
  /photos:
    post:
      consumes: [multipart/form-data]
      parameters: [{ name: file, in: formData, type: file, required: true }, { name: size, in: formData, type: integer }]
      responses: { 200: { description: ok } }
  /bare: { get: { produces: [], responses: { 200: { description: ok, schema: { type: object, properties: { a: { type: string, default: x } } } } } } }
definitions:
  pet: { type: object, required: [id], properties: { id: { type: integer, maximum: 9, exclusiveMaximum: true }, name: { type: string, x-nullable: true }, mother: { $ref: '#/definitions/pet' } } }
`;
const FILES = { '/docs/openapi.yaml': SWAGGER, '/docs/pet.yaml': 'pet: { type: object, required: [name] }\n' };

describe('a Swagger 2.0 file', () => {
  test('A Swagger 2.0 file is served as OpenAPI 3 with its base path, security, examples and headers', async () => {
    const { ask } = await serve(await contractOf(FILES));
    const headers = { 'x-key': 'k' };
    const listed = await ask('GET /v1/pets', { headers });
    expect([listed.status, listed.json, listed.headers.get('x-total')]).toEqual([200, [{ id: 1 }], '0']);
    expect((await ask('GET /pets')).status).toBe(401);
    expect((await ask('GET /bare')).json).toEqual({ a: 'x' });
  });

  test('A Swagger 2.0 file is judged with its collection formats, forms, bounds and other files', async () => {
    const contract = await contractOf(FILES);
    const faults = (url: string) => faultsOfRequest(contract, { url, headers: { 'x-key': 'k' } });
    expect(faults('/pets?ids=1|2&tags=a&tags=b')).toEqual([]);
    expect(faults('/pets?ids=1|x&tags=a&tags=b&tags=c')).toEqual(['query ids type', 'query tags maxItems']);
    const json = { 'content-type': 'application/json' };
    expect(faultsOfRequest(contract, { method: 'POST', url: '/pets', headers: json, body: '{}' })).toEqual([
      'body required',
    ]);
    const form = { 'content-type': 'multipart/form-data; boundary=b' };
    const body = '--b\r\nContent-Disposition: form-data; name="size"\r\n\r\nbig\r\n--b--\r\n';
    expect(faultsOfRequest(contract, { method: 'POST', url: '/photos', headers: form, body })).toEqual([
      'body required',
      'body /size type',
    ]);
  });

  test('A Swagger 2.0 form is read in each media type that it consumes, and its fields are filled where they must be', async () => {
    const urlencoded = 'application/x-www-form-urlencoded';
    const contract = await contractOf(`swagger: '2.0'
info: { title: Forms, version: '1' }
consumes: [multipart/form-data, application/x-www-form-urlencoded]
paths:
  /both:
    parameters: [{ name: note, in: formData, type: string, allowEmptyValue: false }, { name: tags, in: formData, type: array, items: { type: string, maxLength: 2 } }]
    post:
      parameters: [{ name: name, in: formData, type: string, allowEmptyValue: false }, { name: ids, in: formData, type: array, items: { type: integer } }]
      responses: { 200: { description: ok } }
  /one:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: name, in: formData, type: string }]
      responses: { 200: { description: ok } }
`);
    const faults = (url: string, type: string, body: string) =>
      faultsOfRequest(contract, { method: 'POST', url, headers: { 'content-type': type }, body });
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`;
    expect(faults('/both', urlencoded, 'name=a&ids=1,2&note=a&tags=ab,cd')).toEqual([]);
    expect(faults('/both', urlencoded, 'name=&ids=x&note=')).toEqual([
      'body /name minLength',
      'body /ids/0 type',
      'body /note minLength',
    ]);
    expect(faults('/both', 'multipart/form-data; boundary=b', part('name', ''))).toEqual(['body /name minLength']);
    expect(faults('/one', urlencoded, 'name=')).toEqual([]);
    expect(faults('/one', 'multipart/form-data; boundary=b', part('name', 'a'))).toEqual([
      'content-type content-type undocumented-media-type',
    ]);
  });

  test('A Swagger 2.0 file keeps the schema of a shared response that has examples, in the types of each operation', async () => {
    const shared = `swagger: '2.0'
info: { title: Shared, version: '1' }
produces: [application/json]
paths:
  /one: { get: { responses: { 200: { $ref: '#/responses/pet' } } } }
  /two: { get: { produces: [application/vnd.pet+json], responses: { 200: { $ref: '#/responses/pet' } } } }
  /any: { get: { produces: ['*/*'], responses: { 200: { $ref: '#/responses/pet' } } } }
responses:
  pet: { description: ok, schema: { type: object, required: [id] }, examples: { application/json: { id: 1 } } }
`;
    const { root } = await documentOf(shared);
    const schema = { type: 'object', required: ['id'] };
    const examples = { response: { value: { id: 1 } } };
    expect(root).toMatchObject({
      components: { responses: { pet: { content: { 'application/json': { schema, examples } } } } },
      paths: {
        '/one': { get: { responses: { 200: { $ref: '#/components/responses/pet' } } } },
        '/two': { get: { responses: { 200: { content: { 'application/vnd.pet+json': { schema } } } } } },
        '/any': { get: { responses: { 200: { content: { 'application/json': { schema, examples } } } } } },
      },
    });
  });

  test('A Swagger 2.0 file becomes a document that other tools accept', async () => {
    const { root } = await documentOf(FILES);
    const problems = await lintDocument({
      document: makeDocumentFromString(JSON.stringify(root), 'openapi.json'),
      config: await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error' } }),
      externalRefResolver: new (await import('@redocly/openapi-core')).BaseResolver(),
    });
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  test('A broken Swagger file, or one of another version, is refused', async () => {
    await expect(documentOf("swagger: '1.2'\n")).rejects.toMatchObject({ code: 'unsupported-version' });
    await expect(documentOf('swagger: "2.0"\ninfo: {}\npaths: 7\n')).rejects.toMatchObject({ name: 'InputError' });
  });
});

const COLLECTION = JSON.stringify({
  info: { name: 'Pets', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  auth: { type: 'bearer', bearer: [{ key: 'token', value: 'x' }] },
  item: [
    {
      name: 'folder',
      item: [
        {
          name: 'One pet',
          request: {
            method: 'GET',
            url: {
              raw: 'https://api.example.com/v1/pets/:id',
              protocol: 'https',
              host: ['api', 'example', 'com'],
              path: ['v1', 'pets', ':id'],
            },
          },
          response: [
            { name: 'ok', code: 200, header: [{ key: 'Content-Type', value: 'application/json' }], body: '{"id":7}' },
            { name: 'gone', code: 404, header: [{ key: 'Content-Type', value: 'application/json' }], body: '{"e":1}' },
          ],
        },
      ],
    },
    {
      name: 'Make',
      request: {
        method: 'POST',
        url: 'https://api.example.com/v1/pets',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: { mode: 'raw', raw: '{"name":"Tom"}', options: { raw: { language: 'json' } } },
      },
      response: [],
    },
  ],
});

/** A collection of version 2.1, as text. */
function collection(content: object): string {
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
  return JSON.stringify({ info: { name: 'Pets', schema }, ...content });
}

describe('a Postman collection', () => {
  test('A Postman collection is served by its saved responses', async () => {
    const { ask } = await serve(COLLECTION);
    const headers = { authorization: 'Bearer x' };
    expect(await ask('GET /v1/pets/7', { headers })).toMatchObject({ status: 200, json: { id: 7 } });
    expect(await ask('GET /v1/pets/7', { headers: { ...headers, prefer: 'code=404' } })).toMatchObject({
      json: { e: 1 },
    });
    expect((await ask('GET /v1/pets/7')).status).toBe(401);
    expect((await ask('POST /v1/pets', { headers, body: { name: 7 } })).status).toBe(422);
  });

  test('A Postman collection leaves out what is disabled and inherits variables and credentials', async () => {
    const { root } = await documentOf(
      collection({
        variable: [{ key: 'host', value: 'api.example.com' }],
        auth: {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-Key' },
            { key: 'in', value: 'header' },
          ],
        },
        item: [
          {
            name: 'Open',
            auth: { type: 'noauth' },
            item: [{ name: 'Ping', request: 'https://{{host}}/ping?deep=1', response: [] }],
          },
          {
            name: 'Find',
            request: {
              method: 'GET',
              header: [
                { key: 'X-Trace', value: '1' },
                { key: 'X-Off', value: '2', disabled: true },
              ],
              url: {
                raw: 'https://{{host}}/pets/:id/{{part}}?q=1&z=2',
                host: ['{{host}}'],
                path: ['pets', ':id', '{{part}}'],
                query: [
                  { key: 'q', value: '1' },
                  { key: 'z', value: '2', disabled: true },
                ],
                variable: [{ key: 'id', value: '7' }],
              },
            },
          },
        ],
      }),
    );
    expect(root.servers).toEqual([{ url: 'https://api.example.com' }]);
    expect(root.components).toEqual({ securitySchemes: { apiKey: { type: 'apiKey', name: 'X-Key', in: 'header' } } });
    const parameter = (place: string, name: string, example?: string) => ({
      name,
      in: place,
      required: true,
      schema: { type: 'string' },
      ...(example === undefined ? {} : { example }),
    });
    expect(root.paths).toEqual({
      '/ping': {
        get: {
          summary: 'Ping',
          parameters: [parameter('query', 'deep', '1')],
          responses: { 200: { description: 'saved with the collection' } },
        },
      },
      '/pets/{id}/{part}': {
        get: {
          summary: 'Find',
          parameters: [
            parameter('path', 'id', '7'),
            parameter('path', 'part'),
            parameter('query', 'q', '1'),
            parameter('header', 'x-trace', '1'),
          ],
          security: [{ apiKey: [] }],
          responses: { 200: { description: 'saved with the collection' } },
        },
      },
    });
  });

  test('A Postman collection merges its requests to one operation and accepts what each of them sent', async () => {
    const json = [{ key: 'Content-Type', value: 'application/json' }];
    const saved = (name: string, url: string, raw: string, answer: string) => ({
      name,
      request: { method: 'POST', url, header: json, body: { mode: 'raw', raw } },
      response: [{ name: 'made', code: 201, header: json, body: answer }],
    });
    const contract = await contractOf(
      collection({
        item: [
          saved('one', '{{base}}/pets?a=1&b=2', '{"name":"Tom","age":3,"tags":[],"owner":null}', '{"id":1}'),
          saved('two', '{{base}}/pets?a=1', '{"name":"Tom","age":3.5,"tags":["x",{"y":1}]}', '{"id":"p1"}'),
        ],
      }),
    );
    const faults = (url: string, body: unknown) =>
      faultsOfRequest(contract, {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect(faults('/pets?a=1', { age: 0.5, tags: [{ y: 2 }], owner: { any: 1 } })).toEqual([]);
    expect(faults('/pets?b=1', { name: 7, tags: [true] })).toEqual([
      'query a missing-parameter',
      'body /name type',
      'body /tags/0 anyOf',
    ]);
    const { ask } = await serve(contract);
    const body = { name: 'Tom' };
    expect((await ask('POST /pets?a=1', { body })).json).toEqual({ id: 1 });
    expect((await ask('POST /pets?a=1', { body, headers: { prefer: 'example="made 2"' } })).json).toEqual({ id: 'p1' });
  });

  test('A Postman collection may hold every kind of body', async () => {
    const { root } = await documentOf(
      collection({
        item: [
          {
            name: 'f',
            request: {
              method: 'PUT',
              url: 'https://a.example/f',
              body: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1' }] },
            },
          },
          {
            name: 'm',
            request: {
              method: 'PUT',
              url: 'https://a.example/m',
              body: { mode: 'formdata', formdata: [{ key: 'p', type: 'file', src: 'p.png' }] },
            },
          },
          {
            name: 'g',
            request: {
              method: 'POST',
              url: 'https://a.example/g',
              body: { mode: 'graphql', graphql: { query: '{ a }' } },
            },
          },
          {
            name: 'b',
            request: { method: 'PUT', url: 'https://a.example/b', body: { mode: 'file', file: { src: 'x.bin' } } },
          },
          {
            name: 't',
            request: {
              method: 'PUT',
              url: 'https://a.example/t',
              header: 'Content-Type: application/json\nX-A: 1',
              body: { mode: 'raw', raw: '{"n": {{number}}}' },
            },
          },
        ],
      }),
    );
    const bodies = Object.values(Object(root.paths)).flatMap((item) => Object.values(Object(item)));
    expect(bodies.map((operation) => Object(operation).requestBody.content)).toEqual([
      {
        'application/x-www-form-urlencoded': {
          schema: { type: 'object', properties: { a: { type: 'string' } } },
          examples: { default: { value: { a: '1' } } },
        },
      },
      {
        'multipart/form-data': {
          schema: { type: 'object', properties: { p: { contentMediaType: 'application/octet-stream' } } },
        },
      },
      {
        'application/json': {
          schema: { type: 'object', required: ['query'], properties: { query: { type: 'string' }, variables: {} } },
        },
      },
      { 'application/octet-stream': {} },
      { 'application/json': {} },
    ]);
  });

  test('A Postman collection without a request is refused', async () => {
    await expect(contractOf(JSON.stringify({ info: { name: 'x' }, item: [] }))).rejects.toMatchObject({
      code: 'no-operations',
    });
  });
});

test.each([
  ['csv', 'ids=1,2'],
  ['csv', 'ids=1%2C2'],
  ['ssv', 'ids=1%202'],
  ['pipes', 'ids=1|2'],
  ['multi', 'ids=1&ids=2'],
])('A form of Swagger 2.0 is read with lists of the collection format %s: %s', async (format, body) => {
  const list = (more: string) => `name: ids, in: formData, type: array, ${more}, items: { type: integer }, minItems: 2`;
  const { ask } = await serve(`swagger: '2.0'
info: { title: Lists, version: '1' }
consumes: [application/x-www-form-urlencoded]
paths:
  /own: { post: { parameters: [{ ${list(`collectionFormat: ${format}`)} }], responses: { 204: { description: ok } } } }
  /shared: { post: { parameters: [{ $ref: '#/parameters/ids' }], responses: { 204: { description: ok } } } }
parameters: { ids: { ${list(`collectionFormat: ${format}`)} } }
`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const path of ['/own', '/shared']) {
    expect((await ask(`POST ${path}`, { headers, body })).status).toBe(204);
    expect((await ask(`POST ${path}`, { headers, body: body.replace('2', 'x') })).status).toBe(422);
    expect((await ask(`POST ${path}`, { headers, body: 'ids=1' })).status).toBe(422);
  }
});

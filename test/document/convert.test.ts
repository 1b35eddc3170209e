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
  test('is served as its OpenAPI 3: base path, security, examples, headers', async () => {
    const { ask } = await serve(await contractOf(FILES));
    const headers = { 'x-key': 'k' };
    const listed = await ask('GET /v1/pets', { headers });
    expect([listed.status, listed.json, listed.headers.get('x-total')]).toEqual([200, [{ id: 1 }], '0']);
    expect((await ask('GET /pets')).status).toBe(401);
    expect((await ask('GET /bare')).json).toEqual({ a: 'x' });
  });

  test('is judged as one: collection formats, forms, files, bounds, other files', async () => {
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

  test('becomes a document that other tools read', async () => {
    const { root } = await documentOf(FILES);
    const problems = await lintDocument({
      document: makeDocumentFromString(JSON.stringify(root), 'openapi.json'),
      config: await createConfig({ rules: { struct: 'error', 'no-unresolved-refs': 'error' } }),
      externalRefResolver: new (await import('@redocly/openapi-core')).BaseResolver(),
    });
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  test('of another version, or that is broken, is refused in a sentence', async () => {
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

describe('a Postman collection', () => {
  test('is served by its saved responses', async () => {
    const { ask } = await serve(COLLECTION);
    const headers = { authorization: 'Bearer x' };
    expect(await ask('GET /v1/pets/7', { headers })).toMatchObject({ status: 200, json: { id: 7 } });
    expect(await ask('GET /v1/pets/7', { headers: { ...headers, prefer: 'code=404' } })).toMatchObject({
      json: { e: 1 },
    });
    expect((await ask('GET /v1/pets/7')).status).toBe(401);
    expect((await ask('POST /v1/pets', { headers, body: { name: 7 } })).status).toBe(422);
  });

  test('without a request is refused', async () => {
    await expect(contractOf(JSON.stringify({ info: { name: 'x' }, item: [] }))).rejects.toMatchObject({
      code: 'no-operations',
    });
  });
});

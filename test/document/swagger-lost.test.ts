import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const SWAGGER = `swagger: '2.0'
info: { title: T, version: '1' }
consumes: [application/x-www-form-urlencoded]
produces: [application/json]
paths:
  /a:
    parameters:
      - { name: note, in: formData, type: string, required: true }
      - { name: q, in: query, type: array, items: { type: integer }, collectionFormat: tsv }
    post:
      parameters: [{ name: tags, in: formData, type: array, items: { type: integer }, collectionFormat: tsv }, { $ref: '#/parameters/page' }]
      responses: { '200': { description: ok, headers: { X-L: { type: array, items: { type: integer }, collectionFormat: pipes } } } }
    put: { responses: { '200': { description: ok } } }
  /b:
    parameters: [{ name: wanted, in: body, schema: { type: object, required: [id] } }]
    post: { consumes: [application/json], responses: { '200': { description: ok } } }
    put: { consumes: [application/json], parameters: [{ name: other, in: body, schema: { type: array } }], responses: { '200': { description: ok } } }
parameters: { page: { name: page, in: formData, type: integer } }
`;

test('Form fields and bodies of a Swagger 2.0 path item belong to each of its operations', async () => {
  const { ask } = await serve(SWAGGER);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  for (const method of ['POST', 'PUT']) {
    expect((await ask(`${method} /a`, { headers: form, body: 'note=hi' })).status).toBe(200);
    expect((await ask(`${method} /a`, { headers: form, body: 'nothing=1' })).status).toBe(422);
  }
  expect((await ask('POST /b', { body: { id: 1 } })).status).toBe(200);
  expect((await ask('POST /b', { body: {} })).status).toBe(422);
  expect((await ask('PUT /b', { body: [] })).status).toBe(200);
});

test('Fields of a form with collectionFormat tsv are lists that are separated by tabs', async () => {
  const { ask } = await serve(SWAGGER);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const send = async (tags: string) => (await ask('POST /a', { headers: form, body: `note=hi&tags=${tags}` })).status;
  expect([await send('1%092'), await send('1,2'), await send('1%09x')]).toEqual([200, 422, 422]);
});

test('Lint finds what a Swagger 2.0 document says and OpenAPI 3 cannot, and not what is read all the same', async () => {
  const found = lintDocument(await contractOf(SWAGGER)).filter(({ rule }) => rule.id === 'lost-in-conversion');
  expect(found.map(({ message }) => message)).toEqual([
    'this is lost on the way from Swagger 2.0 to OpenAPI 3: collectionFormat:pipes is no longer supported for headers',
  ]);
});

import type { Suite } from '../case.js';

const swagger = `swagger: '2.0'
info: { title: Swagger, version: '1' }
consumes: [application/json]
produces: [application/json]
securityDefinitions: { key: { type: apiKey, in: header, name: X-Key } }
paths:
  /pets:
    get:
      parameters:
        - { name: limit, in: query, type: integer, maximum: 9 }
        - { name: tags, in: query, type: array, collectionFormat: pipes, items: { type: integer } }
        - { name: ids, in: query, type: array, collectionFormat: multi, items: { type: integer } }
      responses: { 200: { description: ok, schema: { type: array, items: { $ref: '#/definitions/pet' } }, examples: { application/json: [{ name: Rex }] } } }
    post:
      parameters: [{ name: pet, in: body, required: true, schema: { $ref: '#/definitions/pet' } }]
      responses: { 201: { description: made, schema: { $ref: '#/definitions/pet' } } }
  /form:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: name, in: formData, required: true, type: string }]
      responses: { 200: { description: ok, schema: { type: string } } }
  /locked: { get: { security: [{ key: [] }], responses: { 200: { description: ok, schema: { type: string } } } } }
definitions: { pet: { type: object, required: [name], properties: { name: { type: string }, age: { type: integer, x-nullable: true } } } }
`;

const silent = `swagger: '2.0'
info: { title: Without media types, version: '1' }
basePath: /v1
paths:
  /pets: { get: { responses: { 200: { description: ok, schema: { type: string } } } } }
`;

const postman = JSON.stringify({
  info: { name: 'Postman', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [
    {
      name: 'one pet',
      request: {
        method: 'GET',
        header: [],
        url: { raw: 'http://x.example/pets/:id', host: ['http://x.example'], path: ['pets', ':id'] },
      },
      response: [
        {
          name: 'ok',
          code: 200,
          status: 'OK',
          header: [{ key: 'Content-Type', value: 'application/json' }],
          body: '{"name":"Rex"}',
        },
      ],
    },
  ],
});

const json = { 'Content-Type': 'application/json' };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** Documents that are converted to OpenAPI 3 first. */
export const converted: readonly Suite[] = [
  {
    theme: 'Swagger 2.0',
    document: swagger,
    cases: [
      { name: 'swagger: an example', request: 'GET /pets' },
      { name: 'swagger: a query parameter, wrong', request: 'GET /pets?limit=10' },
      { name: 'swagger: pipes', request: 'GET /pets?tags=1|2' },
      { name: 'swagger: multi, one of them wrong', request: 'GET /pets?ids=1&ids=x' },
      { name: 'swagger: a body', request: 'POST /pets', headers: json, body: '{"name":"Rex","age":null}' },
      { name: 'swagger: a body, wrong', request: 'POST /pets', headers: json, body: '{"name":1}' },
      { name: 'swagger: a form', request: 'POST /form', headers: form, body: 'name=Rex' },
      { name: 'swagger: a form, a field is missing', request: 'POST /form', headers: form, body: 'x=1' },
      { name: 'swagger: a key', request: 'GET /locked', headers: { 'X-Key': 'k' } },
      { name: 'swagger: a key is missing', request: 'GET /locked' },
    ],
  },
  {
    theme: 'Swagger 2.0 without media types',
    document: silent,
    cases: [{ name: 'swagger: no produces', request: 'GET /pets' }],
  },
  { theme: 'a Postman collection', document: postman, cases: [{ name: 'postman: a request', request: 'GET /pets/7' }] },
];

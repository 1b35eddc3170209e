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
  /pets:
    get: { responses: { 200: { description: ok, schema: { type: string } } } }
    post: { parameters: [{ name: pet, in: body, schema: { type: object, properties: { age: { type: integer } } } }], responses: { 200: { description: ok } } }
  /old: { get: { parameters: [{ name: age, in: query, required: true, type: string }], responses: { 200: { description: ok }, 422: { description: wrong, schema: { type: string, example: wrong } } } } }
`;

/** Swagger names media types apart from bodies: some name types and no body, some an example of any type. */
const apart = `swagger: '2.0'
info: { title: Types apart from bodies, version: '1' }
produces: [application/json]
paths:
  /nothing: { get: { responses: { 200: { description: ok } } } }
  /made: { post: { produces: [application/xml, text/plain], responses: { 201: { description: made } } } }
  /lost: { get: { responses: { 404: { description: lost } } } }
  /gone: { delete: { responses: { 204: { description: gone } } } }
  /text: { get: { produces: [text/plain], responses: { 200: { description: ok, examples: { '*/*': hello } } } } }
  /json: { get: { responses: { 200: { description: ok, schema: { type: object }, examples: { '*/*': { is: any } } } } } }
  /own: { get: { produces: [text/plain], responses: { 200: { $ref: '#/responses/name' } } } }
  /shared: { get: { responses: { 200: { $ref: '#/responses/pet' } } } }
responses:
  name: { description: a name, schema: { type: string } }
  pet: { description: a pet, schema: { type: object, properties: { age: { type: integer } } } }
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

/** Requests of a collection, each with what it was answered. */
const collection = (item: readonly object[], more: object = {}): string =>
  JSON.stringify({ info: { name: 'Postman' }, ...more, item });
const sent = (path: readonly string[], more: object = {}) => ({ url: { path }, method: 'GET', ...more });
const answered = (body: string, type = 'application/json', code = 200) => ({
  code,
  header: [{ key: 'Content-Type', value: type }],
  body,
});
const posted = (path: string, raw: string) => ({
  id: raw,
  request: {
    ...sent([path], { method: 'POST', body: { mode: 'raw', raw } }),
    header: [{ key: 'Content-Type', value: 'application/json' }],
  },
  response: [answered('ok', 'text/plain')],
});
const locked = (auth: object): string =>
  collection(
    [
      { id: 'a', request: sent(['locked']), response: [answered('1')] },
      { id: 'b', request: sent(['free'], { auth: { type: 'noauth' } }), response: [answered('2')] },
    ],
    { auth },
  );
const inferred = collection([
  posted('two', '{"to":"3","image":{"id":"2"}}'),
  posted('two', '{"to":"3","text":{"body":"a"}}'),
  posted('one', '{"to":"3","n":1,"list":[1],"deep":{"a":true}}'),
  {
    id: 'q',
    request: {
      ...sent(['q', ':id']),
      url: {
        path: ['q', ':id'],
        query: [
          { key: 'limit', value: '3' },
          { key: 'off', value: '1', disabled: true },
        ],
      },
      header: [{ key: 'X-H', value: 'v' }],
    },
    response: [answered('{"a":1}'), answered('{"e":1}', 'application/json', 404)],
  },
  { id: 'n', request: sent(['unanswered']) },
]);

/** Forms whose lists are written in each of Swagger's ways. */
const lists = `swagger: '2.0'
info: { title: Lists, version: '1' }
consumes: [application/x-www-form-urlencoded]
produces: [text/plain]
paths:
${['csv', 'ssv', 'pipes', 'multi']
  .map(
    (format) =>
      `  /${format}: { post: { parameters: [{ name: ids, in: formData, type: array, collectionFormat: ${format}, items: { type: integer } }], responses: { 200: { description: ok, schema: { type: string, example: ok } } } } }\n`,
  )
  .join('')}`;

/** Forms that do and do not allow an empty field. */
const empty = `swagger: '2.0'
info: { title: Empty fields, version: '1' }
produces: [text/plain]
parameters:
  shared: { name: name, in: formData, type: string, allowEmptyValue: false }
paths:
${[
  ['never', '{ name: name, in: formData, type: string, allowEmptyValue: false }'],
  ['short', '{ name: name, in: formData, type: string, allowEmptyValue: false, minLength: 3 }'],
  ['shared', "{ $ref: '#/parameters/shared' }"],
  ['allowed', '{ name: name, in: formData, type: string, allowEmptyValue: true }'],
  ['unsaid', '{ name: name, in: formData, type: string }'],
]
  .map(
    ([name, field]) =>
      `  /${name}: { post: { consumes: [application/x-www-form-urlencoded, multipart/form-data], parameters: [${field}], responses: { 200: { description: ok, schema: { type: string, example: ok } } } } }\n`,
  )
  .join('')}`;

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
    cases: [
      { name: 'swagger: no produces', request: 'GET /pets' },
      { name: 'swagger: no produces, an error', request: 'GET /old' },
      { name: 'swagger: no consumes', request: 'POST /pets', headers: json, body: '{"age":1}' },
      { name: 'swagger: no consumes, wrong', request: 'POST /pets', headers: json, body: '{"age":"x"}' },
    ],
  },
  {
    theme: 'Swagger 2.0 whose types are apart from bodies',
    document: apart,
    cases: [
      { name: 'swagger: types and no body', request: 'GET /nothing' },
      { name: 'swagger: types and no body, anything wanted', request: 'GET /nothing', headers: { Accept: '*/*' } },
      {
        name: 'swagger: types and no body, JSON wanted',
        request: 'GET /nothing',
        headers: { Accept: 'application/json' },
      },
      { name: 'swagger: types and no body, another wanted', request: 'GET /nothing', headers: { Accept: 'text/csv' } },
      {
        name: 'swagger: types of an operation and no body',
        request: 'POST /made',
        headers: { Accept: 'application/json' },
      },
      { name: 'swagger: an error without a body', request: 'GET /lost', headers: { Accept: 'application/json' } },
      { name: 'swagger: a 204', request: 'DELETE /gone', headers: { Accept: 'application/json' } },
      { name: 'swagger: an example of any type, anything wanted', request: 'GET /text', headers: { Accept: '*/*' } },
      { name: 'swagger: an example of any type, text wanted', request: 'GET /text', headers: { Accept: 'text/plain' } },
      {
        name: 'swagger: an example of any type, JSON wanted',
        request: 'GET /text',
        headers: { Accept: 'application/json' },
      },
      {
        name: 'swagger: an example of any type beside a schema',
        request: 'GET /json',
        headers: { Accept: 'application/json' },
      },
      { name: 'swagger: a shared response, types of the operation', request: 'GET /own' },
      {
        name: 'swagger: a shared response, types of the document',
        request: 'GET /shared',
        headers: { Accept: 'application/json' },
      },
      {
        name: 'swagger: a shared response, another type wanted',
        request: 'GET /own',
        headers: { Accept: 'application/json' },
      },
    ],
  },
  { theme: 'a Postman collection', document: postman, cases: [{ name: 'postman: a request', request: 'GET /pets/7' }] },
  {
    theme: 'Swagger 2.0 forms with lists',
    document: lists,
    cases: [
      'POST /csv ids=1%2C2',
      'POST /csv ids=1,2',
      'POST /ssv ids=1%202',
      'POST /pipes ids=1|2',
      'POST /pipes ids=1|x',
      'POST /multi ids=1&ids=2',
      'POST /multi ids=x',
      'POST /csv other=1',
      'POST /csv ids',
    ].map((line) => {
      const [method, path, body = ''] = line.split(' ');
      return { name: `lists: ${line}`, request: `${method} ${path}`, headers: form, body };
    }),
  },
  {
    theme: 'Swagger 2.0 forms with empty fields',
    document: empty,
    cases: [
      'POST /never name=',
      'POST /never name',
      'POST /never name=a',
      'POST /never other=a',
      'POST /short name=ab',
      'POST /short name=abc',
      'POST /shared name=',
      'POST /allowed name=',
      'POST /unsaid name=',
    ].flatMap((line) => {
      const [method, path, body = ''] = line.split(' ');
      const [name, value = ''] = body.split('=');
      const part = `--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--XX--\r\n`;
      return [
        { name: `empty: ${line}`, request: `${method} ${path}`, headers: form, body },
        {
          name: `empty, multipart: ${line}`,
          request: `${method} ${path}`,
          headers: { 'Content-Type': 'multipart/form-data; boundary=XX' },
          body: part,
        },
      ];
    }),
  },
  ...(
    [
      ['basic', { type: 'basic' }, { authorization: 'Basic YTpi' }],
      ['bearer', { type: 'bearer' }, { authorization: 'Bearer a' }],
      ['oauth2', { type: 'oauth2' }, { authorization: 'Bearer a' }],
      [
        'apikey',
        {
          type: 'apikey',
          apikey: [
            { key: 'key', value: 'X-K' },
            { key: 'in', value: 'header' },
          ],
        },
        { 'x-k': 'a' },
      ],
    ] as const
  ).map(
    ([name, auth, headers]): Suite => ({
      theme: `a Postman collection with ${name}`,
      document: locked(auth),
      cases: [
        { name: `postman: ${name}, none`, request: 'GET /locked' },
        { name: `postman: ${name}, sent`, request: 'GET /locked', headers },
        { name: `postman: ${name}, free`, request: 'GET /free' },
      ],
    }),
  ),
  {
    theme: 'a Postman collection whose schemas are inferred',
    document: inferred,
    cases: [
      { name: 'postman: neither body', request: 'POST /two', headers: json, body: '{"to":"1"}' },
      { name: 'postman: the second body', request: 'POST /two', headers: json, body: '{"to":"3","text":{"body":"b"}}' },
      {
        name: 'postman: the one body',
        request: 'POST /one',
        headers: json,
        body: '{"to":"3","n":1,"list":[1],"deep":{"a":true}}',
      },
      {
        name: 'postman: other types',
        request: 'POST /one',
        headers: json,
        body: '{"to":3,"n":"1","list":["x"],"deep":{}}',
      },
      { name: 'postman: no members', request: 'POST /one', headers: json, body: '{}' },
      { name: 'postman: a query that is switched off', request: 'GET /q/5?limit=1', headers: { 'x-h': 'a' } },
      {
        name: 'postman: an example of 404',
        request: 'GET /q/5?limit=1&off=1',
        headers: { 'x-h': 'a', prefer: 'code=404' },
      },
      { name: 'postman: no answers', request: 'GET /unanswered' },
    ],
  },
];

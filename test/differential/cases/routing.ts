import type { Theme } from '../compare.js';

const ok = (value: string) =>
  `{ responses: { '200': { description: ok, content: { application/json: { example: ${value} } } } } }`;
const path = (...names: readonly string[]) =>
  `parameters: [${names.map((name) => `{ name: ${name}, in: path, required: true, schema: { type: string } }`).join(', ')}]`;

export const routing: Theme = {
  title: 'routing',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: 'https://api.example.com/v1' }, { url: 'https://{region}.example.com/v2', variables: { region: { default: eu, enum: [eu, us] } } }]
webhooks: { made: { post: { responses: { '200': { description: ok } } } } }
paths:
  /: { get: ${ok('root')} }
  /pets: { get: ${ok('all')}, post: ${ok('posted')} }
  /pets/mine: { get: ${ok('mine')} }
  /pets/{id}: { ${path('id')}, get: ${ok('one')}, delete: ${ok('deleted')} }
  /pets/{id}/toys/{toy}: { ${path('id', 'toy')}, get: ${ok('toy')} }
  /a/{x}/c: { ${path('x')}, get: ${ok('axc')} }
  /a/b/{y}: { ${path('y')}, get: ${ok('aby')} }
  /files/{name}.{format}: { ${path('name', 'format')}, get: ${ok('file')} }
  /range/{from}-{to}: { ${path('from', 'to')}, get: ${ok('range')} }
  /with space: { get: ${ok('space')} }
  /caf\u00e9: { get: ${ok('cafe')} }
  /Case/Sensitive: { get: ${ok('case')} }
  /slash/: { get: ${ok('slash')} }
  /both: { head: { responses: { '200': { description: ok, headers: { X-Head: { schema: { type: string, example: h } } } } } }, options: ${ok('options')} }
  /old: { get: { deprecated: true, responses: { '200': { description: ok, content: { application/json: { example: 1 } } } } } }
`,
  cases: [
    { name: 'the root', request: 'GET /' },
    { name: 'a concrete path', request: 'GET /pets' },
    { name: 'another method of it', request: 'POST /pets' },
    { name: 'a templated path', request: 'GET /pets/7' },
    { name: 'concrete before templated', request: 'GET /pets/mine' },
    { name: 'a method that only the templated path has', request: 'DELETE /pets/mine' },
    { name: 'two variables', request: 'GET /pets/7/toys/9' },
    { name: 'an earlier concrete segment', request: 'GET /a/b/q' },
    { name: 'a later concrete segment', request: 'GET /a/q/c' },
    { name: 'concrete segments in two templates', request: 'GET /a/b/c' },
    { name: 'two variables in a segment', request: 'GET /files/report.pdf' },
    { name: 'two variables with several separators', request: 'GET /files/report.v2.pdf' },
    { name: 'variables around a hyphen', request: 'GET /range/1-5' },
    { name: 'a segment that lacks its separator', request: 'GET /files/report' },
    { name: 'an encoded space', request: 'GET /with%20space' },
    { name: 'an encoded letter', request: 'GET /p%65ts' },
    { name: 'an encoded non-ASCII letter', request: 'GET /caf%C3%A9' },
    { name: 'an encoded slash in a value', request: 'GET /pets/a%2Fb' },
    { name: 'an encoded question mark in a value', request: 'GET /pets/a%3Fb' },
    { name: 'another case', request: 'GET /case/sensitive' },
    { name: 'the right case', request: 'GET /Case/Sensitive' },
    { name: 'a trailing slash that is not documented', request: 'GET /pets/mine/' },
    { name: 'a trailing slash after a collection', request: 'GET /pets/' },
    { name: 'a trailing slash that is documented', request: 'GET /slash/' },
    { name: 'no trailing slash where one is documented', request: 'GET /slash' },
    { name: 'an unknown path', request: 'GET /nothing' },
    { name: 'an unknown deep path', request: 'GET /pets/7/toys' },
    { name: 'an unknown method', request: 'PUT /pets' },
    { name: 'an unknown method of a templated path', request: 'PATCH /pets/7' },
    { name: 'HEAD of a GET', request: 'HEAD /pets' },
    { name: 'a documented HEAD', request: 'HEAD /both' },
    { name: 'a documented OPTIONS', request: 'OPTIONS /both' },
    { name: 'an undocumented OPTIONS', request: 'OPTIONS /pets' },
    { name: 'a webhook', request: 'POST /made' },
    { name: 'a base path', request: 'GET /v1/pets' },
    { name: 'a base path with a server variable', request: 'GET /v2/pets/7' },
    { name: 'a query', request: 'GET /pets?x=1&y=2' },
    { name: 'a documented server by __server', request: 'GET /pets?__server=https%3A%2F%2Fapi.example.com%2Fv1' },
    { name: 'a server with a variable by __server', request: 'GET /pets?__server=https%3A%2F%2Fus.example.com%2Fv2' },
    { name: 'an unknown server by __server', request: 'GET /pets?__server=https%3A%2F%2Fother.example.com' },
    {
      name: 'a value of the variable that is not listed',
      request: 'GET /pets?__server=https%3A%2F%2Fasia.example.com%2Fv2',
    },
    { name: 'a deprecated operation', request: 'GET /old' },
    { name: 'dots in a value', request: 'GET /pets/..%2Fetc' },
    { name: 'a semicolon in a value', request: 'GET /pets/a;b=c' },
  ],
};

export const cors: Theme = {
  title: 'CORS',
  document: routing.document,
  cases: [
    { name: 'a request of a page', request: 'GET /pets', headers: { origin: 'https://app.example.com' } },
    { name: 'a request of no page', request: 'GET /pets' },
    { name: 'an error', request: 'GET /nothing', headers: { origin: 'https://app.example.com' } },
    {
      name: 'a preflight',
      request: 'OPTIONS /pets',
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
    },
    {
      name: 'a preflight with headers',
      request: 'OPTIONS /pets/7',
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'x-one, x-two',
      },
    },
    {
      name: 'a preflight of an unknown path',
      request: 'OPTIONS /nothing',
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'GET' },
    },
  ],
};

export const noCors: Theme = {
  title: 'CORS off',
  document: routing.document,
  options: { cors: false },
  cases: [
    { name: 'a request of a page', request: 'GET /pets', headers: { origin: 'https://app.example.com' } },
    {
      name: 'a preflight',
      request: 'OPTIONS /pets',
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
    },
    { name: 'a documented OPTIONS', request: 'OPTIONS /both', headers: { origin: 'https://app.example.com' } },
  ],
};

export const noServers: Theme = {
  title: 'no servers',
  document: `openapi: 3.0.3
info: { title: T, version: '1' }
paths: { /pets: { get: ${ok('all')} } }
`,
  cases: [
    { name: 'a path', request: 'GET /pets' },
    { name: 'a server by __server', request: 'GET /pets?__server=https%3A%2F%2Fapi.example.com' },
  ],
};

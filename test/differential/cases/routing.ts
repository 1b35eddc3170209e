import type { Suite } from '../case.js';

const ok = (body: string) =>
  `{ '200': { description: ok, content: { application/json: { example: { route: ${body} } } } } }`;

const routes = `openapi: 3.1.0
info: { title: Routes, version: '1' }
paths:
  /: { get: { responses: ${ok('root')} } }
  /pets: { get: { responses: ${ok('list')} } , post: { responses: { '201': { description: made } } } }
  /pets/mine: { get: { responses: ${ok('mine')} } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: ${ok('one')} }
    delete: { responses: { '204': { description: gone } } }
  /pets/{id}/toys/{toy}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer } }
      - { name: toy, in: path, required: true, schema: { type: string } }
    get: { responses: ${ok('toy')} }
  /slash/: { get: { responses: ${ok('slash')} } }
  /Case: { get: { responses: ${ok('case')} } }
  /a b: { get: { responses: ${ok('space')} } }
  /über: { get: { responses: ${ok('umlaut')} } }
  /enc%2Foded: { get: { responses: ${ok('encoded')} } }
  /files/{name}.{ext}:
    parameters:
      - { name: name, in: path, required: true, schema: { type: string } }
      - { name: ext, in: path, required: true, schema: { enum: [json, xml] } }
    get: { responses: ${ok('file')} }
  /range/{from}-{to}:
    parameters:
      - { name: from, in: path, required: true, schema: { type: integer } }
      - { name: to, in: path, required: true, schema: { type: integer } }
    get: { responses: ${ok('range')} }
  /fn/getBy(id={id}):
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get: { responses: ${ok('function')} }
  /v{version}/thing:
    parameters: [{ name: version, in: path, required: true, schema: { type: integer } }]
    get: { responses: ${ok('version')} }
  /v1/{what}:
    parameters: [{ name: what, in: path, required: true, schema: { type: string } }]
    get: { responses: ${ok('what')} }
  /tie/{a}/x:
    parameters: [{ name: a, in: path, required: true, schema: { type: string } }]
    get: { responses: ${ok('tie a')} }
  /tie/y/{b}:
    parameters: [{ name: b, in: path, required: true, schema: { type: string } }]
    get: { responses: ${ok('tie b')} }
  /other/concrete: { post: { responses: { '201': { description: made } } } }
  /other/{x}:
    parameters: [{ name: x, in: path, required: true, schema: { type: string } }]
    get: { responses: ${ok('other')} }
  /verbs:
    head: { responses: { '200': { description: ok, headers: { X-Verb: { schema: { type: string }, example: head } } } } }
    options: { responses: ${ok('options')} }
    trace: { responses: ${ok('trace')} }
    put: { responses: ${ok('put')} }
    patch: { responses: ${ok('patch')} }
webhooks:
  hooked: { post: { responses: { '200': { description: ok } } } }
`;

const servers = `openapi: 3.0.3
info: { title: Servers, version: '1' }
servers: [{ url: 'https://api.example.com/v1' }, { url: 'https://{region}.example.com/v2', variables: { region: { default: eu, enum: [eu, us] } } }]
paths:
  /pets: { get: { responses: ${ok('pets')} } }
  /own:
    servers: [{ url: 'https://own.example.com' }]
    get: { responses: ${ok('own')} }
`;

export const routing: readonly Suite[] = [
  {
    theme: 'routes',
    document: routes,
    cases: [
      { name: 'the root', request: 'GET /' },
      { name: 'a concrete path', request: 'GET /pets' },
      { name: 'a concrete path before a template', request: 'GET /pets/mine' },
      { name: 'a template', request: 'GET /pets/7' },
      { name: 'a template with an encoded slash', request: 'GET /pets/a%2Fb' },
      { name: 'a template with an encoded space', request: 'GET /pets/a%20b' },
      { name: 'a template with a dot', request: 'GET /pets/a.b' },
      { name: 'a template with UTF-8', request: 'GET /pets/%C3%BC' },
      { name: 'two templates', request: 'GET /pets/7/toys/ball' },
      { name: 'two templates, one of the wrong type', request: 'GET /pets/seven/toys/ball' },
      { name: 'a 204 without a body', request: 'DELETE /pets/7' },
      { name: 'an unknown path', request: 'GET /nothing' },
      { name: 'a path too long', request: 'GET /pets/7/toys/ball/more' },
      { name: 'an unknown method of a known path', request: 'PUT /pets' },
      { name: 'a method outside the standard', request: 'PURGE /pets' },
      { name: 'a method of a concrete path that only the template has', request: 'DELETE /pets/mine' },
      { name: 'a concrete path without the method beside a template with it', request: 'GET /other/concrete' },
      { name: 'HEAD is not derived from GET', request: 'HEAD /pets' },
      { name: 'HEAD of an unknown path', request: 'HEAD /nothing' },
      { name: 'a documented HEAD', request: 'HEAD /verbs' },
      { name: 'OPTIONS is not derived', request: 'OPTIONS /pets' },
      { name: 'a documented OPTIONS', request: 'OPTIONS /verbs' },
      { name: 'a documented TRACE', request: 'TRACE /verbs' },
      { name: 'a documented PUT', request: 'PUT /verbs' },
      { name: 'a documented PATCH', request: 'PATCH /verbs' },
      { name: 'a trailing slash that is not documented', request: 'GET /pets/mine/' },
      { name: 'a trailing slash before an empty variable', request: 'GET /pets/' },
      { name: 'an empty variable in the middle', request: 'GET /tie//x' },
      { name: 'a documented trailing slash', request: 'GET /slash/' },
      { name: 'a documented trailing slash that is missing', request: 'GET /slash' },
      { name: 'a path in another case', request: 'GET /case' },
      { name: 'a path in its case', request: 'GET /Case' },
      { name: 'a documented space', request: 'GET /a%20b' },
      { name: 'documented UTF-8', request: 'GET /%C3%BCber' },
      { name: 'documented UTF-8 in lower hex', request: 'GET /%c3%bcber' },
      { name: 'a letter that is needlessly encoded', request: 'GET /%70ets' },
      { name: 'a documented encoded slash', request: 'GET /enc%2Foded' },
      { name: 'two variables in a segment', request: 'GET /files/report.json' },
      { name: 'two variables in a segment, the second not in its enum', request: 'GET /files/report.pdf' },
      { name: 'two variables in a segment, the delimiter twice', request: 'GET /files/re.port.json' },
      { name: 'two variables in a segment without the delimiter', request: 'GET /files/report' },
      { name: 'two integers in a segment', request: 'GET /range/1-9' },
      { name: 'two integers in a segment, one of them none', request: 'GET /range/1-x' },
      { name: 'a variable in parentheses', request: 'GET /fn/getBy(id=7)' },
      { name: 'a variable in encoded parentheses', request: 'GET /fn/getBy%28id=7%29' },
      { name: 'a prefix before a variable', request: 'GET /v2/thing' },
      { name: 'a prefixed variable against a literal segment', request: 'GET /v1/thing' },
      { name: 'of two templates that tie, the better prefix', request: 'GET /tie/y/x' },
      { name: 'a dot segment', request: 'GET /pets/../pets' },
      { name: 'an encoded dot segment', request: 'GET /pets/%2e%2e/pets' },
      { name: 'a query on a concrete path', request: 'GET /pets?unknown=1&x' },
      { name: 'an empty query', request: 'GET /pets?' },
      { name: 'a webhook is not a path', request: 'POST /hooked' },
      { name: '__server where there are none', request: 'GET /pets?__server=https://api.example.com' },
    ],
  },
  {
    theme: 'servers',
    document: servers,
    cases: [
      { name: 'a path without the base path of its server', request: 'GET /pets' },
      { name: 'a path under the base path of its server', request: 'GET /v1/pets' },
      { name: '__server that is documented', request: 'GET /pets?__server=https://api.example.com/v1' },
      { name: '__server by a template', request: 'GET /pets?__server=https://us.example.com/v2' },
      { name: '__server by a template, not in its enum', request: 'GET /pets?__server=https://mars.example.com/v2' },
      { name: '__server that is not documented', request: 'GET /pets?__server=https://example.org' },
      { name: '__server of the path', request: 'GET /own?__server=https://own.example.com' },
      {
        name: '__server of the root where the path has its own',
        request: 'GET /own?__server=https://api.example.com/v1',
      },
    ],
  },
];

import type { Theme } from '../compare.js';

const ok = "responses: { '200': { description: ok, content: { application/json: { example: fine } } } }";
const post = (content: string, more = '') => `{ post: { requestBody: { ${more} content: ${content} }, ${ok} } }`;
const PET =
  '{ type: object, required: [name], additionalProperties: false, properties: { name: { type: string, maxLength: 5 }, age: { type: integer }, tags: { type: array, items: { type: string } }, id: { type: integer, readOnly: true }, secret: { type: string, writeOnly: true } } }';
const FORM =
  '{ type: object, required: [name], properties: { name: { type: string }, age: { type: integer }, tags: { type: array, items: { type: string } } } }';
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const multipart = { 'content-type': 'multipart/form-data; boundary=b0' };
const field = (name: string, value: string, more = '') =>
  `--b0\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;

export const bodies: Theme = {
  title: 'bodies',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /json: ${post(`{ application/json: { schema: ${PET} } }`)}
  /required: ${post(`{ application/json: { schema: ${PET} } }`, 'required: true,')}
  /scalar: ${post('{ application/json: { schema: { type: integer } } }', 'required: true,')}
  /vendor: ${post(`{ application/vnd.pet+json: { schema: ${PET} } }`)}
  /two: ${post(`{ application/json: { schema: ${PET} }, text/plain: { schema: { type: string, maxLength: 3 } } }`)}
  /any: ${post('{ "*/*": { schema: { type: string } } }')}
  /range: ${post('{ "application/*": { schema: { type: object } } }')}
  /text: ${post('{ text/plain: { schema: { type: string, maxLength: 3 } } }')}
  /form: ${post(`{ application/x-www-form-urlencoded: { schema: ${FORM} } }`)}
  /formList: ${post(`{ application/x-www-form-urlencoded: { schema: ${FORM}, encoding: { tags: { style: form, explode: true } } } }`)}
  /formJoined: ${post(`{ application/x-www-form-urlencoded: { schema: ${FORM}, encoding: { tags: { style: form, explode: false } } } }`)}
  /multipart: ${post('{ multipart/form-data: { schema: { type: object, required: [title], properties: { title: { type: string }, count: { type: integer }, file: { type: string, format: binary } } } } }')}
  /binary: ${post('{ application/octet-stream: { schema: { type: string, format: binary } } }')}
  /none: { post: { ${ok} } }
  /noSchema: ${post('{ application/json: {} }')}
  /nested: ${post('{ application/json: { schema: { type: object, properties: { a: { type: array, items: { type: object, required: [b], properties: { b: { type: integer } } } } } } } }')}
  /oneOf: ${post('{ application/json: { schema: { oneOf: [{ type: object, required: [a] }, { type: object, required: [b] }] } } }')}
  /nullable: ${post('{ application/json: { schema: { type: object, properties: { n: { type: [string, "null"] }, k: { const: 7 } } } } }')}
`,
  cases: [
    { name: 'valid JSON', request: 'POST /json', body: { name: 'Rex', age: 3, tags: ['a'] } },
    { name: 'a wrong type', request: 'POST /json', body: { name: 'Rex', age: 'x' } },
    { name: 'a missing member', request: 'POST /json', body: { age: 3 } },
    { name: 'an additional member', request: 'POST /json', body: { name: 'Rex', colour: 'red' } },
    { name: 'several faults', request: 'POST /json', body: { name: 'too long', age: 'x', tags: [1] } },
    { name: 'a number for an object', request: 'POST /json', headers: json, body: '7' },
    { name: 'null for an object', request: 'POST /json', headers: json, body: 'null' },
    { name: 'a writeOnly member', request: 'POST /json', body: { name: 'Rex', secret: 's' } },
    { name: 'no body where one may be', request: 'POST /json' },
    { name: 'no body where one must be', request: 'POST /required' },
    {
      name: 'a character set',
      request: 'POST /json',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: '{"name":"Réx"}',
    },
    {
      name: 'a content type in capitals',
      request: 'POST /json',
      headers: { 'content-type': 'Application/JSON' },
      body: '{"name":"Rex"}',
    },
    { name: 'another content type', request: 'POST /json', headers: { 'content-type': 'text/plain' }, body: 'x' },
    {
      name: 'XML where JSON is documented',
      request: 'POST /json',
      headers: { 'content-type': 'application/xml' },
      body: '<a/>',
    },
    { name: 'an integer', request: 'POST /scalar', headers: json, body: '7' },
    { name: 'a text for an integer', request: 'POST /scalar', headers: json, body: '"7"' },
    {
      name: 'the vendor type',
      request: 'POST /vendor',
      headers: { 'content-type': 'application/vnd.pet+json' },
      body: '{"name":"Rex"}',
    },
    {
      name: 'the vendor type, invalid',
      request: 'POST /vendor',
      headers: { 'content-type': 'application/vnd.pet+json' },
      body: '{"age":1}',
    },
    { name: 'plain JSON for the vendor type', request: 'POST /vendor', headers: json, body: '{"name":"Rex"}' },
    { name: 'the second content type', request: 'POST /two', headers: { 'content-type': 'text/plain' }, body: 'abc' },
    {
      name: 'the second content type, invalid',
      request: 'POST /two',
      headers: { 'content-type': 'text/plain' },
      body: 'abcd',
    },
    { name: 'any type', request: 'POST /any', headers: { 'content-type': 'text/csv' }, body: 'a,b' },
    { name: 'a type within a range', request: 'POST /range', headers: json, body: '{}' },
    { name: 'a type out of a range', request: 'POST /range', headers: { 'content-type': 'text/plain' }, body: 'x' },
    { name: 'a text', request: 'POST /text', headers: { 'content-type': 'text/plain' }, body: 'abc' },
    { name: 'a text too long', request: 'POST /text', headers: { 'content-type': 'text/plain' }, body: 'abcd' },
    { name: 'a form', request: 'POST /form', headers: form, body: 'name=Rex&age=3' },
    { name: 'a form with a space', request: 'POST /form', headers: form, body: 'name=R+x%20y' },
    { name: 'a form, wrong type', request: 'POST /form', headers: form, body: 'name=Rex&age=x' },
    { name: 'a form, missing field', request: 'POST /form', headers: form, body: 'age=3' },
    { name: 'a form list, exploded', request: 'POST /formList', headers: form, body: 'name=Rex&tags=a&tags=b' },
    { name: 'a form list, joined', request: 'POST /formJoined', headers: form, body: 'name=Rex&tags=a,b' },
    { name: 'a form list without encoding', request: 'POST /form', headers: form, body: 'name=Rex&tags=a' },
    {
      name: 'a multipart body',
      request: 'POST /multipart',
      headers: multipart,
      body: `${field('title', 'x')}${field('count', '3')}--b0--\r\n`,
    },
    {
      name: 'a multipart body, missing part',
      request: 'POST /multipart',
      headers: multipart,
      body: `${field('count', '3')}--b0--\r\n`,
    },
    {
      name: 'a multipart body, wrong type',
      request: 'POST /multipart',
      headers: multipart,
      body: `${field('title', 'x')}${field('count', 'y')}--b0--\r\n`,
    },
    {
      name: 'a multipart body without boundary',
      request: 'POST /multipart',
      headers: { 'content-type': 'multipart/form-data' },
      body: field('title', 'x'),
    },
    {
      name: 'a binary body',
      request: 'POST /binary',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'abc',
    },
    { name: 'a body where none is documented', request: 'POST /none', headers: json, body: '{}' },
    { name: 'no body where none is documented', request: 'POST /none' },
    { name: 'any JSON without a schema', request: 'POST /noSchema', headers: json, body: '[1]' },
    { name: 'a fault deep inside', request: 'POST /nested', body: { a: [{ b: 1 }, { b: 'x' }, {}] } },
    { name: 'one of two', request: 'POST /oneOf', body: { a: 1 } },
    { name: 'both of two', request: 'POST /oneOf', body: { a: 1, b: 2 } },
    { name: 'neither of two', request: 'POST /oneOf', body: { c: 1 } },
    { name: 'null where it may stand', request: 'POST /nullable', body: { n: null, k: 7 } },
    { name: 'another value than the constant', request: 'POST /nullable', body: { k: 8 } },
  ],
};

export const bodies30: Theme = {
  title: 'bodies of OpenAPI 3.0',
  document: `openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /json: ${post('{ application/json: { schema: { type: object, properties: { n: { type: string, nullable: true }, m: { type: string }, e: { type: string, nullable: true, enum: [a] }, x: { type: number, minimum: 3, exclusiveMinimum: true }, i: { type: integer, format: int32 }, day: { type: string, format: date }, b: { type: string, format: byte } } } } }')}
`,
  cases: [
    { name: 'null where it may stand', request: 'POST /json', body: { n: null } },
    { name: 'null where it may not', request: 'POST /json', body: { m: null } },
    { name: 'null in an enumeration', request: 'POST /json', body: { e: null } },
    { name: 'another than the enumeration', request: 'POST /json', body: { e: 'b' } },
    { name: 'the exclusive bound', request: 'POST /json', body: { x: 3 } },
    { name: 'above the exclusive bound', request: 'POST /json', body: { x: 3.1 } },
    { name: 'too large for int32', request: 'POST /json', body: { i: 3000000000 } },
    { name: 'no date', request: 'POST /json', body: { day: 'today' } },
    { name: 'no base64', request: 'POST /json', body: { b: '***' } },
  ],
};

const scheme = (name: string, security: string) => `  /${name}: { get: { security: ${security}, ${ok} } }`;
const basic = `Basic ${btoa('user:pass')}`;

export const security: Theme = {
  title: 'security',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
security: [{ bearer: [] }]
paths:
${[
  scheme('headerKey', '[{ headerKey: [] }]'),
  scheme('queryKey', '[{ queryKey: [] }]'),
  scheme('cookieKey', '[{ cookieKey: [] }]'),
  scheme('basic', '[{ basic: [] }]'),
  scheme('bearer', '[{ bearer: [] }]'),
  scheme('digest', '[{ digest: [] }]'),
  scheme('oauth', '[{ oauth: [read] }]'),
  scheme('openId', '[{ openId: [] }]'),
  scheme('either', '[{ headerKey: [] }, { bearer: [] }]'),
  scheme('both', '[{ headerKey: [], bearer: [] }]'),
  scheme('optional', '[{ bearer: [] }, {}]'),
  scheme('open', '[]'),
].join('\n')}
  /usual: { get: { ${ok} } }
  /documented: { get: { security: [{ bearer: [] }], responses: { '200': { description: ok, content: { application/json: { example: fine } } }, '401': { description: no, content: { application/json: { example: { error: who } } } } } } }
  /default: { get: { security: [{ basic: [] }], responses: { '200': { description: ok, content: { application/json: { example: fine } } }, default: { description: no, content: { application/json: { example: { error: some } } } } } } }
components:
  securitySchemes:
    headerKey: { type: apiKey, in: header, name: X-Key }
    queryKey: { type: apiKey, in: query, name: key }
    cookieKey: { type: apiKey, in: cookie, name: key }
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer }
    digest: { type: http, scheme: digest }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://example.com/t', scopes: { read: r } } } }
    openId: { type: openIdConnect, openIdConnectUrl: 'https://example.com/o' }
`,
  cases: [
    { name: 'a key in a header', request: 'GET /headerKey', headers: { 'x-key': 'k' } },
    { name: 'no key in the header', request: 'GET /headerKey' },
    { name: 'a key in the query', request: 'GET /queryKey?key=k' },
    { name: 'no key in the query', request: 'GET /queryKey' },
    { name: 'a key in a cookie', request: 'GET /cookieKey', headers: { cookie: 'a=b; key=k' } },
    { name: 'no key in a cookie', request: 'GET /cookieKey', headers: { cookie: 'a=b' } },
    { name: 'basic', request: 'GET /basic', headers: { authorization: basic } },
    { name: 'no basic', request: 'GET /basic' },
    { name: 'basic without a colon', request: 'GET /basic', headers: { authorization: `Basic ${btoa('user')}` } },
    { name: 'bearer for basic', request: 'GET /basic', headers: { authorization: 'Bearer x' } },
    { name: 'bearer', request: 'GET /bearer', headers: { authorization: 'Bearer x' } },
    { name: 'no bearer', request: 'GET /bearer' },
    { name: 'an empty bearer', request: 'GET /bearer', headers: { authorization: 'Bearer' } },
    { name: 'a lower-case bearer', request: 'GET /bearer', headers: { authorization: 'bearer x' } },
    {
      name: 'digest',
      request: 'GET /digest',
      headers: { authorization: 'Digest username="u", realm="r", nonce="n", uri="/", response="x"' },
    },
    { name: 'an incomplete digest', request: 'GET /digest', headers: { authorization: 'Digest username="u"' } },
    { name: 'no digest', request: 'GET /digest' },
    { name: 'oauth2', request: 'GET /oauth', headers: { authorization: 'Bearer x' } },
    { name: 'no oauth2', request: 'GET /oauth' },
    { name: 'openIdConnect', request: 'GET /openId', headers: { authorization: 'Bearer x' } },
    { name: 'no openIdConnect', request: 'GET /openId' },
    { name: 'the first alternative', request: 'GET /either', headers: { 'x-key': 'k' } },
    { name: 'the second alternative', request: 'GET /either', headers: { authorization: 'Bearer x' } },
    { name: 'no alternative', request: 'GET /either' },
    { name: 'both of two', request: 'GET /both', headers: { 'x-key': 'k', authorization: 'Bearer x' } },
    { name: 'one of two', request: 'GET /both', headers: { 'x-key': 'k' } },
    { name: 'none where it is optional', request: 'GET /optional' },
    { name: 'none where it is switched off', request: 'GET /open' },
    { name: 'none where the document demands it', request: 'GET /usual' },
    { name: 'the documented 401', request: 'GET /documented' },
    { name: 'the documented default', request: 'GET /default' },
  ],
};

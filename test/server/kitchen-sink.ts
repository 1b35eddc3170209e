const ok = "responses: { '200': { description: ok, content: { application/json: { example: fine } } } }";
const query = (name: string, more: string) => `{ name: ${name}, in: query, ${more} }`;
const path = (more: string) => `{ name: p, in: path, required: true, ${more} }`;

/** A document with a bit of everything. */
export const KITCHEN_SINK = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: /v1 }, { url: 'https://{host}/api', variables: { host: { default: a } } }]
paths:
  /good: { get: { ${ok} } }
  /query: { get: { parameters: [${query('a', 'schema: { type: integer }')}, ${query('b', 'style: pipeDelimited, schema: { type: string }')}, ${query('c', 'style: deepObject, schema: { type: object, properties: { x: { type: array, uniqueItems: true } } }')}, ${query('d', 'style: spaceDelimited, schema: { type: array, uniqueItems: true, items: { type: integer } }')}, ${query('e', 'content: { application/json: { schema: { enum: [{ x: 1 }] } } }')}, ${query('f', 'schema: { type: string, pattern: "^(a+)+$" }')}], ${ok} } }
  /label/{p}: { get: { parameters: [${path('style: label, explode: true, schema: { type: array, items: { type: integer } }')}], ${ok} } }
  /matrix/{p}: { get: { parameters: [${path('style: matrix, schema: { type: object, properties: { a: { type: integer } } }')}], ${ok} } }
  /two/{p}.{q}-{r}: { get: { ${ok} } }
  /cookie: { get: { parameters: [{ name: c, in: cookie, required: true, schema: { type: array, items: { type: integer } } }, { name: X-H, in: header, schema: { type: object } }], ${ok} } }
  /secure: { get: { security: [{ basic: [], key: [] }, { digest: [] }], ${ok} } }
  /json: { post: { requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/tree' } } } }, ${ok} } }
  /pets: { post: { requestBody: { content: { application/json: { schema: { oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }], discriminator: { propertyName: kind } } } } }, responses: { '201': { description: made, content: { application/json: { schema: { $ref: '#/components/schemas/cat' } } } } } }, get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/cat' } } } } } } } }
  /pets/{id}: { get: { ${ok} }, patch: { requestBody: { content: { application/json: { schema: { type: object } } } }, ${ok} }, delete: { responses: { '204': { description: gone } } } }
  /form: { post: { requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: array, uniqueItems: true }, b: { type: object } } }, encoding: { a: { style: pipeDelimited } } } } }, ${ok} } }
  /multipart: { post: { requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { a: { type: integer }, f: { type: string, format: binary }, o: { type: object } } } } } }, ${ok} } }
  /xml: { post: { requestBody: { content: { application/xml: { schema: { $ref: '#/components/schemas/tree' } } } }, responses: { '200': { description: ok, content: { application/xml: { schema: { $ref: '#/components/schemas/tree' } }, text/plain: { schema: { type: string } } } } } } }
  /binary: { put: { requestBody: { content: { '*/*': { schema: { type: string, maxLength: 9 } } } }, responses: { '200': { description: ok, headers: { X-O: { schema: { type: object, properties: { a: { type: integer } } } }, X-N: { schema: { type: [integer, 'null'] } } }, content: { image/png: {}, 'image/*': {} } } } } }
  /generated: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/tree' } } } }, default: { description: error, content: { application/json: { schema: { type: object } } } } } } }
components:
  securitySchemes: { basic: { type: http, scheme: basic }, key: { type: apiKey, in: cookie, name: k }, digest: { type: http, scheme: digest } }
  schemas:
    tree: { type: object, properties: { name: { type: string, pattern: '^[a-z]*$' }, children: { type: array, uniqueItems: true, items: { $ref: '#/components/schemas/tree' } }, same: { const: { a: 1 } } }, unevaluatedProperties: false }
    cat: { type: object, required: [kind], properties: { kind: { type: string }, id: { type: string, readOnly: true }, lives: { type: integer } } }
    dog: { type: object, required: [kind], properties: { kind: { type: string }, secret: { type: string, writeOnly: true } } }
`;

/** Content types, right and wrong. */
export const TYPES = [
  'application/json',
  'application/json; charset=nope',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=b',
  'multipart/form-data',
  'application/xml',
  'text/plain',
  'image/png',
  'garbage',
  '/',
  'a/b;;=',
  '*/*',
];
/** Bodies, right and wrong, for any of them. */
export const BODIES = [
  '',
  '{',
  '{"a":',
  '[]',
  'null',
  '{"kind":"cat"}',
  '{"kind":7}',
  '{"__proto__":{"x":1}}',
  '{"valueOf":1,"children":[{"valueOf":1},{"valueOf":1}],"same":{"valueOf":2}}',
  `${'['.repeat(20_000)}`,
  `${'{"children":['.repeat(3000)}`,
  '1e999',
  '"\\ud800"',
  'a=1&a=2&b[x]=1&__proto__=1&constructor[prototype]=2',
  '--b\r\n\r\n',
  '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n',
  '--b\r\nContent-Disposition: form-data; name="__proto__"; filename="x"\r\nContent-Type: application/json\r\n\r\n{\r\n--b--',
  '<a',
  '<tree><name>x</name><children/></tree>',
  '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
  `${'<a>'.repeat(2000)}`,
  'x'.repeat(60_000),
];

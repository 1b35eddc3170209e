import type { Case, Suite } from '../case.js';

const media = (content: string, type = 'application/json') =>
  `{ '200': { description: ok, content: { ${type}: ${content} } } }`;
const operation = (path: string, content: string, type?: string) =>
  `  ${path}: { get: { responses: ${media(content, type)} } }\n`;
const schema = (path: string, text: string) => operation(path, `{ schema: ${text} }`);
const string = (path: string, more: string) => schema(`/string/${path}`, `{ type: string, ${more} }`);
const number = (path: string, more: string) => schema(`/number/${path}`, `{ type: number, ${more} }`);
const header = (path: string, text: string) =>
  `  /header/${path}: { get: { responses: { '200': { description: ok, headers: { X-H: ${text} } } } } }\n`;

const pet = '{ type: object, required: [name], properties: { name: { type: string }, age: { type: integer } } }';

const examples = `openapi: 3.1.0
info: { title: Examples, version: '1' }
paths:
${operation('/example', '{ example: { from: example }, schema: { example: { from: schema } } }')}\
${operation('/examples', '{ examples: { b: { value: { from: b } }, a: { value: { from: a } } } }')}\
${operation('/schema-example', '{ schema: { type: object, example: { from: schema } } }')}\
${operation('/schema-examples', '{ schema: { type: object, examples: [{ from: first }, { from: second }] } }')}\
${operation('/schema-before-examples', '{ schema: { type: object, example: { from: schema } }, examples: { a: { value: { from: a } } } }')}\
${operation('/both', '{ examples: { a: { value: { from: a } } }, example: { from: example } }')}\
${operation('/both-alike', '{ example: { from: b }, examples: { a: { value: { from: a } }, b: { value: { from: b } } } }')}\
${operation('/null', '{ example: null }')}\
${operation('/false', '{ example: false }')}\
${operation('/zero', '{ example: 0 }')}\
${operation('/text-example', '{ example: text }')}\
${operation('/json-text', '{ example: \'{"a":1}\' }')}\
${operation('/array', '{ example: [1, 2] }')}\
${operation('/component', "{ examples: { x: { $ref: '#/components/examples/x' } } }")}\
${operation('/summary-only', '{ examples: { x: { summary: nothing } }, schema: { type: string, example: schema } }')}\
${operation('/invalid', `{ example: { name: 1 }, schema: ${pet} }`)}\
${operation('/plain', '{ example: text }', 'text/plain')}\
${operation('/plain-number', '{ example: 7 }', 'text/plain')}\
${operation('/plain-object', '{ example: { a: 1 } }', 'text/plain')}\
${operation('/html', "{ example: '<p>ü</p>' }", 'text/html; charset=utf-8')}\
${operation('/xml-text', "{ example: '<a>1</a>' }", 'application/xml')}\
${operation('/xml-object', '{ example: { a: 1, b: [x, y] } }', 'application/xml')}\
${operation('/csv', "{ example: 'a,b' }", 'text/csv')}\
${operation('/pdf', '{ example: text }', 'application/pdf')}\
${operation('/pdf-object', '{ example: { a: 1 } }', 'application/pdf')}\
${operation('/form', '{ example: { a: 1 } }', 'application/x-www-form-urlencoded')}\
${operation('/bare', '{}')}\
  /old: { get: { parameters: [{ name: p, in: query, deprecated: true, schema: { type: string } }], responses: ${media(`{ example: { name: 1 }, schema: ${pet} }`)} } }
  /status-invalid: { get: { responses: { '200': { description: ok, headers: { X-H: { required: true, schema: { type: integer }, example: text } }, content: { application/json: { example: {} } } } } } }
components: { examples: { x: { value: { from: component } } } }
`;

const named = `openapi: 3.0.2
info: { title: Names of elements, version: '1' }
paths:
${operation('/named', "{ schema: { $ref: '#/components/schemas/boat' } }", 'application/xml')}\
${operation('/named-example', "{ schema: { $ref: '#/components/schemas/boat' }, example: { mast: 2 } }", 'application/xml')}\
${operation('/unnamed', '{ schema: { type: object, properties: { mast: { type: integer, example: 2 } } } }', 'application/xml')}\
components: { schemas: { boat: { type: object, properties: { mast: { type: integer, example: 1 } } } } }
`;

const samples = `openapi: 3.0.3
info: { title: Samples, version: '1' }
paths:
${schema('/object', pet)}\
${schema('/optional', '{ type: object, properties: { a: { type: string }, b: { type: object, properties: { c: { type: boolean } } } } }')}\
${schema('/members', '{ type: object, properties: { e: { type: string, example: x }, d: { type: string, default: y }, n: { type: string, enum: [z, w] } } }')}\
${schema('/array', `{ type: array, items: ${pet} }`)}\
${schema('/array-min', '{ type: array, minItems: 3, items: { type: integer } }')}\
${schema('/array-bare', '{ type: array, items: {} }')}\
${schema('/map', '{ type: object, additionalProperties: { type: integer } }')}\
${schema('/free', '{ type: object }')}\
${schema('/boolean', '{ type: boolean }')}\
${schema('/nullable', '{ type: string, nullable: true }')}\
${schema('/all', '{ allOf: [{ type: object, properties: { a: { type: integer } } }, { type: object, properties: { b: { type: string } } }] }')}\
${schema('/one', '{ oneOf: [{ type: object, properties: { a: { type: integer } } }, { type: string }] }')}\
${schema('/any', '{ anyOf: [{ type: string, example: first }, { type: integer }] }')}\
${schema('/cycle', "{ $ref: '#/components/schemas/node' }")}\
${schema('/write', '{ type: object, properties: { secret: { type: string, writeOnly: true }, id: { type: integer, readOnly: true } } }')}\
${string('plain', 'title: x')}\
${string('date-time', 'format: date-time')}\
${string('date', 'format: date')}\
${string('email', 'format: email')}\
${string('uuid', 'format: uuid')}\
${string('uri', 'format: uri')}\
${string('ipv4', 'format: ipv4')}\
${string('ipv6', 'format: ipv6')}\
${string('hostname', 'format: hostname')}\
${string('password', 'format: password')}\
${string('long', 'minLength: 20')}\
${string('short', 'maxLength: 3')}\
${string('pattern', "pattern: '^[A-Z]{3}$'")}\
${number('plain', 'title: x')}\
${number('minimum', 'minimum: 5')}\
${number('exclusive', 'minimum: 5, exclusiveMinimum: true')}\
${number('maximum', 'maximum: -5')}\
${number('multiple', 'minimum: 5, multipleOf: 4')}\
${schema('/number/int32', '{ type: integer, format: int32 }')}\
${schema('/number/int64', '{ type: integer, format: int64 }')}\
${schema('/number/float', '{ type: number, format: float }')}\
${schema('/number/default', '{ type: integer, default: 7 }')}\
${operation('/xml', '{ schema: { type: object, properties: { a: { type: string, example: x } } } }', 'application/xml')}\
${operation('/plain', '{ schema: { type: string } }', 'text/plain')}\
${header('string', '{ schema: { type: string } }')}\
${header('example', '{ schema: { type: string }, example: x }')}\
${header('examples', '{ schema: { type: string }, examples: { a: { value: one }, b: { value: two } } }')}\
${header('integer', '{ schema: { type: integer, minimum: 5 } }')}\
${header('boolean', '{ schema: { type: boolean } }')}\
${header('enum', '{ schema: { type: string, enum: [a, b] } }')}\
  /header/several: { get: { responses: { '200': { description: ok, headers: { X-A: { schema: { type: string }, example: a }, X-B: { schema: { type: integer }, example: 2 }, Set-Cookie: { schema: { type: string }, example: s=1 }, ETag: { schema: { type: string }, example: '"e"' } } } } } }
  /header/content-type: { get: { responses: { '200': { description: ok, headers: { Content-Type: { schema: { type: string }, example: text/html } }, content: { application/json: { example: 1 } } } } } }
${header('no-schema', '{ description: x }')}\
${header('schema-example', '{ schema: { type: string, example: x } }')}\
components: { schemas: { node: { type: object, properties: { v: { type: integer }, next: { $ref: '#/components/schemas/node' } } } } }
`;

const modern = `openapi: 3.1.0
info: { title: Samples of 3.1, version: '1' }
paths:
${schema('/types', '{ type: [string, "null"] }')}\
${schema('/types-first', '{ type: [integer, string] }')}\
${schema('/null', '{ type: "null" }')}\
${schema('/const', '{ const: fixed }')}\
${schema('/const-member', '{ type: object, properties: { kind: { const: cat } } }')}\
${schema('/examples', '{ type: object, properties: { a: { type: string, examples: [x, y] } } }')}\
${schema('/exclusive', '{ type: integer, exclusiveMinimum: 5 }')}\
${schema('/tuple', '{ type: array, prefixItems: [{ type: string }, { type: integer }] }')}\
${schema('/ref-sibling', "{ $ref: '#/components/schemas/pet', description: sibling }")}\
${schema('/untyped', '{ properties: { a: { type: integer } } }')}\
${schema('/empty', '{}')}\
${schema('/true', 'true')}\
  /send:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { c: { const: 1 }, n: { type: [integer, "null"] }, t: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false }, d: { type: object, dependentRequired: { a: [b] } }, u: { type: object, properties: { a: {} }, unevaluatedProperties: false }, s: { type: array, contains: { type: integer }, minContains: 2 }, i: { type: object, if: { required: [a] }, then: { required: [b] }, else: { required: [c] } }, k: { type: object, propertyNames: { pattern: '^[a-z]+$' } }, p: { type: object, patternProperties: { ^x-: { type: integer } }, additionalProperties: false }, e: { type: integer, exclusiveMaximum: 5 } } } } } }
      responses: { '200': { description: ok } }
components: { schemas: { pet: ${pet} } }
`;

const get = (target: string, headers: Record<string, string> = {}, name = target): Case => ({
  name,
  request: `GET ${target}`,
  headers,
});
const all = (prefix: string, document: string): Case[] =>
  [...document.matchAll(/^ {2}(\/\S+): \{ get/gm)].map(([, path]) => get(String(path), {}, `${prefix}: ${path}`));
const send = (name: string, value: unknown): Case => ({
  name: `3.1: ${name}`,
  request: 'POST /send',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

/** Samples of which only the validity is compared: any valid value would do. */
const valid: Readonly<Record<string, Pick<Case, 'conforms'>>> = {
  'sample: /string/pattern': { conforms: { type: 'string', pattern: '^[A-Z]{3}$' } },
  'sample: /number/multiple': { conforms: { type: 'number', minimum: 5, multipleOf: 4 } },
};

export const responses: readonly Suite[] = [
  { theme: 'documented examples', document: examples, cases: all('example', examples) },
  {
    theme: 'violations of the answer as errors',
    document: examples,
    options: { errors: true },
    cases: [
      get('/invalid', {}, '--errors: an example that breaks its schema'),
      get('/example', {}, '--errors: a valid answer'),
      get('/status-invalid', {}, '--errors: a header that breaks its schema'),
      get('/old?p=x', {}, '--errors: a warning of the request and a fault of the answer'),
      get('/old?p=x', { Prefer: 'example=none' }, '--errors: a warning of the request alone'),
    ],
  },
  {
    theme: 'names of XML elements',
    document: named,
    cases: all('XML', named),
  },
  {
    theme: 'examples that are ignored',
    document: examples,
    options: { ignoreExamples: true },
    cases: [
      get('/example', {}, '--ignoreExamples: an example beside one of the schema'),
      get('/examples', {}, '--ignoreExamples: no schema'),
      get('/schema-example', {}, '--ignoreExamples: an example of the schema'),
      get('/invalid', {}, '--ignoreExamples: a schema'),
      get('/examples', { Prefer: 'example=a' }, '--ignoreExamples: an example is preferred'),
    ],
  },
  {
    theme: 'generated samples',
    document: samples,
    cases: all('sample', samples).map((one) => ({ ...one, ...valid[one.name] })),
  },
  {
    theme: 'generated samples of 3.1',
    document: modern,
    cases: [
      ...all('3.1', modern),
      send('const', { c: 1 }),
      send('const, wrong', { c: 2 }),
      send('type list', { n: null }),
      send('type list, wrong', { n: 'x' }),
      send('contains', { s: [1, 2, 'x'] }),
      send('contains, wrong', { s: ['x'] }),
      send('minContains, wrong', { s: [1] }),
      send('if and then', { i: { a: 1, b: 1 } }),
      send('if and then, wrong', { i: { a: 1 } }),
      send('else, wrong', { i: {} }),
      send('propertyNames, wrong', { k: { A: 1 } }),
      send('patternProperties', { p: { 'x-a': 1 } }),
      send('patternProperties, wrong', { p: { 'x-a': 'b' } }),
      send('neither a property nor a pattern', { p: { y: 1 } }),
      send('exclusiveMaximum, wrong', { e: 5 }),
      send('prefixItems', { t: ['a', 1] }),
      send('prefixItems, wrong', { t: [1, 'a'] }),
      send('dependentRequired, wrong', { d: { a: 1 } }),
      send('unevaluatedProperties, wrong', { u: { b: 1 } }),
    ],
  },
  {
    theme: 'random bodies',
    document: samples,
    options: { dynamic: true, seed: 'one' },
    cases: [
      ...[
        [
          '/object',
          { type: 'object', required: ['name'], properties: { name: { type: 'string' }, age: { type: 'integer' } } },
        ],
        ['/array', { type: 'array', items: { type: 'object', required: ['name'] } }],
        ['/array-min', { type: 'array', minItems: 3, items: { type: 'integer' } }],
        ['/string/short', { type: 'string', maxLength: 3 }],
        ['/string/long', { type: 'string', minLength: 20 }],
        ['/string/pattern', { type: 'string', pattern: '^[A-Z]{3}$' }],
        ['/number/exclusive', { type: 'number', exclusiveMinimum: 5 }],
        ['/one', { type: ['object', 'string'] }],
        ['/members', { type: 'object', properties: { n: { enum: ['z', 'w'] } } }],
        ['/write', { type: 'object', properties: { secret: false } }],
      ].map(([path, conforms]): Case => ({ ...get(String(path), {}, `dynamic: ${path}`), conforms: Object(conforms) })),
      { ...get('/object', { Prefer: 'dynamic=false' }, 'dynamic: false is preferred') },
    ],
  },
  {
    theme: 'answers without a body, and large ones',
    document: `openapi: 3.0.2
info: { title: No body, version: '1' }
paths:
  /pets:
    head: { responses: { '200': { description: ok, headers: { X-Count: { schema: { type: integer }, example: 3 } }, content: { application/json: { example: { a: 1 } } } } } }
    get: { responses: { '204': { description: none, content: { application/json: { example: { a: 1 } } } } } }
  /many: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: array, minItems: 3000, items: { type: string } } } } } } } }
`,
    cases: [
      get('/pets', { accept: 'application/xml' }, 'no body: 204, another type accepted'),
      { name: 'no body: HEAD, another type accepted', request: 'HEAD /pets', headers: { accept: 'application/xml' } },
      {
        name: 'large: 3,000 items',
        request: 'GET /many',
        conforms: { type: 'array', minItems: 3000, items: { type: 'string' } },
      },
    ],
  },
];

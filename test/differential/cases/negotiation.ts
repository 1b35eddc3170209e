import type { Theme } from '../compare.js';

const get = (responses: string, more = '') => `{ get: { ${more} responses: ${responses} } }`;
const example = (value: string) => `{ description: d, content: { application/json: { example: ${value} } } }`;
const prefer = (value: string) => ({ prefer: value });
const accept = (value: string) => ({ accept: value });

export const negotiation: Theme = {
  title: 'negotiation',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /statuses: ${get(`{ '404': ${example('missing')}, '202': ${example('later')}, '200': ${example('now')}, '5XX': ${example('broken')} }`)}
  /range: ${get(`{ 2XX: ${example('some')}, '400': ${example('bad')} }`)}
  /default: ${get(`{ default: ${example('any')} }`)}
  /errorOnly: ${get(`{ '404': ${example('missing')}, '400': ${example('bad')} }`)}
  /nothing: ${get('{}')}
  /empty: ${get("{ '204': { description: none } }")}
  /noContent: ${get("{ '200': { description: ok } }")}
  /notModified: ${get("{ '304': { description: same } }")}
  /examples: ${get("{ '200': { description: d, content: { application/json: { schema: { type: object }, examples: { one: { value: { n: 1 } }, two: { value: { n: 2 } } } } } } }")}
  /single: ${get("{ '200': { description: d, content: { application/json: { example: { n: 0 } } } } }")}
  /types: ${get("{ '200': { description: d, content: { application/json: { example: { a: 1 } }, application/xml: { example: '<a>1</a>' }, text/plain: { example: one } } } }")}
  /textFirst: ${get("{ '200': { description: d, content: { text/plain: { example: one }, application/json: { example: { a: 1 } } } } }")}
  /vendor: ${get("{ '200': { description: d, content: { application/vnd.a+json: { example: { a: 1 } } } } }")}
  /charset: ${get("{ '200': { description: d, content: { 'application/json; charset=utf-8': { example: { a: 1 } } } } }")}
  /anyType: ${get("{ '200': { description: d, content: { '*/*': { example: hello } } } }")}
  /headers: ${get("{ '200': { description: d, headers: { X-Text: { schema: { type: string, example: abc } }, X-Number: { schema: { type: integer, default: 7 } }, X-Example: { example: e, schema: { type: string } }, X-Enum: { schema: { type: string, enum: [p, q] } } }, content: { application/json: { example: 1 } } } }")}
  /invalid422: ${get(`{ '200': ${example('fine')}, '422': ${example('{ e: 422 }')}, '400': ${example('{ e: 400 }')} }`, 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalid400: ${get(`{ '200': ${example('fine')}, '400': ${example('{ e: 400 }')} }`, 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalid4XX: ${get(`{ '200': ${example('fine')}, 4XX: ${example('{ e: 4 }')} }`, 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalidDefault: ${get(`{ '200': ${example('fine')}, default: ${example('{ e: 0 }')} }`, 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalidNamed: ${get("{ '200': { description: d }, '422': { description: d, content: { application/json: { examples: { a: { value: { e: a } }, b: { value: { e: b } } } } } } }", 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalidSchema: ${get("{ '200': { description: d }, '400': { description: d, content: { application/json: { schema: { type: object, properties: { e: { type: string, default: generated } } } } } } }", 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
  /invalidEmpty: ${get("{ '200': { description: d }, '400': { description: d } }", 'parameters: [{ name: n, in: query, required: true, schema: { type: integer } }],')}
`,
  cases: [
    { name: 'the lowest success', request: 'GET /statuses' },
    { name: 'a range of successes', request: 'GET /range' },
    { name: 'default', request: 'GET /default' },
    { name: 'only errors', request: 'GET /errorOnly' },
    { name: 'no response at all', request: 'GET /nothing' },
    { name: '204', request: 'GET /empty' },
    { name: '200 without content', request: 'GET /noContent', headers: accept('application/json') },
    { name: '304', request: 'GET /notModified' },
    { name: 'a preferred code', request: 'GET /statuses', headers: prefer('code=404') },
    { name: 'a preferred code by query', request: 'GET /statuses?__code=202' },
    { name: 'a preferred code in a range', request: 'GET /statuses', headers: prefer('code=503') },
    { name: 'a preferred code under default', request: 'GET /default', headers: prefer('code=418') },
    { name: 'a preferred code that is not documented', request: 'GET /range', headers: prefer('code=404') },
    { name: 'a preferred code that is none', request: 'GET /statuses', headers: prefer('code=abc') },
    { name: 'the first example', request: 'GET /examples' },
    { name: 'a preferred example', request: 'GET /examples', headers: prefer('example=two') },
    { name: 'a preferred example by query', request: 'GET /examples?__example=two' },
    { name: 'a preferred example that is not there', request: 'GET /examples', headers: prefer('example=three') },
    { name: 'code and example', request: 'GET /examples', headers: prefer('code=200, example=two') },
    { name: 'a header before the query', request: 'GET /examples?__example=one', headers: prefer('example=two') },
    { name: 'a single example', request: 'GET /single' },
    { name: 'accept everything', request: 'GET /types', headers: accept('*/*') },
    { name: 'accept XML', request: 'GET /types', headers: accept('application/xml') },
    { name: 'accept by weight', request: 'GET /types', headers: accept('application/json;q=0.1, text/plain;q=0.9') },
    { name: 'accept a range', request: 'GET /types', headers: accept('text/*') },
    { name: 'accept what is not there', request: 'GET /types', headers: accept('image/png') },
    { name: 'accept what is not there, or anything', request: 'GET /types', headers: accept('image/png, */*;q=0.1') },
    { name: 'accept in capitals', request: 'GET /types', headers: accept('Application/XML') },
    {
      name: 'accept as browsers do',
      request: 'GET /textFirst',
      headers: accept('text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'),
    },
    { name: 'accept with parameters', request: 'GET /types', headers: accept('application/json; charset=utf-8') },
    { name: 'a vendor type', request: 'GET /vendor' },
    { name: 'accept JSON for a vendor type', request: 'GET /vendor', headers: accept('application/json') },
    { name: 'accept the vendor type', request: 'GET /vendor', headers: accept('application/vnd.a+json') },
    { name: 'a documented character set', request: 'GET /charset' },
    { name: 'any type', request: 'GET /anyType' },
    { name: 'documented headers', request: 'GET /headers' },
    { name: 'an invalid request, 422', request: 'GET /invalid422' },
    { name: 'an invalid request, 400', request: 'GET /invalid400' },
    { name: 'an invalid request, 4XX', request: 'GET /invalid4XX' },
    { name: 'an invalid request, default', request: 'GET /invalidDefault' },
    { name: 'an invalid request, named example', request: 'GET /invalidNamed', headers: prefer('code=422, example=b') },
    { name: 'an invalid request, from a schema', request: 'GET /invalidSchema' },
    { name: 'an invalid request, nothing to say', request: 'GET /invalidEmpty' },
    { name: 'an invalid request, whatever it prefers', request: 'GET /invalid422', headers: prefer('code=200') },
    { name: 'a wish for something dynamic that is no wish', request: 'GET /single', headers: prefer('dynamic=maybe') },
  ],
};

const body = (schema: string) =>
  get(`{ '200': { description: d, content: { application/json: { schema: ${schema} } } } }`);

const GENERATED = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /object: ${body('{ type: object, properties: { s: { type: string }, n: { type: integer }, b: { type: boolean }, a: { type: array, items: { type: string } } } }')}
  /formats: ${body('{ type: object, properties: { at: { type: string, format: date-time }, on: { type: string, format: date }, mail: { type: string, format: email }, link: { type: string, format: uri }, host: { type: string, format: hostname }, ip: { type: string, format: ipv4 } } }')}
  /defaults: ${body('{ type: object, properties: { d: { type: string, default: x }, e: { type: string, enum: [p, q] }, c: { const: 5 }, l: { type: string, examples: [first, second] } } }')}
  /bounds: ${body('{ type: object, properties: { min: { type: integer, minimum: 5 }, max: { type: integer, maximum: -3 }, ex: { type: integer, exclusiveMinimum: 5 }, len: { type: string, minLength: 8 }, short: { type: string, maxLength: 3 } } }')}
  /allOf: ${body('{ allOf: [{ type: object, properties: { a: { type: integer, minimum: 1 } } }, { type: object, properties: { b: { type: string, default: two } } }] }')}
  /oneOf: ${body('{ oneOf: [{ type: object, properties: { a: { type: string, default: one } } }, { type: string }] }')}
  /anyOf: ${body('{ anyOf: [{ type: integer, minimum: 3 }, { type: string }] }')}
  /items: ${body('{ type: array, minItems: 3, items: { type: integer, minimum: 2 } }')}
  /noItems: ${body('{ type: array }')}
  /nested: ${body('{ type: object, properties: { a: { type: object, properties: { b: { type: array, items: { type: object, properties: { c: { type: boolean } } } } } } } }')}
  /map: ${body('{ type: object, additionalProperties: { type: integer, minimum: 1 } }')}
  /types: ${body("{ type: object, properties: { n: { type: [string, 'null'] } } }")}
  /schemaExample: ${body('{ type: object, example: { from: schema } }')}
  /propertyExample: ${body('{ type: object, properties: { p: { type: string, example: from property } } }')}
  /both: ${get("{ '200': { description: d, content: { application/json: { schema: { type: object, example: { from: schema } }, examples: { e: { value: { from: examples } } } } } } }")}
  /cyclic: ${body("{ $ref: '#/components/schemas/node' }")}
  /writeOnly: ${body('{ type: object, properties: { a: { type: string }, secret: { type: string, writeOnly: true } } }')}
  /int64: ${body('{ type: object, properties: { n: { type: integer, format: int64 } } }')}
  /text: ${get("{ '200': { description: d, content: { text/plain: { schema: { type: string } } } } }")}
  /xml: ${get("{ '200': { description: d, content: { application/xml: { schema: { type: object, properties: { a: { type: string } } } } } } }")}
components:
  schemas:
    node: { type: object, properties: { name: { type: string }, child: { $ref: '#/components/schemas/node' } } }
`;

const generatedCases = [...GENERATED.matchAll(/^ {2}\/(\w+):/gm)].map(([, name = '']) => ({
  name,
  request: `GET /${name}`,
}));

export const generated: Theme = { title: 'generated bodies', document: GENERATED, cases: generatedCases };

export const ignored: Theme = {
  title: 'examples ignored',
  document: GENERATED,
  options: { ignoreExamples: true },
  cases: ['both', 'schemaExample', 'propertyExample', 'defaults'].map((name) => ({ name, request: `GET /${name}` })),
};

export const withErrors: Theme = {
  title: '--errors',
  document: `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /good: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, required: [a] }, example: { a: 1 } } } } } } }
  /bad: { get: { responses: { '200': { description: d, content: { application/json: { schema: { type: object, required: [a] }, example: { b: 1 } } } } } } }
  /strict: { get: { parameters: [{ name: n, in: query, required: true, schema: { type: integer } }], responses: { '200': { description: d, content: { application/json: { example: 1 } } } } } }
`,
  options: { errors: true },
  cases: [
    { name: 'an answer that keeps its schema', request: 'GET /good' },
    { name: 'an answer that breaks its schema', request: 'GET /bad' },
    { name: 'a request that breaks it', request: 'GET /strict' },
  ],
};

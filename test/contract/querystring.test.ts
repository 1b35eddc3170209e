import { expect, test } from 'vitest';
import { checkExchange } from '../../src/api/index.js';
import { lintDocument } from '../../src/check/index.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';
import { serve } from '../support/serve.js';

const search = (version = '3.2.0'): string => `openapi: ${version}
info: { title: Search, version: '1' }
paths:
  /search:
    get:
      parameters:
        - name: q
          in: querystring
          required: true
          content:
            application/x-www-form-urlencoded:
              schema:
                type: object
                required: [term]
                properties:
                  term: { type: string, minLength: 2 }
                  limit: { type: integer }
                  tags: { type: array, items: { enum: [a, b] } }
                  size: { type: object, properties: { w: { type: integer } } }
                  ids: { type: array, items: { type: integer } }
              encoding:
                size: { contentType: application/json }
                ids: { style: form, explode: false }
      security: [{ key: [] }]
      responses: { '200': { description: d } }
  /json:
    get:
      parameters:
        - { name: q, in: querystring, content: { application/json: { schema: { $ref: '#/components/schemas/Filter' } } } }
      responses: { '200': { description: d } }
  /text:
    parameters: [{ $ref: '#/components/parameters/Text' }]
    get: { responses: { '200': { description: d } } }
  /xml:
    get:
      parameters: [{ name: q, in: querystring, content: { application/xml: { schema: { type: object, properties: { n: { type: integer } } } } } }]
      responses: { '200': { description: d } }
components:
  parameters:
    Text: { name: words, in: querystring, required: true, content: { text/plain: { schema: { type: string, maxLength: 9 } } } }
  schemas:
    Filter: { type: object, required: [a], properties: { a: { type: integer } }, additionalProperties: false }
  securitySchemes: { key: { type: apiKey, in: query, name: api_key } }
`;

const contract = await contractOf(search());
const faults = (url: string): string[] => faultsOfRequest(contract, { url });
const json = (value: unknown): string => `/json?${encodeURIComponent(JSON.stringify(value))}`;

test('A query string that is a form is judged member by member, by the encoding that each has', () => {
  expect(faults('/search?term=ab&limit=3&tags=a&tags=b&size=%7B%22w%22%3A3%7D&ids=1,2&api_key=x')).toEqual([]);
  expect(faults('/search?term=ab&limit=five&api_key=x')).toEqual(['query q type']);
  expect(faults('/search?term=a&tags=c&ids=1,x&size=%7B%22w%22%3A%22y%22%7D&api_key=x')).toEqual([
    'query q minLength',
    'query q enum',
    'query q type',
    'query q type',
  ]);
  expect(faults('/search?limit=3&api_key=x')).toEqual(['query q required']);
});

test('A query string that is required and empty is missing, and the key of a security scheme is no part of it', () => {
  for (const url of ['/search', '/search?', '/search?api_key=x'])
    expect(faults(url).filter((fault) => !fault.startsWith('security'))).toEqual(['query q missing-parameter']);
  expect(faults('/json')).toEqual([]);
});

test('A field that the schema of a query string does not name is undocumented, and nothing is said where others are welcome', () => {
  expect(faults('/search?term=ab&other=1&api_key=x')).toEqual(['query other undocumented-parameter']);
});

test('A query string may be JSON, text or XML', () => {
  expect(faults(json({ a: 1 }))).toEqual([]);
  expect(faults(json({ a: 'x' }))).toEqual(['query q type']);
  expect(faults(json({ a: 1, b: 1 }))).toEqual(['query q additionalProperties']);
  expect(faults('/json?%7B')).toEqual(['query q missing-parameter']);
  expect(faults('/text?a+b%20c')).toEqual([]);
  expect(faults('/text?too-long-a-text')).toEqual(['query words maxLength']);
  expect(faults('/text')).toEqual(['query words missing-parameter']);
  expect(faults(`/xml?${encodeURIComponent('<q><n>3</n></q>')}`)).toEqual([]);
  expect(faults(`/xml?${encodeURIComponent('<q><n>x</n></q>')}`)).toEqual(['query q type']);
});

test('A mock refuses a query string that is wrong or missing with 422', async () => {
  const { ask } = await serve(search().replace('security: [{ key: [] }]', 'security: []'));
  expect((await ask('GET /search?term=ab&limit=5')).status).toBe(200);
  for (const url of ['/search?term=ab&limit=five', '/search?limit=5', '/search', json({ a: 'x' }), '/text'])
    expect((await ask(`GET ${url}`)).status).toBe(422);
});

test('A check says of a wrong query string which rule of its schema it breaks', () => {
  const exchange = {
    source: 'a.har',
    index: 0,
    request: { method: 'GET', url: json({ a: 'x' }), headers: {}, body: NO_BODY },
    response: { status: 200, headers: {}, body: NO_BODY },
  };
  const found = checkExchange(contract, exchange);
  expect(found).toMatchObject({
    verdict: 'fail',
    violations: [
      { part: 'query', location: 'q', keyword: 'type', schema: expect.stringMatching(/Filter\/properties\/a\/type$/) },
    ],
  });
});

test('Before OpenAPI 3.2 a parameter in the query string is left out with a warning', async () => {
  const old = await contractOf(search('3.1.0'));
  expect(faultsOfRequest(old, { url: '/json?%7B' })).toEqual(['query { undocumented-parameter']);
  expect(old.loadWarnings().map(({ rule }) => rule)).toEqual(Array(4).fill('unusable-parameter'));
});

test('A query string without content is left out with a warning, and lint finds query parameters beside one', async () => {
  const faulty = await contractOf(`openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /a:
    parameters: [{ name: page, in: query, schema: { type: integer } }]
    get:
      parameters:
        - { name: q, in: querystring, content: { text/plain: {} } }
        - { name: r, in: querystring, schema: { type: string } }
      responses: { '200': { description: d } }
`);
  expect(faulty.loadWarnings().map(({ rule, message }) => [rule, message])).toEqual([
    ['unusable-parameter', 'the parameter r is the query string, and no content says in which media type'],
  ]);
  const found = lintDocument(faulty).filter(({ rule }) => rule.id === 'querystring-parameter');
  expect(found.map(({ message }) => message)).toEqual([
    'GET /a: the parameter r, which is the query string, has no media type',
    'GET /a: the parameter r, which is the query string, has schema, which only other parameters have',
    'GET /a: r is beside q, which is the whole query string',
    'GET /a: page is beside q, which is the whole query string',
  ]);
});

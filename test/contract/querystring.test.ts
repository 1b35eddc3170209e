import { expect, test } from 'vitest';
import { checkCapture, checkExchange } from '../../src/api/index.js';
import { baselineOf } from '../../src/check/baseline.js';
import { lintDocument } from '../../src/check/index.js';
import { type Exchange, NO_BODY, onOneLine } from '../../src/model/index.js';
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

test('A query string that is required and empty is missing, and the key of a security scheme is not part of it', () => {
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

async function* sent(exchanges: readonly Exchange[]): AsyncGenerator<Exchange> {
  yield* exchanges;
}

test('Faults in several fields of a query string are several faults, each with its field in words and data', async () => {
  const exchanges = ['term=ab&limit=x', 'term=ab&ids=1,x', 'term=ab&ids=x,1'].map((query, index) => ({
    source: 'a.har',
    index,
    request: { method: 'GET', url: `/search?${query}&api_key=k`, headers: {}, body: NO_BODY },
    response: { status: 200, headers: {}, body: NO_BODY },
  }));
  const { faults: found } = await checkCapture(contract, sent(exchanges));
  expect(found.map((fault) => [onOneLine(fault).place, fault.location, fault.within, fault.count])).toEqual([
    ['request query q /limit', 'q', '/limit', 1],
    ['request query q /ids/*', 'q', '/ids/*', 2],
  ]);
  expect(found[1]?.examples.map(({ within }) => within)).toEqual(['/ids/1', '/ids/0']);
});

test('Faults in members of an object in the query or a header are several faults too', async () => {
  const nested = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      parameters:
        - { name: filter, in: query, style: deepObject, schema: &size { type: object, properties: { w: { type: integer }, h: { type: integer } } } }
        - { name: X-Size, in: header, schema: *size }
      responses: { '200': { description: d } }
`);
  const exchange = {
    source: 'a.har',
    index: 0,
    request: { method: 'GET', url: '/a?filter[w]=x&filter[h]=y', headers: { 'x-size': 'w,x,h,y' }, body: NO_BODY },
    response: { status: 200, headers: {}, body: NO_BODY },
  };
  const { faults: found } = await checkCapture(nested, sent([exchange]));
  expect(found.map(({ part, location, within }) => `${part} ${location} ${within}`)).toEqual([
    'query filter /w',
    'query filter /h',
    'header X-Size /w',
    'header X-Size /h',
  ]);
});

test('A field of a query string that a baseline accepts leaves the other fields unaccepted', () => {
  const violation = (within: string) => {
    const url = `/search?term=ab${within === '/limit' ? '&limit=x' : '&size=%7B%22w%22%3A%22y%22%7D'}&api_key=k`;
    const exchange = { source: 'a', index: 0, request: { method: 'GET', url, headers: {}, body: NO_BODY } };
    const outcome = checkExchange(contract, { ...exchange, response: { status: 200, headers: {}, body: NO_BODY } });
    const found = 'violations' in outcome ? outcome.violations.find((each) => each.within === within) : undefined;
    if (!found) throw new Error(`no violation within ${within}`);
    return found;
  };
  const entry = {
    operation: 'GET /search',
    in: 'request',
    part: 'query',
    location: 'q',
    keyword: 'type',
    reason: 'r',
  } as const;
  const ofField = baselineOf([{ ...entry, within: '/limit' }], '2026-01-01');
  expect(ofField.accept(violation('/limit')).accepted).toBe('r');
  expect(ofField.accept(violation('/size/w')).accepted).toBeUndefined();
  const ofAll = baselineOf([entry], '2026-01-01');
  expect(['/limit', '/size/w'].map((within) => ofAll.accept(violation(within)).accepted)).toEqual(['r', 'r']);
});

test('The problem of a mock and its log name the field of a query string, and call what is missing a query string', async () => {
  const answered: string[] = [];
  const { ask } = await serve(search().replace('security: [{ key: [] }]', 'security: []'), {
    onAnswer: ({ faults: told }) => void answered.push(...told.map(({ text }) => text)),
  });
  expect((await ask('GET /search?term=ab&limit=x')).json).toMatchObject({
    validation: [{ location: ['query', 'q', 'limit'], message: 'must be integer, but is string' }],
  });
  expect((await ask('GET /search')).json).toMatchObject({
    validation: [{ location: ['query'], message: 'must have a query string, which the document calls "q"' }],
  });
  expect(answered).toEqual([
    'request query q /limit must be integer, but is string',
    'request query q must be there: it is the whole query string',
  ]);
});

test('Fields by which a client asks a mock for something are not part of a query string that is closed to others', async () => {
  const closed = search()
    .replace('security: [{ key: [] }]', 'security: []')
    .replace('required: [term]', 'required: [term]\n                additionalProperties: false');
  const { ask } = await serve(closed);
  for (const field of ['__code=200', '__dynamic=true', '__example=x', '__seed=1', '__validate-request=error'])
    expect([field, (await ask(`GET /search?${field}&term=ab`)).status]).toEqual([field, 200]);
  expect((await ask(`GET ${json({ a: 1 })}&__code=200`)).status).toBe(200);
  expect((await ask('GET /search?term=ab&other=1')).status).toBe(422);
  expect((await ask('GET /search?__code=200')).status).toBe(422);
  // A check says of them what it says beside other query parameters.
  expect(faultsOfRequest(await contractOf(closed), { url: '/search?__code=404&term=ab' })).toEqual([
    'query __code undocumented-parameter',
  ]);
});

test('A query string may have a documented field that mocks read too', async () => {
  const named = await contractOf(search().replace('limit: { type: integer }', '__code: { type: integer }'));
  expect(faultsOfRequest(named, { url: '/search?term=ab&__code=x&api_key=k' })).toEqual(['query q type']);
});

import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { NO_BODY, describe as sentenceOf } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest, faultsOfResponse } from '../support/judge.js';

/** A document in which each place of a parameter has a value of this media type, and a response header too. */
const documentWith = (type: string, schema: string): string => {
  const content = `{ ${type}: { schema: ${schema} } }`;
  const parameter = (place: string, name: string): string =>
    `{ name: ${name}, in: ${place}, required: true, content: ${content} }`;
  return `openapi: 3.1.1
info: { title: Values, version: '1' }
paths:
  /query: { get: { parameters: [${parameter('query', 'v')}], responses: { '204': { description: d } } } }
  /path/{v}: { get: { parameters: [${parameter('path', 'v')}], responses: { '204': { description: d } } } }
  /header: { get: { parameters: [${parameter('header', 'V')}], responses: { '204': { description: d } } } }
  /cookie: { get: { parameters: [${parameter('cookie', 'v')}], responses: { '204': { description: d } } } }
  /answer: { get: { responses: { '204': { description: d, headers: { V: { required: true, content: ${content} } } } } } }
`;
};

/** What is wrong with a value in each of these places. */
async function faultsOf(type: string, schema: string, text: string): Promise<string[]> {
  const contract = await contractOf(documentWith(type, schema));
  const encoded = encodeURIComponent(text);
  return [
    ...faultsOfRequest(contract, { url: `/query?v=${encoded}` }),
    ...faultsOfRequest(contract, { url: `/path/${encoded}` }),
    ...faultsOfRequest(contract, { url: '/header', headers: { v: text } }),
    ...faultsOfRequest(contract, { url: '/cookie', headers: { cookie: `v=${encoded}` } }),
    ...faultsOfResponse(contract, { url: '/answer' }, { status: 204, headers: { v: text } }),
  ].map((fault) => fault.toLowerCase());
}

/** The judgement of a request that is answered without a body. */
const judgedOf = (contract: Contract, url: string) =>
  judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'GET', url, headers: {}, body: NO_BODY },
      response: { status: 204, headers: {}, body: NO_BODY },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );

const everywhere = (keyword: string): string[] =>
  ['query', 'path', 'header', 'cookie', 'header'].map((place) => `${place} v ${keyword}`);

const OBJECT = '{ type: object, required: [a], properties: { a: { type: integer } } }';

describe('A parameter or header whose value is in `content` is read by its media type, in each place', () => {
  test.each([
    ['application/json', OBJECT, '{"a":1}', []],
    ['application/json', OBJECT, '{"a":"x"}', everywhere('type')],
    ['application/vnd.a+json', OBJECT, '{}', everywhere('required')],
    ['application/json', '{ type: string }', '5', everywhere('type')],
    ['application/json', '{ type: string }', 'abc', everywhere('missing-parameter')],
    ['application/json', '{}', '{"a":', everywhere('missing-parameter')],
    ['text/plain', '{ type: string, maxLength: 4 }', '5', []],
    ['text/plain', '{ type: string, maxLength: 4 }', 'true', []],
    ['text/plain', '{ type: string, maxLength: 4 }', '12345', everywhere('maxlength')],
    ['text/plain', '{ type: integer }', '5', []],
    ['text/plain', '{ type: integer }', 'five', everywhere('type')],
    ['application/x-www-form-urlencoded', OBJECT, 'a=1', []],
    ['application/x-www-form-urlencoded', OBJECT, 'a=x', everywhere('type')],
    ['application/xml', OBJECT, '<r><a>1</a></r>', []],
    ['application/xml', OBJECT, '<r><a>x</a></r>', everywhere('type')],
    ['application/xml', OBJECT, '{"a":1}', everywhere('missing-parameter')],
    ['application/jwt', '{ type: string, pattern: "^e" }', 'eyJh', []],
  ])('%s as %s: %s', async (type, schema, text, faults) => {
    expect(await faultsOf(type, schema, text)).toEqual(faults);
  });
});

test('A value of a media type that says nothing of lists is not judged, and its exchange is inconclusive', async () => {
  const contract = await contractOf(documentWith('text/csv', '{ type: array, items: { type: integer } }'));
  const judged = judgedOf(contract, '/query?v=1,x');
  expect(judged).toMatchObject({ verdict: 'inconclusive', reasons: ['body-not-judged'], violations: [] });
});

test('The lines of a header whose value is in `content` are one value', async () => {
  const contract = await contractOf(documentWith('application/json', '{ type: array, items: { type: integer } }'));
  expect(faultsOfRequest(contract, { url: '/header', headers: { V: ['[1', '2]'] } })).toEqual([]);
  expect(faultsOfRequest(contract, { url: '/header', headers: { V: ['[1', '"x"]'] } })).toEqual(['header V type']);
});

test('JSON that is nested too deeply is not a value of a parameter, of a whole query string either', async () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const contract = await contractOf(documentWith('application/json', '{ type: array }'));
  expect(faultsOfRequest(contract, { url: `/query?v=${deep}` })).toEqual(['query v missing-parameter']);
  const whole = await contractOf(`openapi: 3.2.0
info: { title: Whole, version: '1' }
paths: { /q: { get: { parameters: [{ name: q, in: querystring, content: { application/json: { schema: { type: array } } } }], responses: { '204': { description: d } } } } }
`);
  expect(faultsOfRequest(whole, { url: `/q?${deep}` })).toEqual(['query q missing-parameter']);
});

test('What is said of a value that is not of its media type names the media type', async () => {
  const contract = await contractOf(documentWith('application/json', OBJECT));
  const judged = judgedOf(contract, '/query?v=a');
  expect(judged.outOfScope ? [] : judged.violations.map((violation) => sentenceOf(violation))).toEqual([
    'is not of the documented media type',
  ]);
});

const HEADERS = `openapi: 3.1.1
info: { title: Headers, version: '1' }
paths:
  /token:
    get:
      responses:
        '204':
          description: d
          headers:
            Authorization: { required: true, schema: { type: string, pattern: '^Bearer ' } }
            Accept: { schema: { type: integer } }
            Content-Type: { required: true, schema: { const: never } }
  /one: { get: { responses: { '204': { description: d, headers: { Set-Cookie: { required: true, schema: { type: string, pattern: '^a=' } } } } } } }
  /list: { get: { responses: { '204': { description: d, headers: { Set-Cookie: { schema: { type: array, minItems: 2, items: { pattern: '^[ab]=' } } } } } } } }
  /members:
    get:
      responses:
        '204':
          description: d
          headers:
            Set-Cookie:
              explode: true
              schema: { type: object, required: [lang, n], properties: { lang: { pattern: '^en; *Expires=' }, n: { type: integer } } }
  /text: { get: { responses: { '204': { description: d, headers: { Set-Cookie: { content: { text/plain: { schema: { type: string, maxLength: 7 } } } } } } } } }
`;
const headers = await contractOf(HEADERS);
const answered = (url: string, fields: Record<string, string | readonly string[]>): string[] =>
  faultsOfResponse(headers, { url }, { status: 204, headers: fields });

test('Of the headers of a response only Content-Type is described elsewhere', () => {
  expect(answered('/token', { authorization: 'Bearer abc' })).toEqual([]);
  expect(answered('/token', {})).toEqual(['header Authorization missing-parameter']);
  expect(answered('/token', { authorization: 'Basic abc', accept: 'x' })).toEqual([
    'header Authorization pattern',
    'header Accept type',
  ]);
});

test('Each line of Set-Cookie is a cookie: the one that is described, an item, or a member', () => {
  const expiring = 'en; Expires=Wed, 09 Jun 2032 10:18:14 GMT';
  expect(answered('/one', { 'set-cookie': ['b=2', 'a=1'] })).toEqual([]);
  expect(answered('/one', { 'set-cookie': ['b=2', 'c=1'] })).toEqual(['header Set-Cookie pattern']);
  expect(answered('/one', {})).toEqual(['header Set-Cookie missing-parameter']);
  expect(answered('/list', { 'set-cookie': ['a=1, 2', 'b=2'] })).toEqual([]);
  expect(answered('/list', { 'set-cookie': ['a=1', 'c=2'] })).toEqual(['header Set-Cookie pattern']);
  expect(answered('/members', { 'set-cookie': [`lang=${expiring}`, 'n=5'] })).toEqual([]);
  expect(answered('/members', { 'set-cookie': ['lang=en', 'n=x'] })).toEqual([
    'header Set-Cookie pattern',
    'header Set-Cookie type',
  ]);
  expect(answered('/text', { 'set-cookie': ['a=1', 'b=2'] })).toEqual([]);
  expect(answered('/text', { 'set-cookie': ['a=1', 'b=22'] })).toEqual(['header Set-Cookie maxLength']);
});

test('A part of a form that is XML or a form is read as such', async () => {
  const contract = await contractOf(`openapi: 3.1.1
info: { title: Parts, version: '1' }
paths:
  /parts:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { x: ${OBJECT}, f: ${OBJECT} } }
            encoding: { x: { contentType: application/xml }, f: { contentType: application/x-www-form-urlencoded } }
      responses: { '204': { description: d } }
`);
  const part = (name: string, type: string, content: string): string =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
  const faults = (xml: string, form: string): string[] =>
    faultsOfRequest(contract, {
      method: 'POST',
      url: '/parts',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: `${part('x', 'application/xml', xml)}${part('f', 'application/x-www-form-urlencoded', form)}--b--\r\n`,
    });
  expect(faults('<x><a>1</a></x>', 'a=1')).toEqual([]);
  expect(faults('<x><a>y</a></x>', 'a=y')).toEqual(['body /x/a type', 'body /f/a type']);
  expect(faults('<x><a>1</x>', 'a=1')).toEqual(['body /x unparseable-body', 'body /x type']);
});

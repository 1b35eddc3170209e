import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

async function faults(parameters: readonly string[], url: string, headers: Record<string, string> = {}) {
  const contract = await contractOf(`openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters:
${parameters.map((parameter) => `        - ${parameter}`).join('\n')}
      responses: { '200': { description: ok } }
`);
  return faultsOfRequest(contract, { url: `/things${url}`, headers });
}

const NAMES = "{ type: array, items: { type: string, enum: ['Doe, Jane', Roe, 'a|b', 'c d'] } }";
const INTEGERS = '{ type: array, items: { type: integer } }';

describe('a delimiter', () => {
  const list = (style: string, schema = NAMES) =>
    `{ name: who, in: query, style: ${style}, explode: false, schema: ${schema} }`;

  test('A percent-encoded delimiter in a query is part of an item, not between items', async () => {
    expect(await faults([list('form')], '?who=Doe%2C%20Jane,Roe')).toEqual([]);
    expect(await faults([list('form')], '?who=Roe,Doe%2c+Jane')).toEqual([]);
    expect(await faults([list('form')], '?who=Doe%2C%20Jane')).toEqual([]);
    expect(await faults([list('form')], '?who=Doe,%20Jane,Roe')).toEqual(['query who enum', 'query who enum']);
    expect(await faults([list('pipeDelimited')], '?who=a%7Cb|Roe')).toEqual([]);
    expect(await faults([list('pipeDelimited')], '?who=Roe%7CRoe')).toEqual([]);
    expect(await faults([list('spaceDelimited')], '?who=Roe%20Roe+Roe')).toEqual([]);
  });

  test('A percent-encoded delimiter divides a list of which each item is wrong otherwise', async () => {
    expect(await faults([list('form', INTEGERS)], '?who=1%2C2')).toEqual([]);
    expect(await faults([list('form', INTEGERS)], '?who=1%2Cx')).toEqual(['query who type']);
    expect(await faults([list('form', INTEGERS)], '?who=1%2C2,3')).toEqual(['query who type']);
  });

  test('A percent-encoded delimiter is part of the value in an object and in a cookie too', async () => {
    const object =
      "{ name: p, in: query, explode: false, schema: { type: object, properties: { at: { type: string, enum: ['1,2'] } } } }";
    expect(await faults([object], '?p=at,1%2C2')).toEqual([]);
    expect(await faults([object], '?p=at,1,2')).toEqual(['query p enum']);
    const cookie = `{ name: who, in: cookie, explode: false, schema: ${NAMES} }`;
    expect(await faults([cookie], '', { cookie: 'who=Doe%2C%20Jane,Roe' })).toEqual([]);
    expect(await faults([cookie], '', { cookie: 'who=Doe,Roe' })).toEqual(['cookie who enum']);
  });

  test('A delimiter divides each of several fields of one name', async () => {
    expect(await faults([list('form', INTEGERS)], '?who=1,2&who=3')).toEqual([]);
    expect(await faults([list('form', INTEGERS)], '?who=x&who=3')).toEqual(['query who type']);
  });
});

test('A percent-encoded delimiter in a form is part of an item, not between items', async () => {
  const contract = await contractOf(`openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, properties: { who: ${NAMES}, ids: ${INTEGERS} } }
            encoding: { who: { style: form, explode: false }, ids: { style: pipeDelimited, explode: false } }
      responses: { '200': { description: ok } }
`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const of = (body: string) => faultsOfRequest(contract, { method: 'POST', url: '/things', headers, body });
  expect(of('who=Doe%2C+Jane,Roe&ids=1%7C2')).toEqual([]);
  expect(of('who=Doe,Roe&ids=1|x')).toEqual(['body /who/0 enum', 'body /ids/1 type']);
});

describe('an empty query parameter', () => {
  test('An empty query parameter is valid and counts as sent where the document allows it to be empty, whatever its schema says', async () => {
    const flag = '{ name: e, in: query, required: true, allowEmptyValue: true, schema: { type: boolean } }';
    for (const query of ['?e', '?e=', '?e=true']) expect(await faults([flag], query)).toEqual([]);
    expect(await faults([flag], '?e=maybe')).toEqual(['query e type']);
    const word = '{ name: e, in: query, allowEmptyValue: true, schema: { type: string, enum: [x, y], minLength: 1 } }';
    expect(await faults([word], '?e=')).toEqual([]);
    const list = `{ name: e, in: query, required: true, allowEmptyValue: true, schema: ${INTEGERS} }`;
    expect(await faults([list], '?e=')).toEqual([]);
  });

  test('An empty query parameter counts as not sent where the document does not mention it, and as sent where its schema names it', async () => {
    const named = "{ name: r, in: query, required: true, schema: { type: string, enum: ['', q] } }";
    expect(await faults([named], '?r=')).toEqual([]);
    expect(await faults([named], '?r=x')).toEqual(['query r enum']);
    const plain = (required: boolean) => `{ name: r, in: query, required: ${required}, schema: { type: integer } }`;
    expect(await faults([plain(false)], '?r=')).toEqual([]);
    expect(await faults([plain(true)], '?r=')).toEqual(['query r missing-parameter']);
  });
});

describe('an object that is spread over the query', () => {
  const filter = (schema: string) =>
    `{ name: filter, in: query, required: true, style: form, explode: true, schema: ${schema} }`;
  const map = '{ type: object, additionalProperties: { type: integer } }';

  test('An object that is spread over the query has each field as a member that no other parameter owns, if its members have free names', async () => {
    expect(await faults([filter(map)], '?a=1&b=2')).toEqual([]);
    expect(await faults([filter(map)], '?a=x')).toEqual(['query filter type']);
    expect(await faults([filter(map)], '')).toEqual(['query filter missing-parameter']);
    const others = [
      '{ name: sort, in: query, schema: { type: string } }',
      '{ name: deep, in: query, style: deepObject, schema: { type: object } }',
      '{ name: ids, in: query, schema: { type: array, items: { type: string } } }',
    ];
    expect(await faults([filter(map), ...others], '?a=1&sort=up&deep[x]=y&ids[]=z')).toEqual([]);
    expect(await faults([...others, filter(map)], '?sort=up&ids=z')).toEqual(['query filter missing-parameter']);
  });

  test('An object that is spread over the query has only the members that its schema names, if it names any', async () => {
    const named = '{ type: object, properties: { a: { type: integer } } }';
    expect(await faults([filter(named)], '?a=1&b=x')).toEqual(['query b undocumented-parameter']);
    expect(await faults([filter(named)], '?filter=1')).toEqual(['query filter missing-parameter']);
    const closed = '{ type: object, properties: { a: { type: integer } }, additionalProperties: false }';
    expect(await faults([filter(closed)], '?a=1&b=x')).toEqual(['query b undocumented-parameter']);
    expect(await faults([filter('{ type: object }')], '?b=x')).toEqual([]);
  });

  test('An object that is spread over the query has lists as members that are sent several times, or once where the schema wants a list', async () => {
    const lists = '{ type: object, properties: { tags: { type: array, items: { type: integer } } } }';
    expect(await faults([filter(lists)], '?tags=1&tags=2')).toEqual([]);
    expect(await faults([filter(lists)], '?tags=1')).toEqual([]);
    expect(await faults([filter(lists)], '?tags=x')).toEqual(['query filter type']);
  });
});

describe('a list in a query', () => {
  const deep = (schema: string) => `{ name: f, in: query, style: deepObject, explode: true, schema: ${schema} }`;
  const tags = '{ type: object, properties: { tags: { type: array, items: { type: integer } } } }';

  test.each([
    ['?f[tags]=1&f[tags]=2', '?f[tags]=1&f[tags]=x'],
    ['?f[tags]=1', '?f[tags]=x'],
    ['?f[tags][]=1&f[tags][]=2', '?f[tags][]=1&f[tags][]=x'],
    ['?f[tags][]=1', '?f[tags][]=x'],
    ['?f[tags][0]=1&f[tags][1]=2', '?f[tags][0]=1&f[tags][1]=x'],
    ['?f%5Btags%5D%5B%5D=1', '?f%5Btags%5D%5B%5D=x'],
  ])('A list is a member of a deepObject when it is written %s', async (good, bad) => {
    expect(await faults([deep(tags)], good)).toEqual([]);
    expect(await faults([deep(tags)], bad)).toEqual(['query f type']);
  });

  test('A list may be written with brackets after the name of its parameter, with and without indexes', async () => {
    const list = `{ name: ids, in: query, required: true, schema: ${INTEGERS} }`;
    for (const query of ['?ids[]=1&ids[]=2', '?ids[]=1', '?ids[0]=1&ids[1]=2', '?ids%5B%5D=1', '?ids=1&ids=2'])
      expect(await faults([list], query)).toEqual([]);
    expect(await faults([list], '?ids[]=1&ids[]=x')).toEqual(['query ids type']);
    expect(await faults([list], '?ids[name]=1')).toEqual([
      'query ids missing-parameter',
      'query ids[name] undocumented-parameter',
    ]);
    const named = `{ name: 'ids[]', in: query, required: true, schema: ${INTEGERS} }`;
    expect(await faults([named], '?ids[]=1&ids[]=2')).toEqual([]);
  });

  test('A list in a query has objects as items where its indexes have members after them', async () => {
    const list =
      '{ type: object, properties: { l: { type: array, items: { type: object, required: [a], properties: { a: { type: integer } } } } } }';
    expect(await faults([deep(list)], '?f[l][0][a]=1&f[l][1][a]=2')).toEqual([]);
    expect(await faults([deep(list)], '?f[l][][a]=1&f[l][][a]=2')).toEqual([]);
    expect(await faults([deep(list)], '?f[l][0][a]=1&f[l][1][b]=2')).toEqual(['query f required']);
  });
});

test('Header fields of one name are read as one list', async () => {
  const contract = await contractOf(`openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters:
        - { name: X-Ids, in: header, schema: { type: array, maxItems: 2, items: { type: integer } } }
        - { name: X-Count, in: header, schema: { type: integer } }
        - { name: X-Map, in: header, explode: true, schema: { type: object, properties: { a: { type: integer } } } }
      responses: { '200': { description: ok } }
`);
  const of = (headers: Record<string, string | string[]>) => faultsOfRequest(contract, { url: '/things', headers });
  expect(of({ 'x-ids': ['1', '2'] })).toEqual([]);
  expect(of({ 'x-ids': ['1', 'oops'] })).toEqual(['header X-Ids type']);
  expect(of({ 'x-ids': ['1', '2,3'] })).toEqual(['header X-Ids maxItems']);
  expect(of({ 'x-count': ['1', '2'] })).toEqual(['header X-Count type']);
  expect(of({ 'x-map': ['b=2', 'a=x'] })).toEqual(['header X-Map type']);
});

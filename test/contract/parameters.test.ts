import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

/** A document with one GET whose parameters are these (YAML flow, one a line). */
function documentWith(parameters: readonly string[], path = '/things'): string {
  return `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  ${path}:
    get:
      parameters:
${parameters.map((parameter) => `        - ${parameter}`).join('\n')}
      responses: { '200': { description: ok } }
`;
}

async function faults(
  parameter: string,
  url: string,
  headers: Record<string, string> = {},
  path?: string,
): Promise<string[]> {
  return faultsOfRequest(await contractOf(documentWith([parameter], path)), { url, headers });
}

const INTEGERS = '{ type: array, items: { type: integer } }';
const POINT = '{ type: object, required: [x], properties: { x: { type: integer }, y: { type: integer } } }';

describe('a query parameter', () => {
  test.each([
    ['form, exploded: repeated', `{ name: a, in: query, schema: ${INTEGERS} }`, 'a=1&a=2', 'a=1&a=x', 'query a type'],
    [
      'form, not exploded: commas',
      `{ name: a, in: query, explode: false, schema: ${INTEGERS} }`,
      'a=1,2',
      'a=1,x',
      'query a type',
    ],
    [
      'form, exploded: an object as its members',
      `{ name: p, in: query, schema: ${POINT} }`,
      'x=1&y=2',
      'x=1&y=z',
      'query p type',
    ],
    [
      'form, not exploded: an object as a list',
      `{ name: p, in: query, explode: false, schema: ${POINT} }`,
      'p=x,1,y,2',
      'p=y,2',
      'query p required',
    ],
    [
      'spaceDelimited',
      `{ name: a, in: query, style: spaceDelimited, explode: false, schema: ${INTEGERS} }`,
      'a=1%202',
      'a=1%20x',
      'query a type',
    ],
    [
      'pipeDelimited',
      `{ name: a, in: query, style: pipeDelimited, explode: false, schema: ${INTEGERS} }`,
      'a=1|2',
      'a=1|x',
      'query a type',
    ],
    [
      'deepObject',
      `{ name: p, in: query, style: deepObject, schema: ${POINT} }`,
      'p[x]=1&p[y]=2',
      'p[y]=2',
      'query p required',
    ],
    [
      'deepObject, percent-encoded',
      `{ name: p, in: query, style: deepObject, schema: ${POINT} }`,
      'p%5Bx%5D=1',
      'p%5Bx%5D=one',
      'query p type',
    ],
    ['number', '{ name: n, in: query, schema: { type: number, maximum: 3 } }', 'n=2.5', 'n=4', 'query n maximum'],
    ['boolean', '{ name: b, in: query, schema: { type: boolean } }', 'b=true', 'b=1', 'query b type'],
    [
      'text that looks like a number',
      '{ name: s, in: query, schema: { type: string, minLength: 2 } }',
      's=12',
      's=1',
      'query s minLength',
    ],
    [
      'JSON content',
      `{ name: j, in: query, content: { application/json: { schema: ${POINT} } } }`,
      'j=%7B%22x%22%3A1%7D',
      'j=%7B%7D',
      'query j required',
    ],
    [
      'one of several types',
      '{ name: t, in: query, schema: { type: [integer, "null"] } }',
      't=1',
      't=x',
      'query t type',
    ],
    ['an enumeration of numbers', '{ name: e, in: query, schema: { enum: [1, 2] } }', 'e=2', 'e=3', 'query e enum'],
  ])('A query parameter is read in its documented style and type: %s', async (_name, parameter, good, bad, fault) => {
    expect(await faults(parameter, `/things?${good}`)).toEqual([]);
    expect(await faults(parameter, `/things?${bad}`)).toEqual([fault]);
  });

  test('A query parameter is reported as missing only if it is required', async () => {
    expect(await faults('{ name: a, in: query, schema: { type: string } }', '/things')).toEqual([]);
    expect(await faults('{ name: a, in: query, required: true, schema: { type: string } }', '/things')).toEqual([
      'query a missing-parameter',
    ]);
  });

  test('An undocumented query parameter is a warning', async () => {
    expect(await faults('{ name: a, in: query, schema: { type: string } }', '/things?b=1')).toEqual([
      'query b undocumented-parameter',
    ]);
  });
});

describe('a path parameter', () => {
  test.each([
    ['simple', '{ name: id, in: path, required: true, schema: { type: integer } }', '/things/7', '/things/x', 'type'],
    [
      'simple list',
      `{ name: id, in: path, required: true, schema: ${INTEGERS} }`,
      '/things/1,2',
      '/things/1,x',
      'type',
    ],
    [
      'simple exploded object',
      `{ name: id, in: path, required: true, explode: true, schema: ${POINT} }`,
      '/things/x=1,y=2',
      '/things/y=2',
      'required',
    ],
    [
      'label',
      `{ name: id, in: path, required: true, style: label, schema: ${INTEGERS} }`,
      '/things/.1,2',
      '/things/1,2',
      'missing-parameter',
    ],
    [
      'label exploded',
      `{ name: id, in: path, required: true, style: label, explode: true, schema: ${INTEGERS} }`,
      '/things/.1.2',
      '/things/.1.x',
      'type',
    ],
    [
      'matrix',
      '{ name: id, in: path, required: true, style: matrix, schema: { type: integer } }',
      '/things/;id=7',
      '/things/;other=7',
      'missing-parameter',
    ],
    [
      'matrix exploded',
      `{ name: id, in: path, required: true, style: matrix, explode: true, schema: ${INTEGERS} }`,
      '/things/;id=1;id=2',
      '/things/;id=1;id=x',
      'type',
    ],
    [
      'percent-encoded',
      '{ name: id, in: path, required: true, schema: { const: "a/b c" } }',
      '/things/a%2Fb%20c',
      '/things/a%2Fb',
      'const',
    ],
  ])('A path parameter is read in its documented style: %s', async (_name, parameter, good, bad, keyword) => {
    expect(await faults(parameter, good, {}, '/things/{id}')).toEqual([]);
    expect(await faults(parameter, bad, {}, '/things/{id}')).toEqual([`path id ${keyword}`]);
  });
});

describe('a header or cookie', () => {
  test('A header parameter is found in any letter case', async () => {
    const parameter = '{ name: X-Limit, in: header, required: true, schema: { type: integer } }';
    expect(await faults(parameter, '/things', { 'x-limit': '3' })).toEqual([]);
    expect(await faults(parameter, '/things', { 'X-LIMIT': 'three' })).toEqual(['header X-Limit type']);
    expect(await faults(parameter, '/things')).toEqual(['header X-Limit missing-parameter']);
  });

  test('A header parameter may be a list', async () => {
    expect(await faults(`{ name: X-Ids, in: header, schema: ${INTEGERS} }`, '/things', { 'x-ids': '1, 2,x' })).toEqual([
      'header X-Ids type',
    ]);
  });

  test('A header parameter called Authorization is ignored, because its security scheme describes it', async () => {
    expect(
      await faults('{ name: Authorization, in: header, required: true, schema: { type: integer } }', '/things'),
    ).toEqual([]);
  });

  test('A cookie parameter is looked up among the cookies', async () => {
    const parameter = '{ name: sid, in: cookie, required: true, schema: { type: integer } }';
    expect(await faults(parameter, '/things', { cookie: 'sid=7; sid=x' })).toEqual([]);
    expect(await faults(parameter, '/things', { cookie: 'xsid=7' })).toEqual([
      'cookie sid missing-parameter',
      'cookie xsid undocumented-parameter',
    ]);
    expect(await faults(parameter, '/things', { cookie: 'sid=x' })).toEqual(['cookie sid type']);
  });
});

test('A parameter of an operation overrides the parameter of its path with the same name and place', async () => {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    parameters: [{ name: a, in: query, required: true, schema: { type: integer } }, { name: a, in: header, schema: { type: integer } }]
    get: { parameters: [{ name: a, in: query, schema: { type: string } }], responses: { '200': { description: ok } } }
`);
  expect(faultsOfRequest(contract, { url: '/things' })).toEqual([]);
  expect(faultsOfRequest(contract, { url: '/things?a=x', headers: { a: 'x' } })).toEqual(['header a type']);
});

test('Text where the schema wants lists of lists without end is a fault of its parameter, not of the check', async () => {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    get:
      parameters:
        - { name: a, in: query, schema: { $ref: '#/components/schemas/Lists' } }
        - { name: b, in: query, schema: { type: array, items: { type: array, items: { type: array, items: { type: integer } } } } }
      responses: { '200': { description: ok } }
    post:
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { $ref: '#/components/schemas/Lists' } } } } } }
      responses: { '200': { description: ok } }
components: { schemas: { Lists: { type: array, items: { $ref: '#/components/schemas/Lists' } } } }
`);
  expect(faultsOfRequest(contract, { url: '/things?a=x&b=7' })).toEqual(['query a type']);
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const faults = faultsOfRequest(contract, { method: 'POST', url: '/things', headers: form, body: 'a=x' });
  expect(faults).toEqual([expect.stringMatching(/^body \/a.* type$/)]);
});

test.each([
  ['const: 9007199254740993', '9007199254740993', '9007199254740992', 'const'],
  ['enum: [1, 9007199254740993]', '9007199254740993', '9007199254740994', 'enum'],
])('A parameter of which only an exact value is known is read as a number: %s', async (schema, good, bad, keyword) => {
  const parameter = `{ name: n, in: query, schema: { ${schema} } }`;
  expect(await faults(parameter, `/things?n=${good}`)).toEqual([]);
  expect(await faults(parameter, `/things?n=${bad}`)).toEqual([`query n ${keyword}`]);
});

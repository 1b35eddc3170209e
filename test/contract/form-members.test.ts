import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest, faultsOfResponse } from '../support/judge.js';
import { serve } from '../support/serve.js';

const TYPE = 'application/x-www-form-urlencoded';
const OBJECT = '{ type: object, properties: { a: { type: integer } } }';

const documentWith = (member: string, encoding: string, more = ''): string => {
  const content = `{ ${TYPE}: { schema: { type: object, required: [o], properties: { o: ${member} } }, ${
    encoding === '' ? '' : `encoding: { o: ${encoding} },`
  } ${more} } }`;
  return `openapi: 3.1.1
info: { title: Forms, version: '1' }
paths:
  /form:
    post: { requestBody: { required: true, content: ${content} }, responses: { '204': { description: d } } }
    get: { responses: { '200': { description: d, content: ${content} } } }
`;
};

async function faults(member: string, encoding: string, body: string): Promise<string[]> {
  return faultsOfRequest(await contractOf(documentWith(member, encoding)), {
    method: 'POST',
    url: '/form',
    headers: { 'content-type': TYPE },
    body,
  });
}

const encoded = encodeURIComponent;

describe('A member of a form that is an object or a list is read as its encoding says, and never passed over', () => {
  test.each([
    ['JSON, without an encoding', OBJECT, '', `o=${encoded('{"a":1}')}`, `o=${encoded('{"a":"x"}')}`, '/o/a type'],
    ['names in brackets, without an encoding', OBJECT, '', 'o[a]=1', 'o[a]=x', '/o/a type'],
    ['what is no object', OBJECT, '', 'o[a]=1', 'o=some', '/o type'],
    ['an empty field', OBJECT, '', 'o[a]=1', 'o=', '/o type'],
    [
      'a list of objects in JSON',
      `{ type: array, items: ${OBJECT} }`,
      '',
      `o=${encoded('{"a":1}')}&o=${encoded('{"a":2}')}`,
      `o=${encoded('{"a":1}')}&o=${encoded('{"a":"x"}')}`,
      '/o/1/a type',
    ],
    [
      'a list that is JSON itself',
      `{ type: array, items: ${OBJECT} }`,
      '',
      `o=${encoded('[{"a":1}]')}`,
      `o=${encoded('[{"a":1},{"a":"x"}]')}`,
      '/o/1/a type',
    ],
    ['deepObject', OBJECT, '{ style: deepObject }', 'o[a]=1', `o=${encoded('{"a":1}')}`, '/o type'],
    ['form, spread', OBJECT, '{ style: form }', 'a=1', 'a=x', '/o/a type'],
    ['explode alone, which is the style form', OBJECT, '{ explode: true }', 'a=1', 'a=x', '/o/a type'],
    ['form, in one field', OBJECT, '{ style: form, explode: false }', 'o=a,1', 'o=a,x', '/o/a type'],
    [
      'XML',
      OBJECT,
      '{ contentType: application/xml }',
      `o=${encoded('<o><a>1</a></o>')}`,
      `o=${encoded('<o><a>x</a></o>')}`,
      '/o/a type',
    ],
    ['JSON, by its encoding', '{ type: integer }', '{ contentType: application/json }', 'o=5', 'o=%225%22', '/o type'],
    ['a text that spells an object', '{ type: string, maxLength: 7 }', '', 'o=%7B%7D', 'o=12345678', '/o maxLength'],
  ])('%s', async (_name, member, encoding, good, bad, fault) => {
    expect(await faults(member, encoding, good)).toEqual([]);
    expect(await faults(member, encoding, bad)).toEqual([`body ${fault}`]);
  });
});

test.each([
  ['', 'o=%7B%22a%22%3A1%7D'],
  ['{ style: deepObject }', 'o%5Ba%5D=1'],
  ['{ style: form }', 'a=1'],
  ['{ explode: false }', 'o=a,1'],
  ['{ contentType: application/json }', 'o=%7B%22a%22%3A1%7D'],
  ['{ contentType: application/xml }', 'o=%3Co%3E%3Ca%3E1%3C%2Fa%3E%3C%2Fo%3E'],
])(
  'The mock writes a member of a form as its encoding says, and the same contract accepts it: %s',
  async (encoding, sent) => {
    const text = documentWith(OBJECT, encoding, 'example: { o: { a: 1 } }').replaceAll(
      'properties: { o: { type',
      'properties: { o: { xml: { name: o }, type',
    );
    const { ask } = await serve(text);
    const body = (await ask('GET /form')).text;
    expect(body).toBe(sent);
    const answered = { status: 200, headers: { 'content-type': TYPE }, body };
    expect(faultsOfResponse(await contractOf(text), { url: '/form' }, answered)).toEqual([]);
  },
);

test.each([
  ['{ explode: false }', 'o=1,2'],
  ['{ style: pipeDelimited, explode: false }', 'o=1%7C2'],
  ['{ style: spaceDelimited, explode: false }', 'o=1%202'],
  ['', 'o=1&o=2'],
])(
  'The mock writes a list in a form as its encoding says, and the same contract accepts it: %s',
  async (encoding, sent) => {
    const text = documentWith('{ type: array, items: { type: integer } }', encoding, 'example: { o: [1, 2] }');
    const { ask } = await serve(text);
    const body = (await ask('GET /form')).text;
    expect(body).toBe(sent);
    const answered = { status: 200, headers: { 'content-type': TYPE }, body };
    expect(faultsOfResponse(await contractOf(text), { url: '/form' }, answered)).toEqual([]);
  },
);

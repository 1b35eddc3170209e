import { describe, expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

async function faults(
  content: string,
  type: string | undefined,
  body: string | undefined,
  more = '',
): Promise<string[]> {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /things:
    post:
      requestBody: { ${more} content: ${content} }
      responses: { '200': { description: ok } }
`);
  return faultsOfRequest(contract, {
    method: 'POST',
    url: '/things',
    headers: type === undefined ? {} : { 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
}

const JSON_NUMBER = '{ application/json: { schema: { type: number } } }';

describe('a body', () => {
  test('is judged by the content that fits its type best', async () => {
    const content =
      '{ "*/*": { schema: { type: string } }, "text/*": { schema: { maxLength: 3 } }, text/csv: { schema: { minLength: 5 } } }';
    expect(await faults(content, 'text/csv; charset=utf-8', 'abcd')).toEqual(['body minLength']);
    expect(await faults(content, 'TEXT/plain', 'abcd')).toEqual(['body maxLength']);
    expect(await faults(content, 'application/json', '1')).toEqual(['body type']);
  });

  test('with a +json suffix is JSON', async () => {
    expect(
      await faults('{ application/vnd.x+json: { schema: { type: number } } }', 'application/vnd.x+json', '"x"'),
    ).toEqual(['body type']);
  });

  test('without a type is taken for the first that is documented', async () => {
    expect(await faults(JSON_NUMBER, undefined, '"x"')).toEqual(['body type']);
  });

  test('may begin with a byte-order mark', async () => {
    expect(await faults(JSON_NUMBER, 'application/json', '\uFEFF1')).toEqual([]);
  });

  test('of another type, broken, missing or unasked for is a fault of its own', async () => {
    expect(await faults(JSON_NUMBER, 'text/plain', '1')).toEqual(['content-type content-type undocumented-media-type']);
    expect(await faults(JSON_NUMBER, 'application/json', '{')).toEqual(['body unparseable-body']);
    expect(await faults(JSON_NUMBER, 'application/json', undefined, 'required: true,')).toEqual(['body missing-body']);
    expect(await faults(JSON_NUMBER, 'application/json', undefined)).toEqual([]);
    expect(await faults('{}', 'text/plain', 'x')).toEqual(['body unexpected-body']);
  });
});

describe('a form', () => {
  const form = (encoding = '{}') =>
    `{ application/x-www-form-urlencoded: { encoding: ${encoding}, schema: { type: object, required: [n], additionalProperties: false, properties: { n: { type: integer }, list: { type: array, items: { type: integer } }, at: { type: object, properties: { x: { type: integer } } } } } } }`;
  const type = 'application/x-www-form-urlencoded';

  test('is the object that its schema describes, its fields read as their types', async () => {
    expect(await faults(form(), type, 'n=1&list=1&list=2&at[x]=3')).toEqual([]);
    expect(await faults(form(), type, 'n=one&list=1&list=b&at[x]=c')).toEqual([
      'body /n type',
      'body /list/1 type',
      'body /at/x type',
    ]);
    expect(await faults(form(), type, 'list=1')).toEqual(['body required']);
    expect(await faults(form(), type, 'n=1&more=2')).toEqual(['body additionalProperties']);
  });

  test('may say how a field is written', async () => {
    expect(await faults(form('{ list: { style: pipeDelimited, explode: false } }'), type, 'n=1&list=1|2')).toEqual([]);
  });
});

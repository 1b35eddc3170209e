import { describe, expect, test } from 'vitest';
import { type Contract, checkCapture } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import { isUnread } from '../../src/model/index.js';
import { chunksOf } from '../support/chunks.js';
import { contractOf } from '../support/contract.js';

const entry = '{ type: object, required: [n], properties: { n: { type: integer } } }';
const documentOf = (types: string, version = '3.2.0'): Promise<Contract> =>
  contractOf(`openapi: ${version}
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody: { content: { ${types} } }
      responses: { '200': { description: d, content: { ${types} } } }
`);

async function* exchangesOf(line: object) {
  const text = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
  for await (const item of readCapture('a.ndjson', chunksOf(text))) if (!isUnread(item)) yield item;
}

/** What a check says of a line with this message on both sides, a fault of each on a line. */
async function told(contract: Contract, message: object): Promise<string[]> {
  const line = { request: { method: 'POST', url: '/a', ...message }, response: { status: 200, ...message } };
  const { violations, summary } = await checkCapture(contract, exchangesOf(line));
  const found = violations.map(
    ({ in: side, part, item, location, keyword }) => `${side} ${part} ${item ?? '-'} ${location} ${keyword}`,
  );
  return [...found, ...(summary.inconclusive > 0 ? ['inconclusive'] : [])];
}

describe('the member json of a line of NDJSON', () => {
  test('A value without a Content-Type is JSON, of the documented kind, and no header field is missed', async () => {
    for (const type of ['application/json', 'application/vnd.api+json', '"application/json; charset=utf-8"'])
      for (const version of ['3.0.3', '3.1.0', '3.2.0']) {
        const contract = await documentOf(`text/plain: {}, ${type}: { schema: ${entry} }`, version);
        expect(await told(contract, { json: { n: 1 } })).toEqual([]);
        expect(await told(contract, { json: { n: 'x' } })).toEqual([
          'request body - /n type',
          'response body - /n type',
        ]);
      }
  });

  test('A body that is text and has no Content-Type is still told, and so is a value of a type that is not documented', async () => {
    const contract = await documentOf(`application/json: { schema: ${entry} }`);
    expect(await told(contract, { body: '{"n":1}' })).toEqual([
      'response content-type - content-type missing-content-type',
    ]);
    const table = await documentOf('text/csv: { schema: { type: string } }');
    expect(await told(table, { json: { n: 1 } })).toEqual([
      'request content-type - content-type undocumented-media-type',
      'response content-type - content-type undocumented-media-type',
    ]);
  });

  test('A list is the items of a sequence of JSON, with the Content-Type of one and without', async () => {
    for (const type of ['application/jsonl', 'application/x-ndjson', 'application/json-seq']) {
      const contract = await documentOf(`${type}: { itemSchema: ${entry} }`);
      for (const headers of [undefined, { 'content-type': type }]) {
        const more = headers ? { headers } : {};
        expect(await told(contract, { json: [{ n: 1 }, { n: 2 }], ...more })).toEqual([]);
        expect(await told(contract, { json: [{ n: 1 }, { n: 'x' }], ...more })).toEqual([
          'request body 1 /n type',
          'response body 1 /n type',
        ]);
        expect(await told(contract, { json: { n: 'x' }, ...more })).toEqual([
          'request body 0 /n type',
          'response body 0 /n type',
        ]);
        expect(await told(contract, { json: [], ...more })).toEqual([]);
        // An item that is a list is written within the list.
        expect(await told(contract, { json: [[{ n: 1 }]], ...more })).toEqual([
          'request body 0  type',
          'response body 0  type',
        ]);
      }
    }
  });

  test('Where JSON and a sequence of it are documented, a list without a Content-Type is JSON', async () => {
    const contract = await documentOf(
      `application/jsonl: { itemSchema: ${entry} }, application/json: { schema: { type: array, items: ${entry} } }`,
    );
    expect(await told(contract, { json: [{ n: 'x' }] })).toEqual([
      'request body - /0/n type',
      'response body - /0/n type',
    ]);
  });

  test('A secret in an item of a list is replaced, by its name and by a name beside it', async () => {
    const contract = await documentOf(
      'application/jsonl: { itemSchema: { type: object, properties: { password: { type: integer }, value: { type: integer } } } }',
    );
    const json = [{ password: 'tulip-77' }, { name: 'password', value: 'tulip-88' }];
    const line = { request: { method: 'POST', url: '/a', json }, response: { status: 200, json } };
    const result = JSON.stringify(await checkCapture(contract, exchangesOf(line)));
    expect(result).not.toMatch(/tulip/);
  });
});

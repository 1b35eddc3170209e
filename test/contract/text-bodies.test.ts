import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import type { Body } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { brief } from '../support/judge.js';

/** The verdict on a body that is sent and answered with this media type and schema, in both directions. */
async function verdictsOn(type: string, schema: string, body: string): Promise<string[]> {
  const content = `{ "${type}": { schema: ${schema} } }`;
  const contract = await contractOf(`openapi: 3.0.3
info: { title: Texts, version: '1' }
paths:
  /texts:
    post:
      requestBody: { content: ${content} }
      responses: { '200': { description: ok, content: ${content} } }
`);
  const message = { headers: { 'content-type': type }, body: { state: 'present', content: body } satisfies Body };
  const judged = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'POST', url: '/texts', ...message },
      response: { status: 200, ...message },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return [...judged.violations.map((each) => `${each.in} ${brief(each)}`), ...judged.reasons];
}

const ROWS = '{ type: array, items: { type: object, properties: { a: { type: integer } } } }';
const EVENT = '{ type: object, properties: { data: { type: string } } }';

describe('a text body', () => {
  test.each([
    ['text/event-stream', EVENT, 'data: {"a":1}\n\n'],
    ['text/csv', ROWS, 'a\n1\n'],
    ['text/tab-separated-values', ROWS, 'a\n1\n'],
    ['text/x-ndjson', EVENT, '{"data":"x"}\n'],
    ['application/x-ndjson', EVENT, '{"data":"x"}\n'],
    ['application/jsonl', EVENT, '{"data":"x"}\n'],
    ['text/yaml', EVENT, 'data: x\n'],
    ['text/plain', EVENT, 'data is x'],
  ])('A body of type %s with an object or a list as its schema is not judged', async (type, schema, body) => {
    expect(await verdictsOn(type, schema, body)).toEqual(['body-not-judged']);
  });

  test.each([
    ['{ type: integer }', '5', []],
    ['{ type: integer }', '5\n', []],
    ['{ type: integer }', 'five', ['type']],
    ['{ type: integer }', '5.5', ['type']],
    ['{ type: number, maximum: 4 }', '5', ['maximum']],
    ['{ type: boolean }', 'true', []],
    ['{ type: boolean }', 'yes', ['type']],
    ['{ type: string, maxLength: 3 }', '1234', ['maxLength']],
    ['{ type: string, enum: [on, off] }', 'up', ['enum']],
    [EVENT, '{"data":"x"}', []],
    [EVENT, '{"data":1}', ['/data type']],
  ])('A plain text with the schema %s is judged: %j', async (schema, body, faults) => {
    const both = ['request', 'response'].flatMap((side) => faults.map((fault) => `${side} body ${fault}`));
    expect(await verdictsOn('text/plain', schema, body)).toEqual(both);
  });

  test('A stream whose schema is a text is judged as that text', async () => {
    const schema = '{ type: string, minLength: 3 }';
    expect(await verdictsOn('text/event-stream', schema, 'data: 1\n\n')).toEqual([]);
    expect(await verdictsOn('text/csv', schema, 'a')).toEqual(['request body minLength', 'response body minLength']);
  });
});

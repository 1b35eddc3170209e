import { expect, test } from 'vitest';
import { judgeOne } from '../../src/check/judge-one.js';
import { DEFAULT_POLICY } from '../../src/contract/index.js';
import { type Exchange, NO_BODY } from '../../src/model/index.js';
import { plainRedactor } from '../../src/redact/index.js';
import { contractOf } from '../support/contract.js';

const FIELD = '{ type: object, properties: { name: { type: string }, value: { type: integer } } }';

test('A value that a member beside it calls a secret is not shown, in lines and in the JSON of events', async () => {
  const contract = await contractOf(`openapi: 3.2.0
info: { title: T, version: '1' }
paths:
  /stream:
    get:
      responses:
        '200':
          description: ok
          content:
            application/jsonl: { itemSchema: ${FIELD} }
            text/event-stream: { itemSchema: { properties: { data: { contentMediaType: application/json, contentSchema: ${FIELD} } } } }
`);
  const json = ['{"name":"color","value":"teal"}', '{"name":"password","value":"hunter2-hunter2"}'];
  for (const [type, content] of [
    ['application/jsonl', json.map((line) => `${line}\n`).join('')],
    ['text/event-stream', json.map((line) => `data: ${line}\n\n`).join('')],
  ] as const) {
    const exchange: Exchange = {
      source: 'a',
      index: 0,
      request: { method: 'GET', url: '/stream', headers: {}, body: NO_BODY },
      response: { status: 200, headers: { 'content-type': type }, body: { state: 'present', content } },
    };
    const policy = { ...DEFAULT_POLICY, baseUrls: [] };
    const judged = judgeOne(contract, exchange, { policy, redactor: plainRedactor });
    if ('outOfScope' in judged) throw new Error(judged.outOfScope);
    expect(judged.violations.map(({ item, value }) => [item, value])).toEqual([
      [0, 'teal'],
      [1, '[redacted]'],
    ]);
  }
});

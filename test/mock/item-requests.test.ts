import { describe, expect, onTestFinished, test } from 'vitest';
import { startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.2.0
info: { title: Logs, version: '1' }
paths:
  /logs:
    post:
      requestBody:
        content:
          application/x-ndjson: { itemSchema: { $ref: '#/components/schemas/line' } }
          application/json-seq: { itemSchema: { $ref: '#/components/schemas/line' } }
      responses: { '204': { description: taken } }
components: { schemas: { line: { type: object, required: [n], properties: { n: { type: integer } } } } }
`;

async function post(type: string, body: string): Promise<[number, unknown]> {
  const server = await startMock(await contractOf(DOCUMENT), { port: 0 });
  onTestFinished(() => server.close());
  const response = await fetch(`${server.url}/logs`, { method: 'POST', headers: { 'content-type': type }, body });
  const text = await response.text();
  return [response.status, text === '' ? undefined : JSON.parse(text)];
}

describe('a mock that takes sequences', () => {
  test('A mock refuses a request in which an item breaks itemSchema with 422, and names the item', async () => {
    for (const [type, body] of [
      ['application/x-ndjson', '{"n":1}\n{"n":"x"}\n'],
      ['application/json-seq', '\u001e{"n":1}\n\u001e{"n":"x"}\n'],
    ] as const) {
      const [status, problem] = await post(type, body);
      expect(status).toBe(422);
      expect(problem).toMatchObject({ validation: [{ location: ['body', '1', 'n'], code: 'type' }] });
    }
  });

  test('A mock takes a sequence whose items keep itemSchema, and refuses one with a line that is not JSON', async () => {
    expect(await post('application/x-ndjson', '{"n":1}\n\n{"n":2}')).toEqual([204, undefined]);
    expect(await post('application/x-ndjson', '{"n":1}\n{"n"')).toMatchObject([
      422,
      { validation: [{ location: ['body', '1'], code: 'unparseable-item' }] },
    ]);
  });
});

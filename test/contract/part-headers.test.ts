import { expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { brief, faultsOfRequest } from '../support/judge.js';

const CONTENT = `{ multipart/form-data: { schema: { type: object, properties: { file: { type: string }, note: { type: string } } }, encoding: { file: { headers: { X-Check: { required: true, schema: { type: integer } }, X-Kind: { $ref: '#/components/headers/Kind' } } } } } }`;

function uploads(version: string): Promise<Contract> {
  return contractOf(`openapi: ${version}
info: { title: Parts, version: '1' }
paths:
  /parts:
    post:
      requestBody: { content: ${CONTENT} }
      responses: { '200': { description: ok, content: ${CONTENT} } }
components: { headers: { Kind: { schema: { type: string, enum: [a, b] } } } }
`);
}

const TYPE = 'multipart/form-data; boundary=x';

function bodyWith(...headers: string[]): string {
  const fields = ['Content-Disposition: form-data; name="file"; filename="a.txt"', ...headers].join('\r\n');
  const note = 'Content-Disposition: form-data; name="note"';
  return `--x\r\n${fields}\r\n\r\nhello\r\n--x\r\n${note}\r\n\r\nn\r\n--x--\r\n`;
}

const CASES = [
  [[], ['header X-Check (part file) missing-parameter']],
  [['X-Check: 5'], []],
  [['x-check: five'], ['header X-Check (part file) type']],
  [['X-Check: 5', 'X-Kind: c'], ['header X-Kind (part file) enum']],
] as const;

test.each(['3.0.3', '3.1.0'].flatMap((version) => CASES.map((each) => [version, ...each] as const)))(
  'The documented headers of a part are judged in requests and responses: OpenAPI %s, %j',
  async (version, headers, faults) => {
    const contract = await uploads(version);
    const body = bodyWith(...headers);
    const asked = { method: 'POST', url: '/parts', headers: { 'content-type': TYPE }, body };
    expect(faultsOfRequest(contract, asked)).toEqual(faults);
    const content: Body = { state: 'present', content: body };
    const judged = judgeExchange(
      contract,
      {
        source: 'test',
        index: 0,
        request: { method: 'POST', url: '/parts', headers: {}, body: NO_BODY },
        response: { status: 200, headers: { 'content-type': TYPE }, body: content },
      },
      { ...DEFAULT_POLICY, baseUrls: [] },
    );
    expect(judged.outOfScope ? [] : judged.violations.map(brief)).toEqual(faults);
  },
);

test('A part that is not sent lacks no header', async () => {
  const body = '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nn\r\n--x--\r\n';
  const asked = { method: 'POST', url: '/parts', headers: { 'content-type': TYPE }, body };
  expect(faultsOfRequest(await uploads('3.1.0'), asked)).toEqual([]);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkCapture } from '../../src/api/index.js';
import { plainRedactor, redactExchange } from '../../src/redact/index.js';
import { run } from '../support/command.js';
import { contractOf } from '../support/contract.js';

const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
servers: [{ url: https://api.test/v1.0 }]
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
paths:
  /things:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { type: object, required: [value] } } } } } }
    post:
      security: [{ token: [] }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } }
      responses: { '201': { description: ok, content: { application/json: { schema: { type: object, properties: { name: { type: string } } } } } } }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-batch-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Recorded {
  readonly requests?: unknown;
  readonly responses?: unknown;
  readonly status?: number;
  readonly asked?: string;
  readonly answered?: string;
}

const type = { 'content-type': 'application/json' };
const get = { id: '1', method: 'GET', url: '/things' };
const post = { id: '2', method: 'POST', url: 'things', headers: { ...type }, body: { name: 'a' } };
const listed = { id: '1', status: 200, headers: { 'Content-Type': 'application/json' }, body: { value: [] } };
const created = { id: '2', status: 201, headers: { 'Content-Type': 'application/json' }, body: { name: 'a' } };

function exchangeOf({ requests, responses, status = 200, asked, answered }: Recorded) {
  return {
    request: {
      method: 'POST',
      url: 'https://api.test/v1.0/$batch',
      headers: { ...type, authorization: 'Bearer x' },
      body: { text: asked ?? JSON.stringify({ requests }) },
    },
    response: { status, headers: type, body: { text: answered ?? JSON.stringify({ responses }) } },
  };
}

async function checked(recorded: Recorded, document = DOCUMENT) {
  const file = join(folder, 'capture.ndjson');
  const { request, response } = exchangeOf(recorded);
  const line = {
    request: { ...request, body: request.body.text },
    response: { ...response, body: response.body.text },
  };
  writeFileSync(file, `${JSON.stringify(line)}\n`);
  const result = await checkCapture(await contractOf(document), file, { outcomes: true });
  return {
    result,
    outcomes: result.outcomes ?? [],
    messages: result.violations.map(({ message, location }) => `${location} ${message}`),
  };
}

describe('batches in captures', () => {
  test('Each request of a batch is judged with its answer, whatever their order', async () => {
    const { result, outcomes } = await checked({
      requests: [get, post],
      responses: [{ ...created, body: { name: 7 } }, listed],
    });
    expect(outcomes.map(({ batchId, operation, status, verdict }) => [batchId, operation, status, verdict])).toEqual([
      ['1', 'GET /things', 200, 'pass'],
      ['2', 'POST /things', 201, 'fail'],
    ]);
    expect(result.violations).toMatchObject([
      { batchId: '2', exchange: 0, in: 'response', location: '/name', keyword: 'type' },
    ]);
  });

  test('Threads judge batches as one thread does', async () => {
    const file = join(folder, 'many.ndjson');
    writeFileSync(join(folder, 'api.yaml'), DOCUMENT);
    const { request, response } = exchangeOf({ requests: [get, post], responses: [{ ...created, body: 7 }, listed] });
    const line = {
      request: { ...request, body: request.body.text },
      response: { ...response, body: response.body.text },
    };
    // A line that cannot be read comes between the batches.
    writeFileSync(file, `${JSON.stringify(line)}\n`.repeat(50).replace('\n', '\n{"broken\n'));
    const lines = async (workers: string) => {
      const args = ['check', join(folder, 'api.yaml'), file, '--workers', workers, '--format', 'ndjson', '--quiet'];
      return (await run(args)).stdout.trim().split('\n');
    };
    const [one, two] = [await lines('1'), await lines('2')];
    expect(one).toHaveLength(101);
    expect(two).toEqual(one);
    expect(JSON.parse(one[99] ?? '')).toMatchObject({ exchange: 50, batchId: '2', verdict: 'fail' });
  });

  test('A batch in which all is well is as many exchanges as it has requests', async () => {
    const { result } = await checked({ requests: [get, post], responses: [listed, created] });
    expect([result.summary.checked, result.summary.passed, result.violations]).toEqual([2, 2, []]);
    expect(result.verdict.outcome).toBe('passed');
  });

  test.each<[string, Recorded, string]>([
    ['lacks an answer', { requests: [get, post], responses: [listed] }, '/responses lacks the answer to request "2"'],
    [
      'has an answer to no request',
      { requests: [get], responses: [listed, created] },
      '/responses/1/id answers no request of the batch: "2"',
    ],
    [
      'has an id twice',
      { requests: [get, get], responses: [listed] },
      '/requests/1/id must be there once, but another item has it too: "1"',
    ],
    [
      'has an answer twice',
      { requests: [get], responses: [listed, listed] },
      '/responses/1/id must be there once, but another item has it too: "1"',
    ],
    [
      'has a status that is none',
      { requests: [get], responses: [{ ...listed, status: 'ok' }] },
      '/responses/0/status must be a status of HTTP',
    ],
    ['is no JSON', { asked: '{', responses: [] }, ' is not JSON'],
    [
      'has an answer of 100,000 levels',
      { requests: [get], answered: '['.repeat(100_000) + ']'.repeat(100_000) },
      ' is nested too deep to be read',
    ],
  ])('A batch that %s fails, and says where', async (_, recorded, message) => {
    const { messages, outcomes } = await checked(recorded);
    expect(messages).toContain(message);
    expect(outcomes[0]).toMatchObject({ verdict: 'fail', operation: 'POST https://api.test/v1.0/$batch' });
  });

  test('A batch that the service refused whole proves nothing, and its faults are warnings', async () => {
    const { result, outcomes } = await checked({ requests: [get, get], status: 400, answered: '{"error":{}}' });
    expect(outcomes).toMatchObject([{ verdict: 'inconclusive', reasons: ['body-not-judged'] }]);
    expect(result.violations).toMatchObject([{ keyword: 'broken-batch', severity: 'warning' }]);
  });

  test('A request that was not carried out, because another failed, is not judged by its 424', async () => {
    const { outcomes } = await checked({
      requests: [get, { ...post, dependsOn: ['1'] }],
      responses: [
        { ...listed, status: 500 },
        { id: '2', status: 424, body: { error: {} } },
      ],
    });
    expect(outcomes.map(({ batchId, verdict, reasons }) => [batchId, verdict, reasons])).toEqual([
      ['1', 'fail', []],
      ['2', 'out-of-scope', ['failed']],
    ]);
  });

  test('A 424 is judged where all requests succeeded on which its request depends', async () => {
    const { outcomes, messages } = await checked({
      requests: [get, { ...post, dependsOn: ['1'] }],
      responses: [listed, { id: '2', status: 424, body: { error: {} } }],
    });
    expect(outcomes.map(({ batchId, verdict }) => [batchId, verdict])).toEqual([
      ['1', 'pass'],
      ['2', 'fail'],
    ]);
    expect(messages.join('\n')).toContain('status 424 is not documented; documented: 201');
  });

  test('A document that describes $batch itself has it judged by that', async () => {
    const document = DOCUMENT.replace(
      'paths:\n',
      "paths:\n  /$batch: { post: { requestBody: { content: { application/json: {} } }, responses: { '200': { description: ok, content: { application/json: { schema: { type: array } } } } } } }\n",
    );
    const { outcomes } = await checked({ requests: [get], responses: [listed] }, document);
    expect(outcomes).toMatchObject([{ operation: 'POST /$batch', verdict: 'fail' }]);
    expect(outcomes[0]).not.toHaveProperty('batchId');
  });

  test('No secret inside a request or an answer of a batch survives in a recording', () => {
    const secret = 'c9Zq7Kf2Lm8Xw4Rt';
    const requests = [
      {
        ...get,
        url: `/things?access_token=${secret}1`,
        headers: { Authorization: `Bearer ${secret}2`, Cookie: `s=${secret}3`, 'x-api-key': `${secret}4` },
      },
      { ...post, body: { name: 'a', password: `${secret}5` } },
    ];
    const responses = [
      {
        ...listed,
        headers: { 'Set-Cookie': `s=${secret}6; Path=/` },
        body: { value: [], client_secret: `${secret}7` },
      },
    ];
    const { request, response } = exchangeOf({ requests, responses });
    const clean = redactExchange(plainRedactor, {
      request: { ...request, body: { state: 'present', content: request.body.text } },
      response: { ...response, body: { state: 'present', content: response.body.text } },
    });
    const text = JSON.stringify(clean);
    expect([1, 2, 3, 4, 5, 6, 7].filter((nth) => text.includes(`${secret}${nth}`))).toEqual([]);
    expect(text).toContain('/things');
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import * as docproof from '../../src/api/index.js';
import { HEADERS, payload } from '../support/operations.js';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

async function listen(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const listening = createServer(handler);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const DOCUMENTED = payload('createIdentityRiskEvent', 'request.documented');

describe('the mock in an Express 5 application', () => {
  test('The mock can be mounted beside other routes of an Express 5 application', async () => {
    const application = express();
    application.get('/mine', (_request, response) => void response.json({ mine: true }));
    application.use('/api', docproof.mock(await docproof.loadContract(), { example: 'realistic' }));
    application.use((_request, response) => void response.status(418).end());
    const url = await listen(application);
    expect(await (await fetch(`${url}/mine`)).json()).toEqual({ mine: true });
    const response = await fetch(`${url}/api/identityRiskEvents`, {
      method: 'POST',
      headers: HEADERS,
      body: DOCUMENTED,
    });
    expect([response.status, await response.json()]).toEqual([
      201,
      JSON.parse(payload('createIdentityRiskEvent', '201.realistic')),
    ]);
    expect((await fetch(`${url}/api/else`)).status).toBe(418);
    expect((await fetch(`${url}/api/identityRiskEvents`, { method: 'PUT' })).status).toBe(405);
  });

  test('The mock works behind a body parser of an Express 5 application', async () => {
    const application = express();
    application.use(express.json());
    application.use(docproof.mock(await docproof.loadContract()));
    const url = await listen(application);
    expect(
      (await fetch(`${url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body: DOCUMENTED })).status,
    ).toBe(201);
    expect(
      (await fetch(`${url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body: '{"userId": 1}' })).status,
    ).toBe(400);
  });
});

test('The mock can be the request listener of a Node server', async () => {
  const url = await listen(docproof.mock(await docproof.loadContract()));
  expect(
    (await fetch(`${url}/identityRiskEvents`, { method: 'POST', headers: HEADERS, body: DOCUMENTED })).status,
  ).toBe(201);
  expect((await fetch(`${url}/else`)).status).toBe(404);
});

describe('the library in a test runner', () => {
  const exchange = (body: object): docproof.Exchange => ({
    source: 'my test',
    index: 0,
    request: {
      method: 'POST',
      url: '/identityRiskEvents',
      headers: HEADERS,
      body: { state: 'present', content: DOCUMENTED },
    },
    response: {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: { state: 'present', content: JSON.stringify(body) },
    },
  });

  test('A test can check one exchange of its client against the contract', async () => {
    const contract = await docproof.loadContract();
    const judged = docproof.checkExchange(
      contract,
      exchange({ ...JSON.parse(payload('createIdentityRiskEvent', '201.realistic')), riskLevel: 'severe' }),
      { placeholders: 'allow' },
    );
    expect(judged).toEqual({
      source: 'my test',
      exchange: 0,
      verdict: 'fail',
      operation: 'POST /identityRiskEvents',
      status: 201,
      reasons: [],
      placeholdersAllowed: 2,
      violations: [
        {
          source: 'my test',
          exchange: 0,
          operation: 'POST /identityRiskEvents',
          status: 201,
          in: 'response',
          part: 'body',
          location: '/riskLevel',
          keyword: 'enum',
          severity: 'error',
          message: 'must be one of low, medium, high, hidden, none, unknownFutureValue or null',
          value: 'severe',
          schema: '#/components/schemas/identityRiskEvent/properties/riskLevel/enum',
          documented: { page: 'identityriskevent-post.md', line: 50 },
        },
      ],
    });
  });

  test('A test can check whole captures in its own format', async () => {
    const contract = await docproof.loadContract();
    const mine: docproof.CaptureFormat = {
      name: 'mine',
      detects: (head) => head.startsWith('MINE'),
      async *read(source) {
        yield { ...exchange({}), source };
      },
    };
    const folder = await mkdtemp(join(tmpdir(), 'docproof-api-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'capture.mine');
    await writeFile(file, 'MINE');
    const result = await docproof.checkCapture(contract, file, { placeholders: 'allow', formats: [mine] });
    expect(result.summary).toMatchObject({ checked: 1, failed: 1 });
    for await (const item of docproof.readCaptures(folder, { formats: [mine] }))
      expect(item).toEqual({ ...exchange({}), source: file });
    expect(await docproof.writeReport('text', result)).toContain('FAILED 10 errors');
  });
});

test('The library exports these names and no others', () => {
  expect(Object.keys(docproof).sort()).toEqual([
    'BUILT_IN_DOCUMENT',
    'ExactNumber',
    'InputError',
    'VERSION',
    'borrowedStore',
    'bundle',
    'bundleIn',
    'bundleModule',
    'captureSize',
    'checkCapture',
    'checkExchange',
    'compareDocuments',
    'comparisonFormatNames',
    'comparisonFormatOf',
    'compile',
    'count',
    'coverageFormatNames',
    'createContract',
    'createRecorder',
    'exchangeLine',
    'exchangeOf',
    'fetchHandler',
    'findingFormatNames',
    'findingSeverities',
    'findingsVerdict',
    'isFail',
    'isPass',
    'judge',
    'lendStore',
    'lint',
    'lintRules',
    'loadBaseline',
    'loadConfig',
    'loadContract',
    'mergeCoverage',
    'mock',
    'observe',
    'observeFetch',
    'openStore',
    'outcomeRecord',
    'pointsIntoDocument',
    'printable',
    'readCaptures',
    'readJson',
    'redactCapture',
    'reportFormatNames',
    'reportLines',
    'selftest',
    'selftestFormatNames',
    'showsEvidence',
    'startFleetWorker',
    'startMock',
    'startProxy',
    'suggestOverlay',
    'updateBaseline',
    'watchContract',
    'writeComparison',
    'writeCompiled',
    'writeCoverage',
    'writeFindings',
    'writeJson',
    'writeReport',
    'writeSelftest',
  ]);
});

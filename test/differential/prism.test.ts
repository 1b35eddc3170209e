import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Contract, loadContract, type RunningMock, startMock } from '../../src/api/index.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';
import { askAt } from '../support/serve.js';
import { type Serving, startPrism } from './prism-server.js';

/** Where we answer otherwise, on purpose. */
const DIFFERENCES = {
  paired: 'Prism answers with the first example; ours with the one that is documented together with this request',
  envelope:
    'Prism answers an error with the documented example; ours says what is really wrong, in the documented envelope',
  placeholder: 'Prism refuses a documented request whose values break its own schema; ours answers it, and warns',
  badRequest: 'Prism takes 422 for an invalid request under `default`; Graph says 400',
  readOnly:
    'Prism demands a required readOnly property of a request where a base type behind a `$ref` declares it; ours knows that the service assigns it',
} as const;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let contract: Contract;
let prismServer: Serving;
let server: RunningMock;

beforeAll(async () => {
  contract = await loadContract();
  prismServer = await startPrism(bundle(contract, 'yaml'));
  server = await startMock(contract, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await prismServer.close();
});

async function askFor(
  url: string,
  path: string,
  method: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const { status, json } = await askAt(url, `${method} ${path}`, { headers, ...(body === undefined ? {} : { body }) });
  return { status, body: json };
}

function prism(path: string, method: string, headers: Record<string, string>, body?: object): Promise<Answer> {
  return askFor(prismServer.url, path, method, headers, body);
}

function ours(path: string, method: string, headers: Record<string, string>, body?: object): Promise<Answer> {
  return askFor(server.url, path, method, headers, body);
}

describe('Prism reads the bundled document, and answers as we do', () => {
  test.each(OPERATIONS)('a realistic request to $path, read-only members sent along', async ({ folder, path }) => {
    const body = JSON.parse(payload(folder, '201.realistic'));
    const headers = { ...HEADERS, prefer: 'example=documented' };
    const [theirs, own] = await Promise.all([prism(path, 'POST', headers, body), ours(path, 'POST', headers, body)]);
    expect(own).toEqual(theirs);
    expect(own).toEqual({ status: 201, body: JSON.parse(payload(folder, '201.documented')) });
  });

  test.each(OPERATIONS)('a wish for the realistic example of $path', async ({ folder, path }) => {
    const headers = { ...HEADERS, prefer: 'example=realistic' };
    const own = await ours(path, 'POST', headers, JSON.parse(payload(folder, 'request.realistic')));
    expect(own).toEqual({ status: 201, body: JSON.parse(payload(folder, '201.realistic')) });
  });

  test.each([
    ['an unknown path', '/nothing', 'POST', HEADERS, 404],
    ['a wrong method', '/identityRiskEvents', 'PUT', HEADERS, 405],
    ['no credentials', '/identityRiskEvents', 'POST', { 'content-type': 'application/json' }, 401],
  ])('%s, by its status', async (_name, path, method, headers, status) => {
    const body = JSON.parse(payload('createIdentityRiskEvent', 'request.realistic'));
    expect([
      (await prism(path, method, headers, body)).status,
      (await ours(path, method, headers, body)).status,
    ]).toEqual([status, status]);
  });
});

describe('where we differ, and why', () => {
  test(DIFFERENCES.paired, async () => {
    const body = JSON.parse(payload('createSignIn', '201.realistic'));
    expect((await prism('/auditLogs/signIns', 'POST', HEADERS, body)).body).toEqual(
      JSON.parse(payload('createSignIn', '201.documented')),
    );
    expect((await ours('/auditLogs/signIns', 'POST', HEADERS, body)).body).toEqual(body);
  });

  test(DIFFERENCES.readOnly, async () => {
    const body = JSON.parse(payload('createIdentityRiskEvent', 'request.realistic'));
    expect((await prism('/identityRiskEvents', 'POST', HEADERS, body)).status).toBe(422);
    expect((await ours('/identityRiskEvents', 'POST', HEADERS, body)).status).toBe(201);
  });

  test(DIFFERENCES.placeholder, async () => {
    const body = { ...JSON.parse(payload('createIdentityRiskEvent', '201.documented')) };
    expect((await prism('/identityRiskEvents', 'POST', HEADERS, body)).status).toBe(422);
    expect((await ours('/identityRiskEvents', 'POST', HEADERS, body)).status).toBe(201);
  });

  test(`${DIFFERENCES.badRequest}; ${DIFFERENCES.envelope}`, async () => {
    const body = { ...JSON.parse(payload('createIdentityRiskEvent', '201.realistic')), riskLevel: 'severe' };
    const [theirs, own] = await Promise.all([
      prism('/identityRiskEvents', 'POST', HEADERS, body),
      ours('/identityRiskEvents', 'POST', HEADERS, body),
    ]);
    expect([theirs.status, own.status]).toEqual([422, 400]);
    expect(theirs.body).toEqual(JSON.parse(payload('error', 'default')));
    expect(JSON.stringify(own.body)).toContain('/riskLevel must be one of');
  });
});

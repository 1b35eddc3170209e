import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Contract, loadContract, type RunningMock, startMock } from '../../src/api/index.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';
import { askAt } from '../support/serve.js';
import { type Serving, startPrism } from './prism-server.js';

/** Where Docproof answers otherwise, on purpose. */
const DIFFERENCES = {
  paired: 'Prism answers with the first example; Docproof answers with the one documented for this request',
  placeholder: 'Prism refuses a documented request whose values break its own schema; Docproof answers and warns',
  /** Graph's status is 400; the documented envelope holds what is really wrong. */
  badRequest: 'Prism answers an invalid request with 422 and an example; Docproof answers with 400 and what is wrong',
  readOnly: 'Prism requires readOnly properties of a base type in a request; Docproof knows that the service sets them',
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

describe('Prism and Docproof with the bundled document', () => {
  test.each(OPERATIONS)(
    'Docproof and Prism give the same documented answer to a request to $path with read-only members',
    async ({ folder, path }) => {
      const body = JSON.parse(payload(folder, '201.realistic'));
      const headers = { ...HEADERS, prefer: 'example=documented' };
      const [theirs, own] = await Promise.all([prism(path, 'POST', headers, body), ours(path, 'POST', headers, body)]);
      expect(own).toEqual(theirs);
      expect(own).toEqual({ status: 201, body: JSON.parse(payload(folder, '201.documented')) });
    },
  );

  test.each(OPERATIONS)(
    'Docproof answers a request to $path with the realistic example that the client prefers',
    async ({ folder, path }) => {
      const headers = { ...HEADERS, prefer: 'example=realistic' };
      const own = await ours(path, 'POST', headers, JSON.parse(payload(folder, 'request.realistic')));
      expect(own).toEqual({ status: 201, body: JSON.parse(payload(folder, '201.realistic')) });
    },
  );

  test.each([
    ['an unknown path', '/nothing', 'POST', HEADERS, 404],
    ['a wrong method', '/identityRiskEvents', 'PUT', HEADERS, 405],
    ['no credentials', '/identityRiskEvents', 'POST', { 'content-type': 'application/json' }, 401],
  ])('Docproof and Prism answer with the same status: %s', async (_name, path, method, headers, status) => {
    const body = JSON.parse(payload('createIdentityRiskEvent', 'request.realistic'));
    expect([
      (await prism(path, method, headers, body)).status,
      (await ours(path, method, headers, body)).status,
    ]).toEqual([status, status]);
  });
});

describe('intended differences from Prism', () => {
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

  test(DIFFERENCES.badRequest, async () => {
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

import { createRequire } from 'node:module';
import type { createInstance, getHttpOperationsFromSpec } from '@stoplight/prism-http';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundle, type Contract, loadContract, startMock } from '../../src/api/index.js';
import { HEADERS, OPERATIONS, payload } from '../support/operations.js';

// CommonJS, and slow to load: only here, and in the generator of dynamic bodies.
const prismHttp: {
  createInstance: typeof createInstance;
  getHttpOperationsFromSpec: typeof getHttpOperationsFromSpec;
} = createRequire(import.meta.url)('@stoplight/prism-http');

const silent = {
  child: () => silent,
  success() {},
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  silent() {},
  level: 'silent',
};

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
let prism: (path: string, method: string, headers: Record<string, string>, body?: unknown) => Promise<Answer>;
let ours: (path: string, method: string, headers: Record<string, string>, body?: unknown) => Promise<Answer>;

beforeAll(async () => {
  contract = await loadContract();
  const operations = await prismHttp.getHttpOperationsFromSpec(JSON.parse(bundle(contract, 'json')));
  expect(operations).toHaveLength(5);
  const config = {
    mock: { dynamic: false },
    checkSecurity: true,
    validateRequest: true,
    validateResponse: true,
    errors: false,
    upstreamProxy: undefined,
    isProxy: false as const,
  };
  const instance = prismHttp.createInstance(config, { logger: silent });
  prism = async (path, method, headers, body) => {
    const result = await instance.request(
      { method: method.toLowerCase() as 'post', url: { path, query: {} }, headers, body },
      operations,
    )();
    if (result._tag === 'Left') {
      const status: unknown = Reflect.get(result.left, 'status');
      return { status: Number(status), body: undefined };
    }
    const { output } = result.right;
    return { status: output.statusCode, body: output.body };
  };
  ours = async (path, method, headers, body) => {
    const server = await startMock(contract, { port: 0 });
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    await server.close();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
});

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

import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { bundleIn, type Contract, lint, loadContract, selftest, startMock, startProxy } from '../../src/api/index.js';
import { describe as inWords } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';
import { askAt } from '../support/serve.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Call {
  readonly request: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** The documents, with requests that keep them, and requests that break them. */
const DOCUMENTS: readonly { name: string; file: string; right: readonly Call[]; wrong: readonly Call[] }[] = [
  {
    name: 'a chat with event streams',
    file: 'contracts/chat.yaml',
    right: [{ request: 'POST /chat', body: { prompt: 'Name a colour' } }],
    wrong: [
      { request: 'POST /chat', body: { prompt: '' } },
      { request: 'POST /chat', body: {} },
    ],
  },
  {
    name: 'a log in JSON Lines',
    file: 'test/openapi-32/documents/log.yaml',
    right: [
      { request: 'GET /entries?level=warn' },
      {
        request: 'POST /entries',
        headers: { 'content-type': 'application/jsonl' },
        body: '{"at":"2026-11-28T08:00:00Z","level":"info","text":"up"}\n',
      },
      { request: 'PURGE /entries/7' },
    ],
    wrong: [
      { request: 'GET /entries?level=loud' },
      {
        request: 'POST /entries',
        headers: { 'content-type': 'application/jsonl' },
        body: '{"at":"2026-11-28T08:00:00Z","level":"info","text":"up"}\n{"at":"now","level":"info","text":"up"}\n',
      },
      { request: 'POST /entries', headers: { 'content-type': 'application/jsonl' }, body: 'no JSON\n' },
      { request: 'PURGE /entries/0' },
    ],
  },
  {
    name: 'a search with query and querystring',
    file: 'test/openapi-32/documents/search.yaml',
    right: [
      { request: 'GET /books?term=sea&limit=3' },
      { request: 'GET /books?term=sea', headers: { accept: 'application/xml' } },
      { request: 'QUERY /books', body: { term: 'sea', kinds: ['atlas'] } },
    ],
    wrong: [
      { request: 'GET /books?limit=3' },
      { request: 'GET /books?term=sea&limit=many' },
      { request: 'QUERY /books', body: { term: 'sea', kinds: ['leaflet'] } },
      { request: 'QUERY /books', body: { kinds: [] } },
    ],
  },
];

/** How a request asks for a documented body, and for a generated one. */
const WAYS: readonly Readonly<Record<string, string>>[] = [
  { prefer: 'pace=0' },
  { prefer: 'pace=0, dynamic=true, seed=3' },
];

describe.each(DOCUMENTS)('$name in OpenAPI 3.2', ({ name, file, right, wrong }) => {
  const load = (): Promise<Contract> => loadContract(`${ROOT}${file}`);

  test(`Nothing in the document is left out, and lint finds nothing in it: ${name}`, async () => {
    expect((await load()).loadWarnings()).toEqual([]);
    expect((await lint(`${ROOT}${file}`)).findings).toEqual([]);
  });

  test(`The mock answers with valid bodies, and the proxy in front of it finds no fault: ${name}`, async () => {
    const contract = await load();
    const mock = await startMock(contract, { port: 0 });
    onTestFinished(() => mock.close());
    const found: string[] = [];
    const seen: string[] = [];
    const proxy = await startProxy(contract, mock.url, {
      port: 0,
      onExchange({ request, response, violations }) {
        seen.push(`${request.method} ${response.status}`);
        found.push(...violations.map((violation) => `${violation.location} ${inWords(violation)}`));
      },
    });
    onTestFinished(() => proxy.close());
    for (const { request, headers, ...call } of right)
      for (const way of WAYS) {
        const asking = { headers: { ...headers, ...way }, ...call };
        const answer = await askAt(proxy.url, request, asking);
        expect(answer.status).toBeLessThan(300);
        expect(answer.headers.get('sl-violations')).toBeNull();
        expect(answer.text).not.toBe('');
      }
    expect(found).toEqual([]);
    expect(seen).toHaveLength(right.length * WAYS.length);
  });

  test(`The mock refuses each request that breaks the document with 422: ${name}`, async () => {
    const mock = await startMock(await load(), { port: 0 });
    onTestFinished(() => mock.close());
    for (const { request, ...asking } of wrong) {
      const { status, json } = await askAt(mock.url, request, asking);
      expect([request, status]).toEqual([request, 422]);
      expect(json).toMatchObject({ validation: [{ severity: 'Error' }] });
    }
  });

  test(`The self-test plants faults in every operation; all are caught, and there is no false alarm: ${name}`, async () => {
    const contract = await load();
    const { caught, seeded, falseAlarms, operations } = await selftest(contract);
    expect(seeded).toBeGreaterThan(50);
    expect(caught).toBe(seeded);
    expect(falseAlarms).toBe(0);
    expect(operations).toEqual({ total: contract.operations.length, untested: [] });
  });

  test(`The document that bundle writes in 3.2 has the same operations, and the one in 3.1 names what it loses: ${name}`, async () => {
    const contract = await load();
    const same = await bundleIn(contract, '3.2', 'yaml');
    expect(same.losses).toEqual([]);
    expect((await contractOf(same.text)).operations.map(({ id }) => id)).toEqual(
      contract.operations.map(({ id }) => id),
    );
    const older = await bundleIn(contract, '3.1', 'yaml');
    expect(older.losses.length).toBeGreaterThan(0);
    expect((await contractOf(older.text)).document.root.openapi).toBe('3.1.0');
  });
});

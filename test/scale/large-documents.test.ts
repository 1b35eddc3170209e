import { afterAll, describe, expect, test } from 'vitest';
import { settingsOf } from '../../src/api/mock-options.js';
import type { Contract } from '../../src/contract/index.js';
import { systemSources } from '../../src/io/index.js';
import { createMock, type Mock } from '../../src/mock/index.js';
import { memoryStore } from '../../src/store/index.js';
import { contractOf } from '../support/contract.js';
import { serve } from '../support/serve.js';
import { type Asked, ask, askAt } from './ask.js';
import { LARGE_DOCUMENTS } from './documents/index.mjs';

const DOCUMENTS = Object.entries(LARGE_DOCUMENTS);

/** Bodies of these types are not held against a schema: each exchange with one says so. */
const NOT_JUDGED = /\/(?:parts|lines|linesWithExamples) /;

/** How a request asks for an example, and for a generated body. */
const WAYS: readonly Readonly<Record<string, string>>[] = [{}, { prefer: 'dynamic=true, seed=a' }];

/** Operations that were answered, by document. */
const answered = new Map<string, number>();

function mockOf(contract: Contract): Mock {
  return createMock(contract, settingsOf({}), systemSources, memoryStore());
}

const withFields = (asked: Asked, fields: Asked['headers']): Asked => ({
  ...asked,
  headers: { ...asked.headers, ...fields },
});

describe.each(DOCUMENTS)('the large document %s', (name, make) => {
  test(`The mock answers each operation of ${name} with a documented and valid response, static and dynamic`, {
    timeout: 240_000,
  }, async () => {
    const { files, requests } = make();
    const contract = await contractOf(files);
    const mock = mockOf(contract);
    const operations = new Set<string>();
    const wrong: string[] = [];
    for (const asked of requests)
      for (const fields of WAYS) {
        const { status, operation, faults, reasons } = await ask(contract, mock, withFields(asked, fields));
        const line = `${operation ?? `${asked.method} ${asked.target}`} ${JSON.stringify(fields)}: ${status}`;
        const isJudged = reasons.length === 0 || NOT_JUDGED.test(`${operation} `);
        if (operation === undefined || faults.length > 0 || !isJudged)
          wrong.push(`${line} ${[...faults, ...reasons].join('; ').slice(0, 300)}`);
        else operations.add(operation);
      }
    expect(wrong).toEqual([]);
    expect([...operations].sort()).toEqual(contract.operations.map(({ id }) => id).sort());
    answered.set(name, operations.size);
    // Nothing is left out silently: what the document says can be used, all of it.
    expect(contract.loadWarnings()).toEqual([]);

    const { server } = await serve(contract);
    const some = requests.filter((_, index) => index % 15 === 0);
    expect(some.length).toBeGreaterThan(3);
    for (const asked of some) {
      const { status, operation, faults } = await askAt(contract, server.url, asked);
      expect(`${operation} ${status} ${faults.join('; ')}`).toBe(`${operation} ${status} `);
    }
  });
});

describe('all large documents', () => {
  afterAll(() => answered.clear());

  test('The large documents have more than 1,000 operations, and every one was answered', () => {
    expect(answered.size).toBe(DOCUMENTS.length);
    expect(DOCUMENTS.length).toBeGreaterThanOrEqual(10);
    expect([...answered.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1_000);
  });

  test('One of the large documents is YAML of 5 MB, one has more than 120 files, one has 100 discriminators', () => {
    const size = (name: string): number =>
      Object.values(LARGE_DOCUMENTS[name]?.().files ?? {}).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(size('long-texts')).toBeGreaterThan(5_000_000);
    expect(Object.keys(LARGE_DOCUMENTS['many-files']?.().files ?? {}).length).toBeGreaterThan(120);
    const text = LARGE_DOCUMENTS['discriminators-3.0']?.().files['/docs/openapi.yaml'] ?? '';
    expect(text.match(/"discriminator"/g)?.length).toBeGreaterThanOrEqual(100);
  });
});

/** One status for each key of `responses`, with each media type that is documented for it. */
function everyAnswer(contract: Contract, asked: Asked): Asked['headers'][] {
  const { operation } = contract.matcher.matchUrl(asked.method, asked.target, []);
  if (!operation) throw new Error(`no operation for ${asked.method} ${asked.target}`);
  const compiled = contract.compile(operation);
  return [...operation.responses].flatMap(([key, response]) => {
    const code = key === 'default' ? '599' : key.replace('XX', '99');
    const { keys } = compiled.responseContent(response);
    return (keys.length === 0 ? [''] : keys).map((type) => ({
      prefer: `code=${code}`,
      ...(type === '' ? {} : { accept: type.replace('image/*', 'image/png') }),
    }));
  });
}

test.each(['media-types'])(
  'The mock answers each status and media type of %s that a request prefers',
  { timeout: 120_000 },
  async (name) => {
    const { files, requests } = LARGE_DOCUMENTS[name]?.() ?? { files: {}, requests: [] };
    const contract = await contractOf(files);
    const mock = mockOf(contract);
    const wrong: string[] = [];
    let count = 0;
    for (const asked of requests)
      for (const fields of everyAnswer(contract, asked)) {
        const { status, operation, faults } = await ask(contract, mock, withFields(asked, fields));
        count += 1;
        if (faults.length > 0 || !String(fields.prefer).includes(String(status)))
          wrong.push(`${operation} ${JSON.stringify(fields)}: ${status} ${faults.join('; ').slice(0, 200)}`);
      }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(requests.length);
  },
);

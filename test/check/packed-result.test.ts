import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import { readCapture } from '../../src/captures/index.js';
import { type Examined, itemExaminer, type PackedResult, resultPacker } from '../../src/check/index.js';
import type { Contract } from '../../src/contract/index.js';
import { pseudonyms } from '../../src/io/index.js';
import { type Judgement, readJson, type Unread, type ViolationRecord, writeJson } from '../../src/model/index.js';

let contract: Contract;
beforeAll(async () => {
  contract = await loadContract('spec/openapi.yaml');
});

/** What comes out at the other side, and the text that crossed. */
function crossed(results: readonly (Examined | Unread)[], source: string, before = 0) {
  const packer = resultPacker(contract);
  const text = writeJson(results.map(packer.packing()));
  const unpack = packer.unpacking();
  return { text, results: readJson<PackedResult[]>(text).map((each) => unpack(each, source, before)) };
}

const VIOLATION = {
  in: 'request',
  part: 'body',
  location: '/id',
  keyword: 'readOnly',
  severity: 'warning',
  message: 'must not be in a request',
  value: 'a',
  schema: '#/components/schemas/entity',
} as const;

type Change = { readonly [Name in keyof ViolationRecord]?: ViolationRecord[Name] | undefined };

/** An exchange with violations that differ from {@link VIOLATION} as told. */
function exchangeWith(exchange: number, changes: readonly Change[], rest: Partial<Judgement> = {}) {
  const [operation] = contract.operations;
  if (!operation) throw new Error('the document has no operation');
  const { id, pointer, method, provenance } = operation;
  const context = { source: 'a.ndjson', exchange, operation: id, status: 201 };
  const outcome: Judgement = {
    source: 'a.ndjson',
    exchange,
    verdict: 'pass',
    operation: id,
    status: 201,
    reasons: [],
    placeholdersAllowed: 0,
    violations: changes.map((change) => ({ ...context, ...VIOLATION, ...change }) as ViolationRecord),
    ...rest,
  };
  const documented = provenance ? { documented: provenance } : {};
  const trace = { ...context, pointer, method, path: '/a', target: '/a?b', isItem: false, ...documented };
  return { outcome, trace } satisfies Examined;
}

describe('packed results', () => {
  test('Every result of a capture comes out as it went in, member by member in the same order', async () => {
    const rules = {
      baseUrls: ['http://127.0.0.1:4010'],
      undocumentedHeaders: 'warn',
    } as const;
    for (const name of ['seeded.har', 'owner.ndjson']) {
      const { examine } = itemExaminer(contract, { rules, evidence: false, redact: {} }, pseudonyms);
      const results: (Examined | Unread)[] = [];
      for await (const item of readCapture(name, bytesOf(readFileSync(`contracts/captures/${name}`))))
        results.push(...examine(item));
      const { text, results: after } = crossed(results, name);
      expect(after.map(saidBy)).toEqual(results.map(saidBy));
      expect(after).toEqual(JSON.parse(JSON.stringify(results)));
      expect(text.length).toBeLessThan(writeJson(results).length * 0.7);
    }
  });

  test('What violations have in common is said once, and each keeps its own value, item and offset', () => {
    const results = [
      exchangeWith(0, [{}, { value: null }, { value: undefined }, { item: 3 }, { offset: 7, value: undefined }]),
      exchangeWith(1, [{}, { value: { b: [1] } }, { item: 4, offset: 9 }, { item: 5, offset: 0 }]),
      exchangeWith(2, [
        { missing: 'c' },
        { missing: 'd' },
        { within: '/x' },
        { documented: { page: 'p.md', line: 4 } },
      ]),
      exchangeWith(3, [{ documented: { page: 'p.md', line: 5 } }, { severity: 'error' }], { verdict: 'fail' }),
      exchangeWith(4, [], { verdict: 'inconclusive', reasons: ['unusable-schema'], placeholdersAllowed: 2 }),
      { ...exchangeWith(5, []), credentials: { withheld: exchangeWith(5, [{}]).outcome.violations[0] } },
      { ...exchangeWith(6, []), credentials: { withheld: undefined } },
    ];
    const { text, results: after } = crossed(results, 'a.ndjson');
    expect(after).toEqual(JSON.parse(JSON.stringify(results)));
    expect(after[6]).toHaveProperty('credentials', { withheld: undefined });
    // Eleven that differ, and the first again: of one place and rule the last eight are known.
    expect(text.split('must not be in a request').length - 1).toBe(12);
  });

  test('Values keep all digits', () => {
    const value = readJson('12345678901234567890123');
    const [after] = crossed([exchangeWith(0, [{ value }])], 'a.ndjson').results;
    expect(writeJson(after)).toContain('"value":12345678901234567890123');
  });

  test('Of a later block the indices count on, in violations too', () => {
    const [first, second] = crossed([exchangeWith(0, [{}]), exchangeWith(1, [{}])], 'a.ndjson', 40).results;
    expect(first).toMatchObject({ outcome: { exchange: 40, violations: [{ exchange: 40 }] }, trace: { exchange: 40 } });
    expect(second).toMatchObject({ outcome: { exchange: 41, violations: [{ exchange: 41 }] } });
  });

  test('Thousands of violations that all differ come out as they went in, and those that come again', () => {
    const locations = Array.from({ length: 3_500 }, (_, index) => `/${index % 2 ? index : 'a'}`);
    const results = locations.map((location, index) =>
      exchangeWith(index, [{ location }, { location: `/b/${index}` }]),
    );
    expect(crossed(results, 'a.ndjson').results).toEqual(JSON.parse(JSON.stringify(results)));
  });

  test('A request of a batch, evidence, and what no operation matches stay whole', () => {
    const evidence = [{ text: '{}' }] as unknown as NonNullable<Examined['evidence']>;
    const results: Examined[] = [
      { ...exchangeWith(0, [{ batchId: '1' }], { batchId: '1' }) },
      { ...exchangeWith(1, [{}]), evidence },
      { outcome: exchangeWith(2, [{}], { isUnmatched: true }).outcome },
      { outcome: exchangeWith(3, [{}]).outcome },
      exchangeWith(4, [{ status: 0 }]),
    ];
    expect(crossed(results, 'a.ndjson').results).toEqual(JSON.parse(JSON.stringify(results)));
  });
});

/** The text that a report has of a result: the order of members counts. */
function saidBy(result: Examined | Unread): string {
  return JSON.stringify('unread' in result || !('verdict' in result.outcome) ? result : result.outcome);
}

async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

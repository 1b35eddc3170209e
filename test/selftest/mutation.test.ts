import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract, type SelftestResult, selftest } from '../../src/api/index.js';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import { documentSpecimens, FAULT_CLASSES, type Judge, scoreSpecimens } from '../../src/selftest/index.js';

/** How many mutants each document gives at least. */
const DOCUMENTS = {
  'spec/openapi.yaml': 1_000,
  'test/selftest/documents/library.yaml': 3_000,
  'test/selftest/documents/shipping.yaml': 2_000,
  'test/selftest/documents/styles.yaml': 1_000,
  'test/selftest/documents/events.yaml': 1_500,
  'test/selftest/documents/nullables.yaml': 800,
  'test/selftest/documents/compositions.yaml': 1_800,
  'test/selftest/documents/streams.yaml': 100,
} as const;

/** Five like operations of the built-in document need no more. */
const perClass = (document: string): number => (document.startsWith('spec/') ? 3 : Number.POSITIVE_INFINITY);
const results = new Map<string, SelftestResult>();

describe.each(Object.entries(DOCUMENTS))('the faults of the catalogue in %s', (document, least) => {
  let result: SelftestResult;
  beforeAll(async () => {
    result = await selftest(await loadContract(document), { perClass: perClass(document) });
    results.set(document, result);
  }, 120_000);

  test('The checker reports every seeded fault at its place with its keyword, and nothing else', () => {
    expect(result.misjudged).toEqual([]);
    expect(result.caught).toBe(result.seeded);
    expect(result.falseAlarms).toBe(0);
  });

  test('The self-test seeds enough faults and covers every operation', () => {
    expect(result.seeded).toBeGreaterThanOrEqual(least);
    expect(result.operations.untested).toEqual([]);
  });
});

describe('the catalogue', () => {
  test('Every class of fault in the catalogue occurs in at least one of the documents', () => {
    const seeded = new Set(
      [...results.values()].flatMap(({ classes }) => classes.filter((row) => row.seeded > 0).map((row) => row.class)),
    );
    expect(FAULT_CLASSES.filter((name) => !seeded.has(name))).toEqual([]);
  });
});

describe('a self-test', () => {
  test('A self-test gives the same result for the same seed, and another for another seed', async () => {
    const contract = await loadContract('test/selftest/documents/shipping.yaml');
    const [first, again, other] = [
      await selftest(contract, { seed: 'a' }),
      await selftest(contract, { seed: 'a' }),
      await selftest(contract, { seed: 'b' }),
    ];
    expect(again).toEqual(first);
    expect(other.classes).not.toEqual(first.classes);
  });
});

describe('the score', () => {
  const judgeOf =
    (contract: Contract): Judge =>
    (exchange) => {
      const judged = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, baseUrls: [] });
      return judged.outOfScope ? [] : judged.violations.filter(({ keyword }) => keyword !== 'tolerated-null');
    };
  const score = async (change: (judge: Judge) => Judge) => {
    const contract = await loadContract('test/selftest/documents/shipping.yaml');
    const settings = { seed: 'score', perClass: 1, variants: 1 };
    const specimens = documentSpecimens(contract, createGenerator(contract), settings);
    return scoreSpecimens(contract, specimens, change(judgeOf(contract)), settings);
  };

  test('The score of a self-test exposes a checker that ignores patterns', async () => {
    const { classes, misjudged } = await score(
      (judge) => (exchange) => judge(exchange)?.filter(({ keyword }) => keyword !== 'pattern'),
    );
    expect(classes.find((row) => row.class === 'pattern')).toMatchObject({ caught: 0, falseAlarms: 0 });
    expect(misjudged[0]).toMatchObject({ class: 'pattern', expected: { keyword: 'pattern' }, found: [] });
  });

  test('The score of a self-test exposes a checker that reports too much', async () => {
    const { classes, seeded, caught, falseAlarms } = await score((judge) => (exchange) => [
      ...(judge(exchange) ?? []),
      { in: 'response', part: 'status', location: '', keyword: 'undocumented-status' },
    ]);
    expect(caught).toBe(seeded);
    expect(falseAlarms).toBe(classes.reduce((sum, row) => sum + row.seeded, 0));
  });

  test('The score of a self-test exposes a checker that names the wrong place', async () => {
    const { classes } = await score(
      (judge) => (exchange) => judge(exchange)?.map((finding) => ({ ...finding, location: `${finding.location}/0` })),
    );
    expect(classes.find((row) => row.class === 'format')).toMatchObject({ caught: 0 });
  });
});

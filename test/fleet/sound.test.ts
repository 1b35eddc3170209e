import { describe, expect, test } from 'vitest';
import { type PackedSummed, sumPacker } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import type { Shard } from '../../src/fleet/plan.js';
import { soundSum } from '../../src/fleet/sound.js';

const contract = createContract({
  source: 'a.yaml',
  root: {
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    paths: { '/a': { get: { responses: { 200: { description: 'a' } } } } },
  },
  dialect: '3.1',
  files: ['a.yaml'],
  binaries: new Map(),
});

const SHARD: Shard = {
  id: 's',
  object: { url: 'u', source: 'a.har', size: 9, version: '1', isOptional: false },
  part: undefined,
  isBrief: false,
};

const EMPTY: PackedSummed['sum'] = {
  first: 0,
  last: 0,
  tally: {
    entries: 0,
    passed: 0,
    failed: 0,
    inconclusive: 0,
    errors: 0,
    warnings: 0,
    accepted: 0,
    placeholdersAllowed: 0,
    reasons: [],
    outOfScope: [],
    servers: [],
    operations: [],
  },
  violations: 0,
  listed: [0, 0],
  faults: '[]',
  list: '[]',
  carried: false,
  withheld: 0,
  held: '[]',
};

const DAMAGED = {
  code: 'unreadable',
  message: 'a.har: one of its results is damaged',
  cure: expect.stringContaining('run the check again'),
};

function read(sum: Partial<PackedSummed['sum']>) {
  const { unpack } = sumPacker(contract);
  return soundSum(SHARD, unpack, { sum: { ...EMPTY, ...sum } }, { source: 'a.har', before: 0 }).sum;
}

describe('Sums of results', () => {
  test('Texts in a sum that are whole are read', () => {
    const { faults, list, credentials } = read({});
    expect([faults, list(), credentials.held()]).toEqual([[], [], []]);
  });

  test.each(['[{', 'null', '[7]', '[{"examples":7}]'])(
    'Faults that are damaged to %s are an error with a cure',
    (text) => {
      expect(() => read({ faults: text })).toThrow(expect.objectContaining(DAMAGED));
    },
  );

  test.each(['[[', 'null', '[null]'])(
    'Violations that are damaged to %s are an error with a cure when they are read',
    (text) => {
      const { list, credentials } = read({ list: text, held: text });
      expect(() => list()).toThrow(expect.objectContaining(DAMAGED));
      expect(() => credentials.held()).toThrow(expect.objectContaining(DAMAGED));
    },
  );
});

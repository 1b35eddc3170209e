import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import type { Case, Suite } from './case.js';
import { crashes } from './cases/crashes.cases.js';
import { proxied } from './cases/proxied.js';
import { compareEach } from './compared.js';
import { DIFFERENCES } from './differences.js';
import { type Serving, startPrism } from './prism-server.js';
import { send } from './send.js';
import { SUITES } from './suites.js';
import { summary } from './summary.js';

/*
 * Each request of the corpus goes to Prism and to ours, and both answers have to be the same line (summary.ts), unless
 * differences.ts states both and the
 * reason. A difference that no longer holds fails the test.
 */
const differences = new Map(
  DIFFERENCES.flatMap(({ cases }) => cases).map((difference) => [difference.name, difference]),
);

describe.each(SUITES)('Prism and Docproof on $theme', ({ document, options, cases }: Suite) => {
  const servers: { prism?: Serving; ours?: Serving } = {};
  let unloadable: unknown;

  beforeAll(async () => {
    const settings = { cors: false, ...options };
    servers.prism = await startPrism(document, settings);
    try {
      servers.ours = await startMock(await contractOf(document), { ...settings, port: 0 });
    } catch (error) {
      unloadable = error;
    }
  });
  afterAll(async () => {
    await servers.prism?.close();
    await servers.ours?.close();
  });

  async function answerOf(server: Serving | undefined, one: Case): Promise<string> {
    return server ? summary(await send(server.url, one), one) : `no server: ${String(unloadable)}`;
  }

  compareEach(
    cases,
    differences,
    (one) => answerOf(servers.prism, one),
    (one) => answerOf(servers.ours, one),
  );
});

describe('the lists of cases', () => {
  const names = SUITES.flatMap(({ cases }) => cases.map(({ name }) => name));

  test('The lists of cases are long enough for the claim in the README', () => {
    const behind = proxied.flatMap(({ cases }) => cases);
    expect(names.length + behind.length).toBeGreaterThan(700);
  });

  test('The lists of cases name each case once', () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('The list of differences names only cases that exist', () => {
    const known = new Set([...names, ...crashes.cases.map(({ name }) => name)]);
    expect([...differences.keys()].filter((name) => !known.has(name))).toEqual([]);
  });
});

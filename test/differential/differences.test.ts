import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type RunningMock, startMock } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { themes } from './cases/index.js';
import { answerOf, type Theme } from './compare.js';
import { DIFFERENCES } from './differences.js';
import { type RunningPrism, startPrism } from './prism.js';

/** The names of all cases must be told apart: differences are listed by them. */
const names = themes.flatMap(({ title, cases }) => cases.map(({ name }) => `${title}: ${name}`));

test('there are enough cases, and each difference belongs to one', () => {
  expect(names.length).toBeGreaterThanOrEqual(150);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(DIFFERENCES).filter((name) => !names.includes(name))).toEqual([]);
});

describe.each(themes)('$title', ({ title, document, options = {}, cases }: Theme) => {
  let prism: RunningPrism;
  let ours: RunningMock;
  beforeAll(async () => {
    prism = await startPrism(parse(document), options);
    ours = await startMock(await contractOf(document), { port: 0, ...options });
  });
  afterAll(async () => {
    await ours?.close();
    await prism?.close();
  });

  test.each(cases)('$name', async (each) => {
    const difference = Object.hasOwn(DIFFERENCES, `${title}: ${each.name}`)
      ? DIFFERENCES[`${title}: ${each.name}`]
      : undefined;
    const own = await answerOf(ours.url, each);
    const theirs = await answerOf(prism.url, each);
    if (!difference) {
      expect(own).toEqual(theirs);
      return;
    }
    // A difference that is gone is no difference: both sides must still answer as the list says.
    expect({ ours: own, prism: theirs }).toMatchObject({ ours: difference.ours, prism: difference.prism });
    expect(own).not.toEqual(theirs);
  });
});

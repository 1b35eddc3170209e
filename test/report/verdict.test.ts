import { describe, expect, test } from 'vitest';
import { runVerdictOf } from '../../src/check/index.js';
import type { Summary } from '../../src/model/index.js';
import { resultFormats } from '../../src/report/index.js';
import { RESULT } from './fixture.js';

function summaryOf(counts: Partial<Summary>): Summary {
  const none = { passed: 0, failed: 0, inconclusive: 0, errors: 0, warnings: 0, unread: [], ...counts };
  return { ...RESULT.summary, ...none, checked: none.passed + none.failed + none.inconclusive };
}

/** The formats that tell how a check ended; the others hold coverage only. */
const TELLING = resultFormats.names.filter((name) => name !== 'lcov' && name !== 'cobertura');

describe('the verdict of a check', () => {
  test('A check in which no exchange passed or failed is inconclusive', () => {
    const { word, line } = runVerdictOf(summaryOf({ inconclusive: 3 }), { percent: 100 }, {});
    expect(word).toBe('INCONCLUSIVE');
    expect(line).toBe('INCONCLUSIVE no exchange could be judged in full: 0 passed, 0 failed, 3 inconclusive');
  });

  test('A pass says how many exchanges were not judged in full', () => {
    const { outcome, line } = runVerdictOf(summaryOf({ passed: 4, inconclusive: 2 }), { percent: 100 }, {});
    expect([outcome, line]).toEqual([
      'passed',
      'PASSED, 2 not judged in full; no violations in 6 exchanges: 4 passed, 0 failed, 2 inconclusive',
    ]);
  });

  test('More inconclusive exchanges than are allowed fail a check, and exactly as many do not', () => {
    const summary = summaryOf({ passed: 3, inconclusive: 1 });
    expect(runVerdictOf(summary, { percent: 100 }, { maxInconclusive: 25 })).toMatchObject({ word: 'PASSED' });
    expect(runVerdictOf(summary, { percent: 100 }, { maxInconclusive: 24 })).toMatchObject({
      word: 'FAILED',
      unmet: ['1 of 4 exchanges (25 %) could not be judged in full, and --max-inconclusive allows 24 %'],
    });
  });

  test('Warnings fail a check where they are asked to', () => {
    const summary = summaryOf({ passed: 1, warnings: 1 });
    expect(runVerdictOf(summary, { percent: 100 }, {}).line).toMatch(/^PASSED with 1 warning in 1 exchange/);
    expect(runVerdictOf(summary, { percent: 100 }, { failOn: 'warning' }).line).toMatch(/^FAILED 1 warning in 1/);
  });

  test('An entry that could not be read makes a pass inconclusive, and leaves a failure what it is', () => {
    const unread = [{ source: 'a.har', index: 1, detail: 'cut' }];
    const passing = runVerdictOf(summaryOf({ passed: 2, warnings: 1, unread }), { percent: 100 }, {});
    expect([passing.outcome, passing.line]).toEqual([
      'inconclusive',
      'INCONCLUSIVE 1 entry could not be read; 1 warning in 2 exchanges: 2 passed, 0 failed, 0 inconclusive',
    ]);
    const summary = summaryOf({ passed: 1, failed: 1, errors: 1, unread });
    expect(runVerdictOf(summary, { percent: 100 }, {})).toMatchObject({
      outcome: 'failed',
      line: expect.stringMatching(/^FAILED 1 error in 2 exchanges: .*; 1 entry could not be read$/),
    });
    expect(runVerdictOf(summary, { percent: 100 }, { failOn: 'never' }).outcome).toBe('inconclusive');
  });

  test('Where --fail-on never lets a failed check succeed, the verdict says so, unless a demand is not met', () => {
    const summary = summaryOf({ passed: 1, failed: 1, errors: 1 });
    const excuse = '; --fail-on never lets the command succeed all the same';
    expect(runVerdictOf(summary, { percent: 50 }, { failOn: 'never' }).line.endsWith(excuse)).toBe(true);
    expect(runVerdictOf(summary, { percent: 50 }, { failOn: 'never', minCoverage: 60 }).line).not.toContain(excuse);
    expect(runVerdictOf(summary, { percent: 50 }, {}).line).not.toContain(excuse);
  });

  test.each(TELLING)('A demand that is not met is a failure with its reason in a report as %s', async (name) => {
    const summary = summaryOf({ passed: 2, inconclusive: 1 });
    const verdict = runVerdictOf(summary, { percent: 50 }, { minCoverage: 80, maxInconclusive: 5 });
    const text = await resultFormats.write(name, { ...RESULT, faults: [], violations: [], summary, verdict });
    expect(text).toContain('FAILED');
    expect(text).not.toContain('PASSED');
    expect(text.replaceAll('%25', '%').replace(/\s+/g, ' ')).toContain(
      'coverage is 50 % of operations, and --min-coverage asks for 80 %',
    );
    expect(text.replaceAll('%25', '%').replace(/\s+/g, ' ')).toContain('--max-inconclusive allows 5 %');
  });

  test.each(TELLING)('A check that judged nothing is inconclusive in a report as %s', async (name) => {
    const summary = summaryOf({ inconclusive: 2 });
    const verdict = runVerdictOf(summary, { percent: 50 }, {});
    const text = await resultFormats.write(name, { ...RESULT, faults: [], violations: [], summary, verdict });
    expect(text).toContain('INCONCLUSIVE');
    expect(text).not.toMatch(/PASSED|FAILED/);
  });
});

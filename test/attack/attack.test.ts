import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runSuite, told } from './attack.js';
import { SUITES } from './suites.js';

/** `npm run attack -- --long --seed 7 --only kills` sets these. */
const LONG = process.env.ATTACK_LONG === '1';
const SEED = Number(process.env.ATTACK_SEED ?? 20_261_128);
const ONLY = process.env.ATTACK_ONLY?.split(',');
const OUTCOMES = process.env.ATTACK_OUTCOMES;

const MINUTES = LONG ? 60 : 3;

describe('attacks', () => {
  for (const suite of SUITES.filter(({ name }) => !ONLY || ONLY.includes(name)))
    test(
      suite.title,
      async () => {
        const outcome = await runSuite(suite, { seed: SEED, long: LONG });
        if (OUTCOMES) appendFileSync(OUTCOMES, `${JSON.stringify(outcome)}\n`);
        expect(outcome.failures.length, told(outcome)).toBe(0);
        expect(outcome.tried).toBeGreaterThanOrEqual(suite.least);
      },
      MINUTES * 60_000,
    );
});

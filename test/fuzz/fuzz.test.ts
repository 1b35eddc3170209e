import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fuzz } from './run.js';
import { TARGETS } from './targets.js';

/** Others than these: FUZZ_SEED=7 FUZZ_RUNS=20000. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_128) || Date.now();
const RUNS = process.env.FUZZ_RUNS === undefined ? {} : { runs: Number(process.env.FUZZ_RUNS) };

/** A hang has no end; a machine under load is slow. */
const MINUTES = 10;

/** Inputs that failed once, or that reach what others seldom do, in a folder for each target. */
const CORPUS = new URL('corpus/', import.meta.url);

describe('a parser', () => {
  for (const target of TARGETS) {
    test(
      target.title,
      async () => {
        await fuzz(target, { seed: SEED, ...RUNS });
      },
      MINUTES * 60_000,
    );

    for (const file of inputsIn(target.name))
      test(`An input that once made a parser fail is read or refused: ${file}`, async () => {
        await target.check(readFileSync(new URL(file, CORPUS)));
      });
  }

  test('Each folder of inputs that once failed belongs to a parser', () => {
    const names = TARGETS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(readdirSync(CORPUS).filter((folder) => !names.includes(folder))).toEqual([]);
  });
});

function inputsIn(name: string): string[] {
  const folder = new URL(`${name}/`, CORPUS);
  return existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((file) => `${name}/${file}`)
    : [];
}

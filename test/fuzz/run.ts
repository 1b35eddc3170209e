import fc from 'fast-check';
import { inputsOf } from './inputs.js';
import type { Target } from './target.js';

/** Inputs of each target in `npm test`. */
export const SHORT = 120;

/**
 * Checks a target with its own inputs, and makes one that fails as small as it can.
 * @throws Error with the seed and the smallest input, as text and in base64
 */
export async function fuzz(
  target: Target,
  { seed, runs = target.runs ?? SHORT }: { seed: number; runs?: number },
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(inputsOf(target), async (input) => {
      await target.check(input);
    }),
    {
      numRuns: runs,
      seed,
      reporter: ({ failed, counterexample, errorInstance, numRuns }) => {
        if (!failed) return;
        const [input = Buffer.alloc(0)] = counterexample ?? [];
        throw new Error(`${target.name}, seed ${seed}, input ${numRuns}: ${shown(input)}`, { cause: errorInstance });
      },
    },
  );
}

/** An input, so that it can be read, and made again. */
export function shown(input: Buffer): string {
  return `${JSON.stringify(input.toString().slice(0, 400))} (base64 ${input.toString('base64').slice(0, 4_000)})`;
}

import { expect, test } from 'vitest';
import type { Case, DifferentCase } from './case.js';

/** Gives the line (summary.ts) that a client gets for a case. */
export type Asked = (one: Case) => Promise<string>;

/**
 * A test for each case: both answers are the same line, unless a difference states both.
 * @param differences by the name of their case; one that no longer holds fails its test
 */
export function compareEach(
  cases: readonly Case[],
  differences: ReadonlyMap<string, DifferentCase>,
  askPrism: Asked,
  askOurs: Asked,
): void {
  for (const one of cases) {
    const difference = differences.get(one.name);
    test(`${difference ? 'Docproof differs from Prism on purpose' : 'Docproof answers as Prism does'}: ${one.name}`, async () => {
      const prism = await askPrism(one);
      const ours = await askOurs(one);
      if (difference) expect(difference.ours, 'this is no difference').not.toBe(difference.prism);
      expect(prism, 'Prism').toBe(difference?.prism ?? prism);
      expect(ours, 'ours').toBe(difference?.ours ?? prism);
    });
  }
}

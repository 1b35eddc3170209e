import { faker } from '@faker-js/faker/locale/en';
import { expect, test } from 'vitest';
import { createMersenne, withRandomizer } from '../../src/generate/mersenne.js';

test.each([0, 1, -1, 42, 0x7fffffff, -0x80000000, 2 ** 32 + 5, 987_654_321])(
  "Faker with our source of numbers makes the same of seed %i as with its own, beyond one round of the generator's words",
  (seed) => {
    const own = withRandomizer(faker, createMersenne());
    const made = (source: typeof faker): unknown[] => {
      source.seed(seed);
      return [
        Array.from({ length: 1_000 }, () => source.number.float()),
        Array.from({ length: 50 }, () => [source.person.fullName(), source.string.uuid(), source.hacker.phrase()]),
        source.helpers.shuffle([1, 2, 3, 4, 5]),
      ];
    };
    const expected = made(faker);
    expect(made(own)).toEqual(expected);
    // Seeded again, it begins again.
    expect(made(own)).toEqual(expected);
  },
);

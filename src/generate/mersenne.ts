import type { Faker, Randomizer } from '@faker-js/faker';

const WORDS = 624;
const MIDDLE = 397;
const TOP_BIT = 0x80000000;
const OTHER_BITS = 0x7fffffff;
const MATRIX = 0x9908b0df;

/**
 * The numbers of the Mersenne Twister (MT19937; Matsumoto and Nishimura, 1998) with 53 bits each: those that Faker's
 * own source gives for the same seed. That one makes a list of 624 boxed numbers for each seed, and each body has a
 * seed: it took a tenth of the time of a generated body.
 */
export function createMersenne(): Randomizer {
  const words = new Int32Array(WORDS);
  let index = 0;
  const twist = (): void => {
    for (let at = 0; at < WORDS; at += 1) {
      const both = ((words[at] ?? 0) & TOP_BIT) | ((words[(at + 1) % WORDS] ?? 0) & OTHER_BITS);
      words[at] = (words[(at + MIDDLE) % WORDS] ?? 0) ^ (both >>> 1) ^ (-(both & 1) & MATRIX);
    }
    index = 0;
  };
  /** 32 bits. */
  const word = (): number => {
    let bits = words[index] ?? 0;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    index += 1;
    if (index >= WORDS) twist();
    return (bits ^ (bits >>> 18)) >>> 0;
  };
  return {
    next: () => ((word() >>> 5) * 0x4000000 + (word() >>> 6)) / 2 ** 53,
    seed(seed) {
      // Bodies are seeded by one number. Of a list, which Faker's users may give, the first counts.
      let last = (typeof seed === 'number' ? seed : (seed[0] ?? 0)) | 0;
      words[0] = last;
      for (let at = 1; at < WORDS; at += 1) {
        last = (Math.imul(1_812_433_253, last ^ (last >>> 30)) + at) | 0;
        words[at] = last;
      }
      twist();
    },
  };
}

/**
 * A Faker with the same data, that has its numbers from elsewhere. The entry of one language does not export the class.
 */
export function withRandomizer(faker: Faker, randomizer: Randomizer): Faker {
  return Reflect.construct(faker.constructor, [{ locale: faker.rawDefinitions, randomizer }]);
}

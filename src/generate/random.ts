/** A source of numbers that look random and are the same for the same seed, in every process. */
export interface Random {
  /** From 0 up to but not including 1, with 32 bits. */
  next(): number;
  /** A whole number, both bounds included. */
  int(min: number, max: number): number;
  /** One of them; undefined if none exists. */
  pick<T>(list: readonly T[]): T | undefined;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** The same items in another order. */
  shuffle<T>(list: readonly T[]): T[];
}

/** Seeded by any text. The generator is sfc32 (PractRand), its state is the text's FNV-1a hash, stirred. */
export function createRandom(seed: string): Random {
  let a = hash(seed, 0x811c9dc5);
  let b = hash(seed, 0x9e3779b9);
  let c = hash(seed, 0x85ebca6b);
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    pick: (list) => list[int(0, list.length - 1)],
    chance: (probability) => next() < probability,
    shuffle(list) {
      const mixed = [...list];
      for (let end = mixed.length - 1; end > 0; end -= 1) mixed.push(...mixed.splice(int(0, end), 1));
      return mixed;
    },
  };
}

/** FNV-1a over UTF-16 units, from any offset basis. */
export function hash(text: string, basis = 0x811c9dc5): number {
  let value = basis | 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}

import fc from 'fast-check';
import type { Input, Target } from './target.js';

/** Tokens that are odd in every format. */
const ODD = [
  '\u0000',
  '\ufeff',
  '\n',
  '\r\n',
  '\r',
  '\t',
  ' ',
  '"',
  "'",
  '\\',
  '%',
  '\u2028',
  '\ud83d',
  '__proto__',
  '1e999',
];

/** An edit of an input. `at` and `to` are parts of the whole. */
type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number }
  | { readonly kind: 'cut' | 'drop' | 'double'; readonly at: number; readonly to: number }
  | { readonly kind: 'insert' | 'replace'; readonly at: number; readonly token: string }
  | { readonly kind: 'splice'; readonly at: number; readonly to: number; readonly other: number }
  | { readonly kind: 'pump'; readonly at: number; readonly token: string; readonly times: number };

/** Inputs of a target: made by its structure, seeds, and both with mutations. */
export function inputsOf({ seeds, tokens, structured }: Target): fc.Arbitrary<Buffer> {
  const bytes = seeds.map(toBytes);
  const seed = fc.constantFrom(...bytes);
  const whole = structured.map(toBytes);
  const edits = fc.array(mutation([...tokens, ...ODD]), { minLength: 1, maxLength: 5 });
  const mutated = fc
    .tuple(fc.oneof(seed, whole), edits)
    .map(([input, all]) => all.reduce((before, each) => mutate(before, each, bytes), input));
  return fc.oneof({ weight: 2, arbitrary: whole }, { weight: 5, arbitrary: mutated });
}

/**
 * Long inputs that repeat one piece or two: where a reader takes more than linear time, they have no end. They are
 * for the long form, whose watchdog ends what hangs.
 */
export function longInputsOf({ seeds, tokens }: Target): fc.Arbitrary<Buffer> {
  const piece = fc.oneof(fc.constantFrom(...tokens, ...ODD), fc.string({ minLength: 1, maxLength: 2 }));
  return fc
    .record({
      seed: fc.constantFrom(...seeds.map(toBytes)),
      at: part,
      pieces: fc.array(piece, { minLength: 1, maxLength: 3 }),
      end: fc.oneof(piece, fc.constant('')),
      keepsRest: fc.boolean(),
      length: fc.integer({ min: 20_000, max: 150_000 }),
    })
    .map(({ seed, at, pieces, end, keepsRest, length }) => {
      const place = Math.floor(at * seed.length);
      const unit = pieces.join('');
      return Buffer.concat([
        seed.subarray(0, place),
        Buffer.from(unit.repeat(Math.ceil(length / Buffer.byteLength(unit)))),
        Buffer.from(end),
        keepsRest ? seed.subarray(place) : Buffer.alloc(0),
      ]);
    });
}

const part = fc.double({ min: 0, max: 1, noNaN: true });

function mutation(tokens: readonly string[]): fc.Arbitrary<Mutation> {
  const token = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...tokens) },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 4, unit: 'binary' }) },
  );
  return fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at: part, bits: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ kind: fc.constantFrom('cut' as const, 'drop' as const, 'double' as const), at: part, to: part }),
    fc.record({ kind: fc.constantFrom('insert' as const, 'replace' as const), at: part, token }),
    fc.record({ kind: fc.constant('splice' as const), at: part, to: part, other: fc.nat() }),
    fc.record({ kind: fc.constant('pump' as const), at: part, token, times: fc.integer({ min: 2, max: 300 }) }),
  );
}

function mutate(input: Buffer, mutation: Mutation, seeds: readonly Buffer[]): Buffer {
  const at = Math.floor(mutation.at * input.length);
  const before = input.subarray(0, at);
  const after = input.subarray(at);
  switch (mutation.kind) {
    case 'flip': {
      const flipped = Buffer.from(input);
      if (at < input.length) flipped[at] = (flipped[at] ?? 0) ^ mutation.bits;
      return flipped;
    }
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, after.subarray(Math.floor(mutation.to * 12))]);
    case 'double':
      return Buffer.concat([before, after.subarray(0, Math.floor(mutation.to * 200)), after]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(mutation.token), after]);
    case 'replace': {
      const token = Buffer.from(mutation.token);
      return Buffer.concat([before, token, after.subarray(token.length)]);
    }
    case 'splice': {
      const other = seeds[mutation.other % seeds.length] ?? input;
      return Buffer.concat([before, other.subarray(Math.floor(mutation.to * other.length))]);
    }
    case 'pump':
      return Buffer.concat([before, Buffer.from(mutation.token.repeat(mutation.times)), after]);
  }
}

function toBytes(input: Input): Buffer {
  return Buffer.from(input);
}

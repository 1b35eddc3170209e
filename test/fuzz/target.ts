import type fc from 'fast-check';
import { InputError } from '../../src/model/index.js';

/** An input of a parser: bytes, or text that is written as UTF-8. */
export type Input = string | Uint8Array;

/** One parser, and what must hold for any input: a file in this folder, and a line in targets.ts. */
export interface Target {
  /** The name of its folder in `corpus/`. */
  readonly name: string;
  /** What must hold, as the title of its test. */
  readonly title: string;
  /** Small inputs as they should be. Mutations begin with them. */
  readonly seeds: readonly Input[];
  /** What the format is made of. */
  readonly tokens: readonly string[];
  /** Inputs that are nearly right, or right. */
  readonly structured: fc.Arbitrary<Input>;
  /** Inputs of `npm test`, where others are too many for the time they take. @default SHORT */
  readonly runs?: number;
  /** Reads the input. @throws where it does not end as it must */
  check(input: Buffer): void | Promise<void>;
}

/** Fails unless `holds`. */
export function must(holds: boolean, why: string): asserts holds {
  if (!holds) throw new Error(why);
}

/**
 * What `read` gives; undefined where it refuses the input with a clear error. Another error, or one that names no
 * place, goes on to the caller.
 */
export async function readOrRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    must(error.place !== undefined, `the error names no place: ${error.message}`);
    must(error.problem.trim() !== '', 'the error names no problem');
    return undefined;
  }
}

/** So many bytes may come out of an input: what a reader makes of it stays in proportion. */
export function mostOf(input: Uint8Array, factor: number): number {
  return 65_536 + factor * input.length;
}

/** Takes the place of `generator.ts` in builds for browsers: most answers are examples. */
import type { Contract } from '../contract/index.js';
import type { Generator, GeneratorOptions } from './generator.js';

/** As `createGenerator` of `generator.ts`, which is loaded with the first body. */
export function createGenerator(contract: Contract, options: GeneratorOptions = {}): Generator {
  let loading: Promise<Generator> | undefined;
  const load = (): Promise<Generator> => {
    loading ??= import('./generator.js').then((loaded) => loaded.createGenerator(contract, options));
    return loading;
  };
  return {
    sample: async (...args) => (await load()).sample(...args),
    invent: async (...args) => (await load()).invent(...args),
    complete: async (...args) => (await load()).complete(...args),
  };
}

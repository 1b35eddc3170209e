import type { Contract } from '../contract/index.js';

/** Says whether a method and a target (path and query) lead to something that the contract describes. */
export type Knows = (method: string, target: string) => boolean;

/** Operations that are tried, to find out where the API begins. */
const TRIED = 50;

/**
 * The path before `/$batch` of a target that is one for batches: the API has no such path itself, and has others
 * beside it. Undefined for any other target.
 */
export function batchBase(
  method: string,
  target: string,
  { operations }: Pick<Contract, 'operations'>,
  knows: Knows,
): string | undefined {
  if (method !== 'POST') return undefined;
  const [, base] = /^(.*)\/\$batch\/?(?:\?.*)?$/s.exec(target.replace(/%24/g, '$')) ?? [];
  if (base === undefined || operations.some(({ pathTemplate }) => /\/\$batch\/?$/.test(pathTemplate))) return undefined;
  const isBeside = operations
    .slice(0, TRIED)
    .some((operation) => knows(operation.method, base + operation.pathTemplate));
  return isBeside ? base : undefined;
}

import type { ErrorObject, FuncKeywordDefinition } from 'ajv';
import { canonicalJson, type JsonValue } from '../../model/index.js';
import type { BranchBudget } from './branch-budget.js';

/**
 * `uniqueItems` in linear time. ajv's own compares each item with each other, and calls what a member named `valueOf`
 * holds.
 * @param original the items behind those that ajv sees
 */
export function repetition(
  { spend }: BranchBudget,
  original: (items: readonly JsonValue[]) => readonly JsonValue[] = (items) => items,
): FuncKeywordDefinition {
  return {
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    errors: 'full',
    compile(isWanted: boolean, parentSchema) {
      const validate: { (items: readonly JsonValue[]): boolean; errors?: Partial<ErrorObject>[] } = (items) => {
        const found = isWanted ? repeatedIn(original(items), spend) : undefined;
        if (found) validate.errors = [{ keyword: 'uniqueItems', params: { ...found }, parentSchema }];
        return !found;
      };
      return validate;
    },
  };
}

/** The first item that is equal to one before it: the index of each. */
export function repeatedIn(
  items: readonly JsonValue[],
  spend: BranchBudget['spend'],
): { readonly i: number; readonly j: number } | undefined {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalJson(item);
    // Lists in lists are written once for each list that they are in.
    spend(text.length >> 6);
    const before = seen.get(text);
    if (before !== undefined) return { i: index, j: before };
    seen.set(text, index);
  }
  return undefined;
}

import type { MockOptions } from '../core/mock-options.js';
import { systemSources } from '../io/index.js';
import { openStore, type Store } from '../store/index.js';

/** The key of the seed that all mocks with a store draw by. */
const SEED = 'draw seed';

/** Opens the store in which a mock remembers. @throws InputError as `openStore` does */
export function openState({ state, stateTtl }: Pick<MockOptions, 'state' | 'stateTtl'>): Promise<Store> {
  return openStore(state, stateTtl === undefined ? undefined : stateTtl * 1000);
}

/** The seed of what goes wrong by chance: a random one, and the same for all mocks that share the store. */
export async function agreedSeed(store: Store): Promise<string> {
  const own = systemSources.newId().slice(0, 8);
  if (!store.isShared || (await store.replace(SEED, undefined, own))) return own;
  return (await store.get(SEED)) ?? own;
}

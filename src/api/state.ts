import type { MockOptions } from '../core/mock-options.js';
import { systemSources } from '../io/index.js';
import { InputError } from '../model/index.js';
import { openStore, type Store } from '../store/index.js';

/** The key of the seed that all mocks with a store draw by. */
const SEED = 'draw seed';

/**
 * Opens the store in which a mock remembers.
 * @throws InputError `bad-option` where it cannot be opened, or where it forgets nothing by itself and should
 */
export async function openState({ state, stateTtl }: Pick<MockOptions, 'state' | 'stateTtl'>): Promise<Store> {
  if (stateTtl !== undefined && !/^rediss?:/i.test(state ?? ''))
    throw new InputError('bad-option', '--state-ttl needs a store that forgets by itself', {
      cure: 'Name one in Redis: --state redis://HOST/0 --state-ttl 3600',
    });
  return openStore(state, stateTtl === undefined ? undefined : stateTtl * 1000);
}

/** The seed of what goes wrong by chance: a random one, and the same for all mocks that share the store. */
export async function agreedSeed(store: Store): Promise<string> {
  const own = systemSources.newId().slice(0, 8);
  if (!store.isShared || (await store.replace(SEED, undefined, own))) return own;
  return (await store.get(SEED)) ?? own;
}

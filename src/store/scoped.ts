import type { Store } from './port.js';

export type { Store } from './port.js';

/** The part of a store whose keys begin with a scope, as a separate store. Closing it does nothing. */
export function scopedStore(store: Store, scope: string): Store {
  return {
    get: (key) => store.get(scope + key),
    replace: (key, expected, value) => store.replace(scope + key, expected, value),
    list: async (prefix) =>
      (await store.list(scope + prefix)).map(({ key, value }) => ({ key: key.slice(scope.length), value })),
    clear: (prefix) => store.clear(scope + prefix),
    count: (key) => store.count(scope + key),
    close: async () => undefined,
  };
}

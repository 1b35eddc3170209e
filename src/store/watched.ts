import type { Store, StoreListener } from './port.js';

/** A store that tells of its changes. All of them have to go through it. One that does so already is given back. */
export function watchedStore(store: Store): Store {
  if (store.watch) return store;
  const listeners = new Set<{ readonly prefix: string; readonly listener: StoreListener }>();
  const tell = async (changed: string, isPrefix: boolean): Promise<void> => {
    const concerned = [...listeners].filter(
      ({ prefix }) => changed.startsWith(prefix) || (isPrefix && prefix.startsWith(changed)),
    );
    // What one of them fails at is its own affair: the change was made.
    await Promise.allSettled(concerned.map(async ({ listener }) => listener(changed, isPrefix)));
  };
  return {
    ...store,
    async replace(key, expected, value) {
      const isReplaced = await store.replace(key, expected, value);
      if (isReplaced && listeners.size > 0) await tell(key, false);
      return isReplaced;
    },
    async clear(prefix) {
      await store.clear(prefix);
      if (listeners.size > 0) await tell(prefix, true);
    },
    watch(prefix, listener) {
      const entry = { prefix, listener };
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
  };
}

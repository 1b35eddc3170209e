import type { Store } from './port.js';

/** A store that lives as long as the process, and is forgotten with it. */
export function memoryStore(): Store {
  const texts = new Map<string, string>();
  const counters = new Map<string, number>();
  return {
    get: async (key) => texts.get(key),
    async replace(key, expected, value) {
      if (texts.get(key) !== expected) return false;
      if (value === undefined) texts.delete(key);
      else texts.set(key, value);
      return true;
    },
    list: async (prefix) =>
      [...texts].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value })),
    async clear(prefix) {
      for (const key of [...texts.keys()]) if (key.startsWith(prefix)) texts.delete(key);
      for (const key of [...counters.keys()]) if (key.startsWith(prefix)) counters.delete(key);
    },
    count(key) {
      const number = counters.get(key) ?? 0;
      counters.set(key, number + 1);
      return number;
    },
    close: async () => undefined,
  };
}

import { InputError } from '../model/index.js';
import { memoryStore } from './memory.js';
import type { Store, StoreOpener } from './port.js';
import { watchedStore } from './watched.js';

/** The kinds of stores, by the scheme of their URLs. */
const STORES: Readonly<Record<string, StoreOpener>> = {
  memory: async () => memoryStore(),
  file: async (location) => (await import('./sqlite.js')).sqliteStore(location),
  redis: async (location, ttl) => (await import('./redis/index.js')).redisStore(`redis:${location}`, ttl),
  rediss: async (location, ttl) => (await import('./redis/index.js')).redisStore(`rediss:${location}`, ttl),
};

/** A scheme (RFC 3986 §3.1) of two letters or more: `C:\state.db` is a path on a drive. */
const SCHEME = /^([a-z][a-z\d+.-]+):(.*)$/is;

/**
 * Opens a store.
 * @param url `memory:`, which lives as long as the process; `file:state.db` or a plain path, a SQLite file that
 * survives it; `redis://HOST/0` or `rediss:`, which any number of processes share. @default 'memory:'
 * @param ttl of a store in Redis, in milliseconds. @default never
 * @throws InputError `bad-option` where the scheme is not known, or the store cannot be opened
 */
export async function openStore(url = 'memory:', ttl?: number): Promise<Store> {
  const [, scheme = 'file', location = url] = SCHEME.exec(url) ?? [];
  const name = scheme.toLowerCase();
  const open = Object.hasOwn(STORES, name) ? STORES[name] : undefined;
  if (open) return watchedStore(await open(location, ttl));
  throw new InputError('bad-option', `there are no ${name}: stores`, {
    place: { source: withoutPassword(url) },
    cure: `Name a file, such as file:state.db, or a scheme that is known: ${Object.keys(STORES).join(', ')}.`,
  });
}

/** A URL may hold credentials (RFC 3986 §3.2.1), and messages are logged. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

import { InputError } from '../model/index.js';
import { memoryStore } from './memory.js';
import type { Store, StoreOpener } from './port.js';
import { watchedStore } from './watched.js';

/** A kind of stores. */
interface Kind {
  readonly open: StoreOpener;
  /** Whether it forgets by itself what nobody has asked for so long. */
  readonly expires?: true;
}

const inRedis = (scheme: string): Kind => ({
  open: async (location, ttl) => (await import('./redis/index.js')).redisStore(`${scheme}:${location}`, ttl),
  expires: true,
});

/** The kinds of stores, by the scheme of their URLs. */
const STORES: Readonly<Record<string, Kind>> = {
  memory: { open: async () => memoryStore() },
  file: { open: async (location) => (await import('./sqlite.js')).sqliteStore(location) },
  redis: inRedis('redis'),
  rediss: inRedis('rediss'),
};

/** A scheme (RFC 3986 §3.1) of two letters or more: `C:\state.db` is a path on a drive. */
const SCHEME = /^([a-z][a-z\d+.-]+):(.*)$/is;

/** Scheme and location of a store; its kind is undefined where nobody knows the scheme. */
function readUrl(url: string): { readonly name: string; readonly location: string; readonly kind: Kind | undefined } {
  const [, scheme = 'file', location = url] = SCHEME.exec(url) ?? [];
  const name = scheme.toLowerCase();
  return { name, location, kind: Object.hasOwn(STORES, name) ? STORES[name] : undefined };
}

/** Whether a text names a store that is not a file. */
export function isStoreWithoutFile(text: string): boolean {
  const { name, kind } = readUrl(text);
  return kind !== undefined && name !== 'file';
}

/**
 * Opens a store.
 * @param url `memory:`, which lives as long as the process; `file:state.db` or a plain path, a SQLite file that
 * survives it; `redis://HOST/0` or `rediss:`, which any number of processes share. @default 'memory:'
 * @param ttl of a store in Redis, in milliseconds. @default never
 * @throws InputError `bad-option` where the scheme is not known, the store cannot be opened, or it has to forget by
 * itself and does not
 */
export async function openStore(url = 'memory:', ttl?: number): Promise<Store> {
  const { name, location, kind } = readUrl(url);
  if (ttl !== undefined && !kind?.expires)
    throw new InputError('bad-option', '--state-ttl needs a store that forgets by itself', {
      cure: 'Name one in Redis: --state redis://HOST/0 --state-ttl 3600',
    });
  if (kind) return watchedStore(await kind.open(location, ttl));
  throw new InputError('bad-option', `there are no ${name}: stores`, {
    place: { source: withoutPassword(url) },
    cure: `Name a file, such as file:state.db, or a scheme that is known: ${Object.keys(STORES).join(', ')}.`,
  });
}

/** A URL may hold credentials (RFC 3986 §3.2.1), and messages are logged. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}

/**
 * A store in Redis (7 or later) or Valkey, which any number of processes on any machines share.
 * Takes a URL; gives a `Store`. May import the package ioredis, an optional peer, when a URL names one.
 * Never writes a password into a message.
 */
import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Store } from '../port.js';
import { decodeText, encodeText } from '../safe-text.js';
import { readAddress } from './address.js';
import { type Changes, createChanges } from './changes.js';
import { connectToRedis, refused } from './connect.js';
import { KEYS_EACH, keysOf, SCRIPTS } from './scripts.js';

/** The commands that the scripts become. */
type Scripted = Redis & Record<keyof typeof SCRIPTS, (...given: (string | number)[]) => Promise<unknown>>;

/**
 * Opens a store in Redis.
 * @param address `redis://HOST:PORT/DATABASE`, with `?prefix=NAME` where several teams share a database
 * @param ttl in milliseconds: all is forgotten when nobody has asked for any of it for so long. @default never
 * @throws InputError as `connectToRedis` does, and `bad-option` for a URL that cannot be read
 */
export async function redisStore(address: string, ttl = 0): Promise<Store> {
  const { url, prefix } = readAddress(address);
  const client = (await connectToRedis(url, ttl > 0)) as Scripted;
  const subscriber = client.duplicate({ lazyConnect: true, commandTimeout: undefined, maxRetriesPerRequest: null });
  subscriber.on('error', () => undefined);
  for (const [name, lua] of Object.entries(SCRIPTS)) client.defineCommand(name, { numberOfKeys: KEYS_EACH, lua });
  try {
    await subscriber.connect();
    const changes = createChanges(client, subscriber, prefix, randomBytes(9).toString('base64url'));
    await changes.ready;
    const store = storeOf(client, subscriber, changes, { keys: keysOf(prefix), ttl: String(ttl) });
    // A user who may not read or run scripts should hear of it now.
    await store.get('');
    return store;
  } catch (cause) {
    subscriber.disconnect();
    client.disconnect();
    throw refused(url, cause);
  }
}

function storeOf(
  client: Scripted,
  subscriber: Redis,
  changes: Changes,
  { keys, ttl }: { readonly keys: readonly string[]; readonly ttl: string },
): Store {
  let isClosed = false;
  return {
    isShared: true,
    async get(key) {
      await changes.ready;
      return textOf(await client.docproofGet(...keys, encodeText(key), ttl));
    },
    async replace(key, expected, value) {
      await changes.ready;
      const { id, channels, message } = changes.of(key);
      const given = [...flagged(expected), ...flagged(value), ttl, ...channels, message];
      const told = Number(await client.docproofReplace(...keys, encodeText(key), ...given));
      await changes.heard(id, told);
      return told >= 0;
    },
    async list(prefix) {
      await changes.ready;
      const found = await client.docproofList(...keys, encodeText(prefix), ttl);
      return sorted(Array.isArray(found) ? found.map(String) : []);
    },
    async clear(prefix) {
      await changes.ready;
      const { id, channel, message } = changes.ofAll(prefix);
      await changes.heard(id, Number(await client.docproofClear(...keys, encodeText(prefix), ttl, channel, message)));
    },
    count: async (key) => Number(await client.docproofCount(...keys, encodeText(key), ttl)),
    watch: changes.watch,
    async ping() {
      await client.ping();
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      changes.close();
      subscriber.disconnect();
      // What was asked before is answered still.
      await client.quit().catch(() => client.disconnect());
    },
  };
}

function flagged(text: string | undefined): [string, string] {
  return text === undefined ? ['0', ''] : ['1', encodeText(text)];
}

function textOf(found: unknown): string | undefined {
  return typeof found === 'string' ? decodeText(found) : undefined;
}

/** Key, text and position of each, as the list that the store gives. */
function sorted(found: readonly string[]): { key: string; value: string }[] {
  const texts: { key: string; value: string; position: number }[] = [];
  for (let at = 0; at + 2 < found.length; at += 3)
    texts.push({
      key: decodeText(found[at] ?? ''),
      value: decodeText(found[at + 1] ?? ''),
      position: Number(found[at + 2]),
    });
  return texts.sort((a, b) => a.position - b.position).map(({ key, value }) => ({ key, value }));
}

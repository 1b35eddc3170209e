import type { Redis } from 'ioredis';
import type { StoreListener } from '../port.js';
import { decodeText, encodeText } from '../safe-text.js';

/** How long a change waits for listeners to confirm it, in milliseconds. */
const PATIENCE = 2_000;

/** Tells of changes to all processes with the same store, and waits until they have heard. */
export interface Changes {
  /** Where the change of a text is told, and what is said; its number is for `heard`. */
  of(key: string): { readonly id: number; readonly channels: readonly [string, string]; readonly message: string };
  /** The same where all texts of a prefix were forgotten. */
  ofAll(prefix: string): { readonly id: number; readonly channel: string; readonly message: string };
  /** Ends when so many have heard of the change. */
  heard(id: number, count: number): Promise<void>;
  watch(prefix: string, listener: StoreListener): () => void;
  /** Ends when what was asked for is being watched. */
  readonly ready: Promise<unknown>;
  close(): void;
}

interface Message {
  readonly by: string;
  readonly id: number;
  readonly changed: string;
  readonly isPrefix: boolean;
}

/**
 * Changes by Redis's channels (SUBSCRIBE). Redis says how many get a message, each of them says that it heard, and so a
 * change is known to all before the call that made it ends.
 * A key is told on the channel of its first segment: who watches answers is not told of each thing that is remembered.
 * Patterns of channels would tell them apart as well, but users with an ACL may only use those that it lists.
 * @param name of this process among those with the store
 */
export function createChanges(client: Redis, subscriber: Redis, prefix: string, name: string): Changes {
  const listeners = new Set<{ readonly prefix: string; readonly channel: string; readonly listener: StoreListener }>();
  const waiting = new Map<number, { count: number; wanted?: number; done?: () => void }>();
  const mine = `{${prefix}}:heard:${name}`;
  const cleared = `{${prefix}}:cleared`;
  const anything = `{${prefix}}:changed`;
  let last = 0;
  let ready: Promise<unknown> = subscriber.subscribe(mine);
  const channelOf = (text: string): string => {
    const end = text.indexOf('/');
    return end < 0 ? anything : `${anything}:${text.slice(0, end)}`;
  };
  const numbered = (changed: string, isPrefix: boolean): { readonly id: number; readonly message: string } => {
    last += 1;
    waiting.set(last, { count: 0 });
    return { id: last, message: JSON.stringify({ by: name, id: last, changed, isPrefix } satisfies Message) };
  };
  const tell = async (channel: string, { by, id, changed, isPrefix }: Message): Promise<void> => {
    const concerned = [...listeners].filter((each) =>
      isPrefix
        ? each.prefix.startsWith(changed) || changed.startsWith(each.prefix)
        : each.channel === channel && changed.startsWith(each.prefix),
    );
    await Promise.allSettled(concerned.map(async ({ listener }) => listener(decodeText(changed), isPrefix)));
    await client.publish(`{${prefix}}:heard:${by}`, String(id));
  };
  const settle = (id: number): void => {
    const one = waiting.get(id);
    if (!one) return;
    one.count += 1;
    if (one.wanted !== undefined && one.count >= one.wanted) one.done?.();
  };
  subscriber.on('message', (channel: string, text: string) => {
    if (channel === mine) settle(Number(text));
    else tell(channel, JSON.parse(text)).catch(() => undefined);
  });
  // There is a connection again: what changed in between, nobody said.
  subscriber.on('ready', () => {
    for (const { listener, prefix: below } of listeners) attempt(() => listener(decodeText(below), true));
  });
  return {
    of(key) {
      const text = encodeText(key);
      const own = channelOf(text);
      // Nobody listens to an empty channel: one that has no segment is told once.
      return { ...numbered(text, false), channels: [anything, own === anything ? '' : own] };
    },
    ofAll: (below) => ({ ...numbered(encodeText(below), true), channel: cleared }),
    async heard(id, count) {
      const one = waiting.get(id);
      if (one && count > one.count)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE);
          one.wanted = count;
          one.done = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      waiting.delete(id);
    },
    watch(below, listener) {
      const text = encodeText(below);
      const entry = { prefix: text, channel: channelOf(text), listener };
      listeners.add(entry);
      ready = Promise.all([ready, subscriber.subscribe(entry.channel, cleared)]);
      ready.catch(() => undefined);
      return () => {
        listeners.delete(entry);
        if (![...listeners].some(({ channel }) => channel === entry.channel))
          subscriber.unsubscribe(entry.channel).catch(() => undefined);
      };
    },
    get ready() {
      return ready;
    },
    close() {
      for (const { done } of waiting.values()) done?.();
      listeners.clear();
    },
  };
}

function attempt(act: () => unknown): void {
  Promise.resolve()
    .then(act)
    .catch(() => undefined);
}

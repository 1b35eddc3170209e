import { isObject } from '../model/index.js';
import type { Store, Stored, StoreListener } from './port.js';
import { watchedStore } from './watched.js';

/** A call that a process makes on the store of another. */
interface Request {
  readonly docproofStore: 'ask';
  readonly id: number;
  readonly call: keyof Store;
  readonly args: readonly (string | undefined | null)[];
}

/** The reply of the store's owner. */
interface Reply {
  readonly docproofStore: 'reply';
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** What the owner tells a process that watches. */
interface Change {
  readonly docproofStore: 'changed';
  /** The request by which it watches, and the number of the change: the borrower sends it back when it has heard. */
  readonly id: number;
  readonly change: number;
  readonly changed: string;
  readonly isPrefix: boolean;
}

/** What the borrower says when it has heard of a change. */
interface Heard {
  readonly docproofStore: 'heard';
  readonly change: number;
}

/** The process that borrows, as `ChildProcess` has it. */
interface Borrower {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  once(event: 'exit', listener: () => void): unknown;
  send(message: object, callback: (error: Error | null) => void): unknown;
}

/** The process that lends, as `process` has it where it was started with a channel. */
interface Owner {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  send?(message: object): unknown;
  /** Whether there is a channel still. */
  readonly connected?: boolean;
}

/** Stores that tell of no changes themselves, as they are lent: all borrowers of one hear of each other's changes. */
const lent = new WeakMap<Store, Store>();

/** Lets another process use this one's store, so that several processes remember the same. */
export function lendStore(given: Store, borrower: Borrower): void {
  const store = lent.get(given) ?? watchedStore(given);
  lent.set(given, store);
  const watching = tellingOfChanges(store, borrower);
  borrower.on('message', (message: unknown) => {
    if (isHeard(message)) watching.heard(message.change);
    if (!isRequest(message)) return;
    const { id } = message;
    if (message.call === 'watch') {
      watching.watch(id, message.args[0] ?? '');
      return;
    }
    // A borrower that ended meanwhile waits for nothing.
    const reply = (rest: Pick<Reply, 'value' | 'error'>) =>
      borrower.send({ docproofStore: 'reply', id, ...rest } satisfies Reply, () => undefined);
    perform(store, message).then(
      (value) => reply({ value }),
      (error: unknown) => reply({ error: String(error) }),
    );
  });
}

/** Tells a borrower of changes, each until it has heard of it or has ended. */
function tellingOfChanges(store: Store, borrower: Borrower) {
  const waiting = new Map<number, () => void>();
  const watched: (() => void)[] = [];
  let last = 0;
  let isGone = false;
  borrower.once('exit', () => {
    isGone = true;
    for (const stop of watched) stop();
    for (const heard of waiting.values()) heard();
    waiting.clear();
  });
  const heard = (change: number): void => {
    waiting.get(change)?.();
    waiting.delete(change);
  };
  const watch = (id: number, prefix: string): void => {
    const stop = store.watch?.(
      prefix,
      (changed, isPrefix) =>
        new Promise<void>((resolve) => {
          if (isGone) return resolve();
          last += 1;
          const change = last;
          waiting.set(change, resolve);
          const message: Change = { docproofStore: 'changed', id, change, changed, isPrefix };
          borrower.send(message, (error) => {
            if (error) heard(change);
          });
        }),
    );
    if (stop) watched.push(stop);
  };
  return { watch, heard };
}

async function perform(store: Store, { call, args: [first, second, third] }: Request): Promise<unknown> {
  const key = first ?? '';
  switch (call) {
    case 'get':
      return store.get(key);
    case 'replace':
      return store.replace(key, second ?? undefined, third ?? undefined);
    case 'list':
      return store.list(key);
    case 'clear':
      return store.clear(key);
    case 'count':
      return store.count(key);
    case 'watch':
    case 'close':
      return undefined;
  }
}

/**
 * The store of the process that started this one. Closing it leaves that store open.
 * Calls reject where the owner of the store cannot do what they ask, or ends before it answers.
 */
export function borrowedStore(owner: Owner): Store {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<number, StoreListener>();
  let next = 0;
  owner.on('message', (message: unknown) => {
    if (isChange(message)) hear(message);
    if (!isReply(message)) return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  });
  owner.on('disconnect', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process that owns the store has ended'));
    waiting.clear();
  });
  const newId = (): number => {
    next += 1;
    return next;
  };
  const ask = (call: keyof Store, ...args: readonly (string | undefined)[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = newId();
      waiting.set(id, { resolve, reject });
      owner.send?.({ docproofStore: 'ask', id, call, args } satisfies Request);
    });
  const hear = async ({ id, change, changed, isPrefix }: Change): Promise<void> => {
    try {
      await listeners.get(id)?.(changed, isPrefix);
    } catch {
      // What a listener fails at is its own affair: the change was made.
    }
    // An owner that has ended waits for nothing.
    if (owner.connected !== false) owner.send?.({ docproofStore: 'heard', change } satisfies Heard);
  };
  return {
    get: async (key) => textIfAny(await ask('get', key)),
    replace: async (key, expected, value) => (await ask('replace', key, expected, value)) === true,
    list: async (prefix) => storedOf(await ask('list', prefix)),
    clear: async (prefix) => {
      await ask('clear', prefix);
    },
    count: async (key) => Number(await ask('count', key)),
    watch(prefix, listener) {
      const id = newId();
      listeners.set(id, listener);
      owner.send?.({ docproofStore: 'ask', id, call: 'watch', args: [prefix] } satisfies Request);
      return () => {
        listeners.delete(id);
      };
    },
    close: async () => undefined,
  };
}

function isRequest(message: unknown): message is Request {
  return isObject(message) && message.docproofStore === 'ask';
}

function isChange(message: unknown): message is Change {
  return isObject(message) && message.docproofStore === 'changed';
}

function isHeard(message: unknown): message is Heard {
  return isObject(message) && message.docproofStore === 'heard';
}

function isReply(message: unknown): message is Reply {
  return isObject(message) && message.docproofStore === 'reply';
}

function textIfAny(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function storedOf(value: unknown): Stored[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map(({ key, value: text }) => ({ key: String(key), value: String(text) }));
}

import { isObject } from '../model/index.js';
import type { Store, Stored } from './port.js';

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

/** The process that borrows, as `ChildProcess` has it. */
interface Borrower {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  send(message: object, callback: (error: Error | null) => void): unknown;
}

/** The process that lends, as `process` has it where it was started with a channel. */
interface Owner {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  send?(message: object): unknown;
}

/** Lets another process use this one's store, so that several processes remember the same. */
export function lendStore(store: Store, borrower: Borrower): void {
  borrower.on('message', (message: unknown) => {
    if (!isRequest(message)) return;
    const { id } = message;
    // A borrower that ended meanwhile waits for nothing.
    const reply = (rest: Pick<Reply, 'value' | 'error'>) =>
      borrower.send({ docproofStore: 'reply', id, ...rest } satisfies Reply, () => undefined);
    perform(store, message).then(
      (value) => reply({ value }),
      (error: unknown) => reply({ error: String(error) }),
    );
  });
}

async function perform(store: Store, { call, args: [first, second, third] }: Request): Promise<unknown> {
  const key = first ?? '';
  switch (call) {
    case 'get':
      return store.get(key);
    case 'replace':
      return store.replace(key, second ?? undefined, third ?? '');
    case 'list':
      return store.list(key);
    case 'clear':
      return store.clear(key);
    case 'count':
      return store.count(key);
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
  let next = 0;
  owner.on('message', (message: unknown) => {
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
  const ask = (call: keyof Store, ...args: readonly (string | undefined)[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next;
      next += 1;
      waiting.set(id, { resolve, reject });
      owner.send?.({ docproofStore: 'ask', id, call, args } satisfies Request);
    });
  return {
    get: async (key) => textIfAny(await ask('get', key)),
    replace: async (key, expected, value) => (await ask('replace', key, expected, value)) === true,
    list: async (prefix) => storedOf(await ask('list', prefix)),
    clear: async (prefix) => {
      await ask('clear', prefix);
    },
    count: async (key) => Number(await ask('count', key)),
    close: async () => undefined,
  };
}

function isRequest(message: unknown): message is Request {
  return isObject(message) && message.docproofStore === 'ask';
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

import type { ChildProcess } from 'node:child_process';
import { isObject } from '../model/index.js';
import type { Store, Stored } from './port.js';

/** What a process asks of the one that owns the store, and what it is answered. */
interface Request {
  readonly docproofStore: 'ask';
  readonly id: number;
  readonly call: keyof Store;
  readonly args: readonly (string | undefined | null)[];
}

interface Reply {
  readonly docproofStore: 'reply';
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

type Channel = Pick<ChildProcess, 'on' | 'send'>;

/** Lets another process use this one's store, so that several processes remember the same. */
export function lendStore(store: Store, borrower: Channel): void {
  borrower.on('message', (message: unknown) => {
    if (!isRequest(message)) return;
    const { id } = message;
    perform(store, message).then(
      (value) => borrower.send({ docproofStore: 'reply', id, value } satisfies Reply),
      (error: unknown) => borrower.send({ docproofStore: 'reply', id, error: String(error) } satisfies Reply),
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

/** The store of the process that started this one. */
export function borrowedStore(owner: Pick<NodeJS.Process, 'on'> & { send?: (message: Request) => unknown }): Store {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let next = 0;
  owner.on('message', (message: unknown) => {
    if (!isReply(message)) return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  });
  const ask = (call: keyof Store, ...args: readonly (string | undefined)[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = next;
      next += 1;
      waiting.set(id, { resolve, reject });
      owner.send?.({ docproofStore: 'ask', id, call, args });
    });
  return {
    get: async (key) => textOf(await ask('get', key)),
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

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function storedOf(value: unknown): Stored[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map(({ key, value: text }) => ({ key: String(key), value: String(text) }));
}

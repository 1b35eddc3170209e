import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { memoryStore, openStore, type Store } from '../../src/store/index.js';
import { borrowedStore } from '../../src/store/shared.js';
import { borrowed } from '../support/borrowed.js';
import { REDIS, type RedisServer, startRedis } from '../support/redis.js';

/** How a kind of store is opened, and what it cannot do. */
interface Kind {
  /** Opens the store that is named; the same name is the same store. */
  readonly open: (name: string) => Promise<Store>;
  /** What the store cannot do, with the reason. */
  readonly deviations: Partial<Record<'durable', string>>;
}

let folder: string | undefined;
const fileIn = (name: string): string => {
  folder ??= mkdtempSync(join(tmpdir(), 'docproof-store-'));
  return join(folder, name);
};
const opened: Store[] = [];
let redis: RedisServer | undefined;

beforeAll(async () => {
  if (REDIS !== undefined) redis = await startRedis();
});

afterAll(() => redis?.stop());

afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

const KINDS: Record<string, Kind> = {
  'memory:': {
    open: () => openStore('memory:'),
    deviations: { durable: 'it lives as long as the process' },
  },
  'file:': { open: (name) => openStore(`file:${fileIn(name)}`), deviations: {} },
  // Each test has its own part.
  ...(REDIS === undefined
    ? {}
    : {
        'redis:': {
          open: (name: string) => openStore(`${redis?.url}/0?prefix=${encodeURIComponent(partOf(name))}`),
          deviations: {},
        },
      }),
  'a borrowed store': {
    open: async () => borrowed(memoryStore()),
    deviations: { durable: 'what it remembers is as durable as the store of its owner' },
  },
};

/** The name of a store, apart from those of the same name in other tests. */
function partOf(name: string): string {
  return `${(expect.getState().currentTestName ?? '').replace(/[^\w]+/g, '-').slice(0, 80)}.${name}`;
}

describe.each(Object.entries(KINDS))('%s', (_, { open, deviations }) => {
  const fresh = async (name = 'state.db'): Promise<Store> => {
    const store = await open(name);
    opened.push(store);
    return store;
  };
  const keysOf = async (store: Store, prefix: string): Promise<string[]> =>
    (await store.list(prefix)).map(({ key }) => key);

  test('A store returns a written text, and undefined for an unknown key', async () => {
    const store = await fresh();
    expect(await store.get('a')).toBeUndefined();
    expect(await store.replace('a', undefined, 'one')).toBe(true);
    expect(await store.get('a')).toBe('one');
  });

  test('A store replaces a text only if it is the expected one', async () => {
    const store = await fresh();
    expect(await store.replace('a', 'one', 'two')).toBe(false);
    expect(await store.replace('a', undefined, 'one')).toBe(true);
    expect(await store.replace('a', undefined, 'two')).toBe(false);
    expect(await store.replace('a', 'other', 'two')).toBe(false);
    expect(await store.get('a')).toBe('one');
    expect(await store.replace('a', 'one', '')).toBe(true);
    expect(await store.replace('a', undefined, 'two')).toBe(false);
    expect(await store.get('a')).toBe('');
  });

  test('A store lets only one of several concurrent calls replace a text, and loses no update', async () => {
    const store = await fresh();
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((value) => store.replace('k', undefined, value)));
    expect(results.filter(Boolean)).toHaveLength(1);
    const increment = async (): Promise<void> => {
      for (;;) {
        const before = await store.get('sum');
        if (await store.replace('sum', before, String(Number(before ?? 0) + 1))) return;
      }
    };
    await Promise.all(Array.from({ length: 25 }, increment));
    expect(await store.get('sum')).toBe('25');
  });

  test('A store lists texts in the order in which their keys were first written', async () => {
    const store = await fresh();
    for (const key of ['z', 'a', 'm']) await store.replace(key, undefined, key);
    await store.replace('z', 'z', 'changed');
    expect(await store.list('')).toEqual([
      { key: 'z', value: 'changed' },
      { key: 'a', value: 'a' },
      { key: 'm', value: 'm' },
    ]);
  });

  test('A store takes prefixes literally', async () => {
    const store = await fresh();
    const keys = [
      'a%/1',
      'A%/1',
      'aX/1',
      'a_/1',
      '*/1',
      '😀/1',
      '😀b',
      'é/1',
      'e\u0301/1',
      'a%',
      'a\0b/1',
      'a\0c',
      '\ufdd0/1',
    ];
    for (const key of keys) await store.replace(key, undefined, 'x');
    for (const prefix of ['', 'a', 'a%/', 'a_/', '*', '😀', '😀/', 'é', 'a\0', 'a\0b', '\ufdd0', 'none'])
      expect(await keysOf(store, prefix), prefix).toEqual(keys.filter((key) => key.startsWith(prefix)));
  });

  test('A store keeps texts and keys with any characters apart', async () => {
    const store = await fresh();
    const texts = [
      'a',
      'a\0',
      'a\0b',
      'a\r\n',
      'A',
      ' a',
      "'; DROP TABLE texts; --",
      '\ud83d',
      '\ud83e',
      '\ufffd',
      '\ufdd00000',
    ];
    for (const text of texts) expect(await store.replace(text, undefined, text), text).toBe(true);
    for (const text of texts) expect(await store.get(text)).toBe(text);
    expect(await keysOf(store, '')).toEqual(texts);
    expect(await Promise.all(texts.map((text) => store.count(text)))).toEqual(texts.map(() => 0));
  });

  test('A store counts each key by itself, and gives no number twice', async () => {
    const store = await fresh();
    const numbers = await Promise.all(Array.from({ length: 40 }, () => store.count('a')));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(await store.count('b')).toBe(0);
    expect(await store.list('')).toEqual([]);
  });

  test('A store clears the texts and counters of a prefix, and keeps all others', async () => {
    const store = await fresh();
    for (const key of ['a/1', 'a/2', 'b/1']) {
      await store.replace(key, undefined, 'x');
      await store.count(key);
    }
    await store.clear('a/');
    expect(await keysOf(store, '')).toEqual(['b/1']);
    expect([await store.count('a/1'), await store.count('b/1')]).toEqual([0, 1]);
    await store.replace('a/1', undefined, 'again');
    expect(await keysOf(store, '')).toEqual(['b/1', 'a/1']);
  });

  test('A store forgets a text only if it is the expected one, and writes it at the end of the order later', async () => {
    const store = await fresh();
    for (const key of ['a', 'b']) await store.replace(key, undefined, 'x');
    expect(await store.replace('a', 'y', undefined)).toBe(false);
    expect(await store.replace('a', 'x', undefined)).toBe(true);
    expect(await store.replace('a', undefined, undefined)).toBe(true);
    expect([await store.get('a'), await keysOf(store, '')]).toEqual([undefined, ['b']]);
    await store.replace('a', undefined, 'again');
    expect(await keysOf(store, '')).toEqual(['b', 'a']);
  });

  test('A call that changes a text ends after all who listen to its key have heard of it', async () => {
    const store = await fresh();
    const heard: string[] = [];
    const stop = store.watch?.('a/', async (changed, isPrefix) => {
      const known = await store.get(changed);
      heard.push(`${changed} ${isPrefix ? 'and below' : known}`);
    });
    // A borrowed store listens when its owner has got the message.
    await store.get('a/1');
    await store.replace('a/1', undefined, 'one');
    expect(heard).toEqual(['a/1 one']);
    await store.replace('b', undefined, 'two');
    expect(await store.replace('a/1', 'other', 'two')).toBe(false);
    await store.clear('');
    expect(heard).toEqual(['a/1 one', ' and below']);
    await store.clear('a/2');
    stop?.();
    await store.replace('a/3', undefined, 'three');
    expect(heard).toEqual(['a/1 one', ' and below', 'a/2 and below']);
  });

  test('A store can be closed twice', async () => {
    const store = await fresh();
    await store.close();
    await expect(store.close()).resolves.toBeUndefined();
  });

  if (deviations.durable === undefined)
    test('A durable store keeps texts, their order and counters when it is opened again', async () => {
      const first = await open('durable.db');
      for (const key of ['z', 'a', 'm']) await first.replace(key, undefined, `${key}\0`);
      await first.replace('z', 'z\0', 'changed');
      for (let index = 0; index < 3; index += 1) await first.count('ids');
      await first.close();
      const second = await fresh('durable.db');
      expect(await keysOf(second, '')).toEqual(['z', 'a', 'm']);
      expect([await second.get('z'), await second.get('a')]).toEqual(['changed', 'a\0']);
      expect(await second.count('ids')).toBe(3);
    });
  else
    test(`The store forgets its texts when it is closed: ${deviations.durable}`, async () => {
      const first = await open('durable.db');
      await first.replace('a', undefined, 'x');
      await first.close();
      expect(await (await fresh('durable.db')).get('a')).toBeUndefined();
    });
});

describe('a borrowed store', () => {
  test('A borrowed store shares texts and counters with its owner and with all other borrowers', async () => {
    const owner = await openStore(`file:${fileIn('shared.db')}`);
    opened.push(owner);
    const [one, two] = [borrowed(owner), borrowed(owner)];
    const numbers = await Promise.all([one, two, owner, one, two].map((store) => store.count('ids')));
    expect(numbers.sort()).toEqual([0, 1, 2, 3, 4]);
    const written = await Promise.all([one, two].map((store, index) => store.replace('k', undefined, String(index))));
    expect(written.filter(Boolean)).toHaveLength(1);
    await one.close();
    expect(await owner.get('k')).toBe(await two.get('k'));
  });

  test('A borrowed store rejects a call that fails at its owner', async () => {
    const broken: Store = { ...memoryStore(), get: () => Promise.reject(new Error('disk full')) };
    await expect(borrowed(broken).get('a')).rejects.toThrow('disk full');
  });

  test('A borrowed store rejects pending calls when the process of its owner ends', async () => {
    const owner = Object.assign(new EventEmitter(), { send: () => true });
    const call = borrowedStore(owner).get('a');
    owner.emit('disconnect');
    await expect(call).rejects.toThrow('the process that owns the store has ended');
  });
});

describe('openStore', () => {
  test('openStore opens a SQLite file by its path, by a relative URL and by an absolute URL', async () => {
    const path = fileIn('state.db');
    for (const [index, url] of [path, `file:${path}`, pathToFileURL(path).href].entries()) {
      const store = await openStore(url);
      expect(store.count('opened')).toBe(index);
      await store.close();
    }
  });

  test('openStore opens a store in memory by default', async () => {
    const store = await openStore();
    expect(await store.list('')).toEqual([]);
  });

  test.each([
    ['mongodb://:secret@localhost:6379', 'mongodb://localhost:6379: there are no mongodb: stores'],
    ['postgres:x', 'postgres:x: there are no postgres: stores'],
    ['constructor:x', 'constructor:x: there are no constructor: stores'],
  ])('openStore refuses %s and lists the kinds of stores that exist', async (url, message) => {
    await expect(openStore(url)).rejects.toMatchObject({
      code: 'bad-option',
      message,
      cure: expect.stringContaining('memory, file'),
    });
  });

  test('openStore refuses a file: URL that names another machine', async () => {
    await expect(openStore('file://elsewhere/state.db')).rejects.toMatchObject({ code: 'bad-option' });
  });
});

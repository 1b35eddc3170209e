import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findPeer } from '../../src/io/peer.js';
import { openStore, type Store } from '../../src/store/index.js';
import { REDIS, type RedisServer, startRedis, WITHOUT } from '../support/redis.js';

/** Expires within a test. */
const SOON = 300;

describe.skipIf(REDIS === undefined)(`A store in Redis${WITHOUT}`, () => {
  let redis: RedisServer;

  beforeAll(async () => {
    redis = await startRedis();
  });

  afterAll(() => redis.stop());

  const open = async (part: string, ttl?: number): Promise<Store> => {
    const store = await openStore(`${redis.url}/0?prefix=${part}`, ttl);
    onTestFinished(() => store.close());
    return store;
  };

  test('Several stores with one address are one, and parts of a database are apart', async () => {
    const [one, two, other] = [await open('same'), await open('same'), await open('other')];
    const written = await Promise.all([one, two].map((store, at) => store.replace('k', undefined, String(at))));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await one.get('k')).toBe(await two.get('k'));
    const numbers = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? one : two).count('ids')));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect([await other.get('k'), await other.count('ids')]).toEqual([undefined, 0]);
  });

  test('A change at one is known at all others before the call that made it ends', async () => {
    const [one, two, three] = [await open('told'), await open('told'), await open('told')];
    const heard: string[] = [];
    two.watch?.('answers/', async (changed, isPrefix) => {
      await setTimeout(20);
      heard.push(`two: ${changed}${isPrefix ? '*' : ''}`);
    });
    three.watch?.('answers/a', (changed) => heard.push(`three: ${changed}`));
    await Promise.all([two.get('x'), three.get('x')]);
    await one.replace('answers/a', undefined, 'x');
    expect(heard.sort()).toEqual(['three: answers/a', 'two: answers/a']);
    await one.replace('items/a', undefined, 'x');
    await one.clear('answers/');
    expect(heard.sort()).toEqual(['three: answers/', 'three: answers/a', 'two: answers/*', 'two: answers/a']);
  });

  test('Whoever has gone holds up nobody', async () => {
    const [one, two] = [await open('gone'), await open('gone')];
    two.watch?.('', () => undefined);
    await two.get('x');
    await two.close();
    expect(await one.replace('a', undefined, 'x')).toBe(true);
  });

  test('With a time to live all is forgotten when nobody has asked for any of it for so long', async () => {
    const store = await open('short', SOON);
    await store.replace('a', undefined, 'x');
    await store.count('ids');
    for (let turn = 0; turn < 4; turn += 1) {
      await setTimeout(SOON / 2);
      expect(await store.get('a')).toBe('x');
    }
    await setTimeout(2 * SOON);
    expect([await store.get('a'), await store.count('ids'), await store.list('')]).toEqual([undefined, 0, []]);
  });

  test('Probes that ask whether Redis is there keep nothing alive, and fail once the store is closed', async () => {
    const store = await open('probed', 300);
    await store.replace('k', undefined, 'v');
    const began = performance.now();
    while (performance.now() - began < 1_000) {
      await store.ping?.();
      await setTimeout(30);
    }
    expect(await store.get('k')).toBeUndefined();
    await store.close();
    await expect(store.ping?.()).rejects.toThrow();
  });

  test('A URL that is not one of a database is refused, and no password is repeated', async () => {
    for (const url of ['redis:', 'redis://', 'redis://u:secret@h/x', 'redis://h/0?tls=1', 'redis://h/0?prefix={a}']) {
      const error = await openStore(url).catch((cause: unknown) => cause);
      expect(error, url).toMatchObject({
        code: 'bad-option',
        message: expect.stringContaining('is not the URL of a database in Redis'),
      });
      expect(JSON.stringify(error), url).not.toContain('secret');
    }
  });

  test('A database that is not there, a port where nobody listens and another service are told', async () => {
    await expect(openStore(`${redis.url}/99`)).rejects.toMatchObject({
      code: 'bad-option',
      message: expect.stringContaining('DB index is out of range'),
    });
    await expect(openStore('redis://:secret@127.0.0.1:1/0')).rejects.toMatchObject({
      message: expect.stringContaining('cannot be reached'),
      place: { source: 'redis://127.0.0.1:1/0' },
      cure: expect.stringContaining('redis-server'),
    });
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    onTestFinished(() => void other.close());
    await expect(openStore(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'bad-option' });
  });

  test('Without the password that it wants, Redis says so; with it, all is well', async () => {
    const locked = await startRedis('--requirepass', 'open-sesame');
    onTestFinished(() => locked.stop());
    for (const credentials of ['', ':wrong@'])
      await expect(openStore(`redis://${credentials}127.0.0.1:${locked.port}`)).rejects.toMatchObject({
        message: expect.stringContaining('refuses the credentials'),
        cure: expect.stringContaining('redis://USER:PASSWORD@HOST/0'),
      });
    const store = await openStore(`redis://:open-sesame@127.0.0.1:${locked.port}`);
    await store.replace('a', undefined, 'x');
    await store.close();
  });

  test('A user with the rights that docs/guides/fleet.md lists has all that a store needs, and one without is told', async () => {
    const page = await readFile(new URL('../../docs/guides/fleet.md', import.meta.url), 'utf8');
    const [, commands = '', keys = '', channels = ''] =
      /needs `([^`]+)`, the keys `([^`]+)` and the channels `([^`]+)`/.exec(page) ?? [];
    const inPart = (text: string): string => text.replace('PREFIX', 'team-a');
    const rules = [...commands.split(' '), inPart(keys), inPart(channels)];
    const guarded = await startRedis();
    const owner = new Redis(guarded.port, '127.0.0.1');
    await owner.call('ACL', 'SETUSER', 'mock', 'on', '>pw', ...rules);
    await owner.call('ACL', 'SETUSER', 'guest', 'on', '>pw', '+ping', '+info', '+select', '+client');
    owner.disconnect();
    onTestFinished(() => guarded.stop());
    const store = await openStore(`redis://mock:pw@127.0.0.1:${guarded.port}/0?prefix=team-a`, 60_000);
    onTestFinished(() => store.close());
    const heard: string[] = [];
    store.watch?.('answers/', (changed) => heard.push(changed));
    await store.replace('answers/a', undefined, 'x');
    await store.clear('answers/');
    expect([heard, await store.count('ids'), await store.list('')]).toEqual([['answers/a', 'answers/'], 0, []]);
    await expect(openStore(`redis://guest:pw@127.0.0.1:${guarded.port}/0?prefix=team-a`)).rejects.toMatchObject({
      message: expect.stringContaining('does not give this user the rights'),
      cure: expect.stringContaining('docs/guides/fleet.md'),
    });
  });

  test('A Redis that deletes keys when its memory is full is refused', async () => {
    const full = await startRedis('--maxmemory', '50mb', '--maxmemory-policy', 'allkeys-lru');
    onTestFinished(() => full.stop());
    await expect(openStore(full.url)).rejects.toMatchObject({
      message: expect.stringContaining('deletes keys when its memory is full'),
      cure: expect.stringContaining('noeviction'),
    });
  });

  test('What it wrote to its log survives the kill of Redis, and the store goes on', async () => {
    const durable = await startRedis('--appendonly', 'yes', '--appendfsync', 'always');
    onTestFinished(() => durable.stop());
    const store = await openStore(durable.url);
    onTestFinished(() => store.close());
    const heard: string[] = [];
    store.watch?.('a', (changed, isPrefix) => heard.push(`${changed}${isPrefix ? '*' : ''}`));
    await store.replace('a', undefined, 'x');
    await store.count('ids');
    durable.process().kill('SIGKILL');
    await new Promise((resolve) => durable.process().once('exit', resolve));
    await expect(store.get('a')).rejects.toThrow();
    await durable.restart();
    await expect.poll(() => store.get('a').catch(() => 'not yet'), { timeout: 20_000 }).toBe('x');
    expect(await store.count('ids')).toBe(1);
    // Nobody told what changed in between: who listens is told that anything may have.
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['a', 'a*']);
  });

  test('A process that is stopped holds up the others for two seconds only', { timeout: 30_000 }, async () => {
    const [one, two] = [await open('slow'), await open('slow')];
    two.watch?.('', () => new Promise(() => undefined));
    await two.get('x');
    const began = performance.now();
    expect(await one.replace('a', undefined, 'x')).toBe(true);
    expect(performance.now() - began).toBeGreaterThan(1_900);
  });
});

test('Without the package ioredis the message names the command that installs it', () => {
  const find = (): unknown =>
    findPeer({ name: 'no-such-package', by: 'a redis: URL', versions: ['5.8', '6.0'] }, [import.meta.url]);
  expect(find).toThrow('a redis: URL needs the package no-such-package, which is not installed');
  try {
    find();
  } catch (error) {
    expect(error).toMatchObject({ cure: 'Install it: npm install --save-dev no-such-package@6' });
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ObjectStore, openObjects, type StoredObject } from '../../src/objects/index.js';
import { S3_CREDENTIALS, type S3Server, startS3 } from '../support/s3-server.js';

/** A kind of objects, and what it cannot do. */
interface Kind {
  /** An empty place for a test; `put` writes there as another program would. */
  readonly open: (name: string) => Promise<Place>;
  /** What it cannot do, with the reason. */
  readonly deviations: Partial<Record<'write' | 'writers' | 'list' | 'pages' | 'beside', string>>;
}

interface Place {
  readonly store: ObjectStore;
  /** Ends with a slash. */
  readonly base: string;
  readonly put: (key: string, content: string | Uint8Array) => Promise<void>;
  /** The URL of an object, or a pattern of them. */
  readonly at: (key: string) => string;
}

const folders: string[] = [];
const opened: ObjectStore[] = [];
const servers: Server[] = [];
let s3: S3Server | undefined;

beforeAll(async () => {
  for (const [name, value] of Object.entries(S3_CREDENTIALS)) vi.stubEnv(name, value);
  s3 = await startS3('captures');
});

afterAll(async () => {
  for (const store of opened) await store.close();
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await s3?.stop();
  vi.unstubAllEnvs();
});

const KINDS: Record<string, Kind> = {
  'file:': {
    async open() {
      const base = `${mkdtempSync(join(tmpdir(), 'docproof-objects-'))}/`;
      folders.push(base);
      const store = await openObjects(base);
      return { store, base, at: (key) => `${base}${key}`, put: async (key, content) => putFile(base + key, content) };
    },
    deviations: {},
  },
  's3:': {
    async open(name) {
      const base = `s3://captures/${encodeURIComponent(name).replaceAll('*', '')}/`;
      const at = (key: string): string => `${base}${key}?endpoint=${s3?.endpoint}&path-style`;
      const store = await openObjects(base);
      return { store, base, at, put: (key, content) => store.write(at(key), Buffer.from(content)) };
    },
    deviations: {
      writers: 's3rver writes into the object that others read',
      pages:
        's3rver makes the token of the next page with a cipher that Node does not have; see test/objects/s3.test.ts',
    },
  },
  'https:': {
    async open() {
      const files = new Map<string, { readonly bytes: Buffer; readonly tag: string }>();
      const base = await serveFiles(files);
      const store = await openObjects(base);
      let version = 0;
      return {
        store,
        base,
        at: (key) => `${base}${key}?X-Amz-Signature=abc`,
        async put(key, content) {
          version += 1;
          files.set(`/${key}`, { bytes: Buffer.from(content), tag: `"v${version}"` });
        },
      };
    },
    deviations: {
      write: 'a presigned URL is for reading',
      writers: 'a presigned URL is for reading',
      list: 'a web server has no lists of its own; see test/objects/web.test.ts',
      pages: 'a web server has no lists of its own',
      beside: 'each URL is signed by itself',
    },
  },
};

function putFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** Serves objects with ranges and conditions (RFC 9110), as services of presigned URLs do. */
async function serveFiles(
  files: ReadonlyMap<string, { readonly bytes: Buffer; readonly tag: string }>,
): Promise<string> {
  const server = createServer(({ url = '', headers }, response) => {
    const file = files.get(decodeURIComponent(url.replace(/\?.*$/, '')));
    if (!file) return response.writeHead(404).end('<Error/>');
    const { bytes, tag } = file;
    if ((headers['if-match'] ?? tag) !== tag) return response.writeHead(412).end();
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    if (from === undefined) return response.writeHead(200, { etag: tag, 'content-length': bytes.length }).end(bytes);
    if (Number(from) >= bytes.length)
      return response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
    const part = bytes.subarray(Number(from), to === '' ? undefined : Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
    return response.writeHead(206, { etag: tag, 'content-range': range, 'content-length': part.length }).end(part);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

async function all(objects: AsyncIterable<StoredObject>): Promise<StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const one of objects) found.push(one);
  return found;
}

describe.each(Object.entries(KINDS))('%s', (_, { open, deviations }) => {
  const fresh = async (): Promise<Place> => {
    const place = await open(expect.getState().currentTestName?.slice(-40) ?? '');
    opened.push(place.store);
    return place;
  };
  /** The keys that a pattern matches. */
  const keysOf = async ({ store, base, at }: Place, pattern: string): Promise<string[]> =>
    (await all(store.list(at(pattern)))).map(({ name }) => name.slice(base.length));

  test('An object gives back the bytes that were written to it', async () => {
    const { store, at, put } = await fresh();
    const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_each, index) => index % 251));
    await put('large.bin', bytes);
    expect((await bytesOf(store.read(at('large.bin')))).equals(bytes)).toBe(true);
    expect(Buffer.from((await store.readWhole(at('large.bin'))) ?? []).equals(bytes)).toBe(true);
  });

  test('An object gives any part of its bytes, up to its end', async () => {
    const { store, at, put } = await fresh();
    await put('ten', '0123456789');
    const part = async (from?: number, to?: number) => String(await bytesOf(store.read(at('ten'), { from, to })));
    expect(await part(0, 3)).toBe('012');
    expect(await part(4)).toBe('456789');
    expect(await part(undefined, 2)).toBe('01');
    expect(await part(7, 100)).toBe('789');
    expect(await part(3, 3)).toBe('');
    expect(await part(10)).toBe('');
    expect(await part(50, 60)).toBe('');
  });

  test('An empty object has no bytes and the size 0', async () => {
    const { store, at, put } = await fresh();
    await put('empty', '');
    expect(await bytesOf(store.read(at('empty')))).toHaveLength(0);
    expect(await store.readWhole(at('empty'))).toHaveLength(0);
    expect(await all(store.list(at('empty')))).toMatchObject([{ size: 0, isInFolder: false }]);
  });

  test('An object that is not there is undefined as a whole, and an error that names it when it is read', async () => {
    const { store, at, base } = await fresh();
    expect(await store.readWhole(at('none'))).toBeUndefined();
    const error = await bytesOf(store.read(at('none'))).catch((each: unknown) => each);
    expect(error).toMatchObject({ name: 'InputError', code: 'not-found', place: { source: `${base}none` } });
  });

  test('An object that was named is listed with its size, and its URL reads it', async () => {
    const place = await fresh();
    const { store, at, base, put } = place;
    await put('one.har', 'twelve bytes');
    const [found, ...others] = await all(store.list(at('one.har')));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: `${base}one.har`, size: 12, isInFolder: false });
    expect(String(await bytesOf(store.read(found?.url ?? '')))).toBe('twelve bytes');
    expect(store.nameOf(found?.url ?? '')).toBe(`${base}one.har`);
  });

  test('The version of an object is the same while its content is, and another one when it changes', async () => {
    const { store, at, put } = await fresh();
    const version = async () => (await all(store.list(at('a'))))[0]?.version;
    await put('a', 'first');
    const first = await version();
    expect(await version()).toBe(first);
    await put('a', 'other');
    expect(await version()).not.toBe(first);
  });

  test('Reading fails where the object has another version than the one that is expected', async () => {
    const { store, at, put, base } = await fresh();
    await put('a', 'first');
    const [before] = await all(store.list(at('a')));
    expect(String(await bytesOf(store.read(at('a'), {}, before?.version)))).toBe('first');
    await put('a', 'other');
    for (const range of [{}, { from: 1, to: 3 }])
      await expect(bytesOf(store.read(at('a'), range, before?.version))).rejects.toMatchObject({
        code: 'unreadable',
        message: `${base}a: was changed while it was read`,
      });
  });

  test('A reader may stop early, and the object can be read again', async () => {
    const { store, at, put } = await fresh();
    await put('large', Buffer.alloc(5_000_000, 1));
    for await (const chunk of store.read(at('large'))) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(await bytesOf(store.read(at('large')))).toHaveLength(5_000_000);
  });

  test.skipIf(deviations.write !== undefined)(
    'A written object takes the place of the one that was there, in folders that need not be there',
    async () => {
      const { store, at } = await fresh();
      await store.write(at('deep/er/a'), Buffer.from('a longer text'));
      await store.write(at('deep/er/a'), Buffer.from('short'));
      expect(String(await store.readWhole(at('deep/er/a')))).toBe('short');
    },
  );

  test.skipIf(deviations.writers !== undefined)(
    'Of many writers at once one wins, and nobody reads a half of an object',
    async () => {
      const { store, at } = await fresh();
      const texts = Array.from({ length: 8 }, (_each, index) => String(index).repeat(200_000));
      const reads = async (): Promise<void> => {
        const found = await store.readWhole(at('a'));
        if (found) expect(texts).toContain(Buffer.from(found).toString());
      };
      await Promise.all(texts.flatMap((text) => [store.write(at('a'), Buffer.from(text)), reads()]));
      expect(texts).toContain(String(await store.readWhole(at('a'))));
    },
  );

  test.skipIf(deviations.list !== undefined)(
    'A list has the objects in the order of the bytes of their names',
    async () => {
      const place = await fresh();
      const keys = [
        'a.har',
        'a/b.har',
        'a/b/c.har',
        'a-1.har',
        'B.har',
        'é.har',
        '~.har',
        '\u{1F600}.har',
        '\uFF5E.har',
      ];
      for (const key of keys) await place.put(`d/${key}`, key);
      const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await keysOf(place, 'd/**')).toEqual(sorted.map((key) => `d/${key}`));
      expect(await keysOf(place, 'd/')).toEqual(sorted.map((key) => `d/${key}`));
    },
  );

  test.skipIf(deviations.list !== undefined)('A pattern matches within a segment, and ** over any number', async () => {
    const place = await fresh();
    for (const key of ['day-1.har', 'day-10.har', 'x/day-2.har', 'x/y/day-3.har', 'x/y/day-3.txt'])
      await place.put(key, 'content');
    expect(await keysOf(place, '*.har')).toEqual(['day-1.har', 'day-10.har']);
    expect(await keysOf(place, 'day-?.har')).toEqual(['day-1.har']);
    expect(await keysOf(place, '**/*.har')).toEqual(['day-1.har', 'day-10.har', 'x/day-2.har', 'x/y/day-3.har']);
    expect(await keysOf(place, 'x/**/day-*.har')).toEqual(['x/day-2.har', 'x/y/day-3.har']);
    expect(await keysOf(place, 'x/**')).toEqual(['x/day-2.har', 'x/y/day-3.har', 'x/y/day-3.txt']);
    expect(await keysOf(place, '?/*/day-3.*')).toEqual(['x/y/day-3.har', 'x/y/day-3.txt']);
    expect(await keysOf(place, 'y/**')).toEqual([]);
  });

  test.skipIf(deviations.list !== undefined)('A folder names all objects below it, and no others', async () => {
    const place = await fresh();
    for (const key of ['in/a', 'in/deep/b', 'in-2/c', 'inner']) await place.put(key, 'content');
    expect(await keysOf(place, 'in')).toEqual(['in/a', 'in/deep/b']);
    expect(await keysOf(place, 'in/')).toEqual(['in/a', 'in/deep/b']);
    expect(await all(place.store.list(place.at('in')))).toMatchObject([{ isInFolder: true }, { isInFolder: true }]);
    expect(await all(place.store.list(place.at('in/*')))).toMatchObject([{ isInFolder: false }]);
    expect(await keysOf(place, 'nothing')).toEqual([]);
    expect(await keysOf(place, 'nothing/')).toEqual([]);
  });

  test.skipIf(deviations.pages !== undefined)('A list is complete where it has more than a page', async () => {
    const place = await fresh();
    const keys = Array.from({ length: 1_203 }, (_each, index) => `many/${String(index).padStart(5, '0')}`);
    for (let at = 0; at < keys.length; at += 50)
      await Promise.all(keys.slice(at, at + 50).map((key) => place.put(key, 'x')));
    expect(await keysOf(place, 'many/')).toEqual(keys);
  });

  test.skipIf(deviations.beside !== undefined)('An object leads to others in the same folder', async () => {
    const { store, at, put } = await fresh();
    await put('in/a.har', 'content');
    await put('in/b.bin', 'beside');
    const [found] = await all(store.list(at('in/a.har')));
    expect(String(await store.readWhole(store.beside(found?.url ?? '', 'b.bin') ?? ''))).toBe('beside');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureFormats, readCapture } from '../../src/captures/index.js';
import { type CaptureItem, InputError, isUnread } from '../../src/model/index.js';
import { all, chunksOf } from '../support/chunks.js';
import { expectGolden } from '../support/golden.js';
import { showItems } from '../support/show-items.js';

/** Small captures as their producers write them, in a folder for each format. */
const FOLDER = new URL('captures/', import.meta.url);

const captures = readdirSync(FOLDER, { withFileTypes: true })
  .filter((folder) => folder.isDirectory())
  .flatMap(({ name }) => readdirSync(new URL(`${name}/`, FOLDER)).map((file) => `${name}/${file}`))
  .sort();

function bytesOf(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

function read(bytes: Uint8Array, size?: number): Promise<CaptureItem[]> {
  return all(readCapture('capture', chunksOf(bytes, size)));
}

/** Whether a whole capture may end after any entry. */
function isOpenEnded(name: string): boolean {
  return /^(?:access-log|ndjson|http|curl|vcr|mitmproxy)\//.test(name);
}

/** Where a collection of Postman ends, its variables may be missing. */
function comparable(name: string, items: readonly CaptureItem[]): unknown[] {
  return name.startsWith('postman/') ? items.map((item) => (isUnread(item) ? item : item.response)) : [...items];
}

/** What can be read of bytes that may be no capture at all. */
async function tryRead(bytes: Uint8Array, size?: number): Promise<CaptureItem[] | undefined> {
  try {
    return await read(bytes, size);
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return undefined;
  }
}

describe('a capture', () => {
  test.each(captures)('A capture reads as its golden file says: %s', async (name) => {
    expectGolden(`test/captures/golden/${name}.txt`, showItems(await read(bytesOf(name))));
  });

  test.each(captures)('A capture reads the same in chunks of any size: %s', async (name) => {
    const whole = await read(bytesOf(name));
    for (const size of [1, 7, 100]) expect(await read(bytesOf(name), size)).toEqual(whole);
  });

  test.each(captures)(
    'A capture that ends early is read to its last whole entry and reported as cut: %s',
    async (name) => {
      const bytes = bytesOf(name);
      const whole = await read(bytes);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: bytes.length - 1 }), async (end) => {
          const items = await tryRead(bytes.subarray(0, end), 1000);
          if (!items) return;
          const last = items.at(-1);
          const isCut = last !== undefined && isUnread(last) && last.unread === 'cut';
          // Nothing tells the end of a body that is text among text.
          const before = isCut || isOpenEnded(name) ? items.slice(0, -1) : items;
          expect(comparable(name, before)).toEqual(comparable(name, whole.slice(0, before.length)));
          // White space may be missing without a word; and entries, where nothing says how many there are.
          if (!isCut && !isOpenEnded(name)) expect(before).toHaveLength(whole.length);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(captures)('A damaged capture is read as far as possible and never crashes the reader: %s', async (name) => {
    const bytes = bytesOf(name);
    const damage = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [at, byte] of changes) damaged[at] = byte;
        await tryRead(damaged, 500);
      }),
      { numRuns: 60 },
    );
  });
});

test('Every capture format has example captures and is detected from their content', () => {
  const formats: Record<string, string> = {};
  for (const name of captures) {
    const head = new TextDecoder().decode(bytesOf(name)).trimStart().slice(0, 4096);
    const format = captureFormats.find(({ detects }) => detects(head))?.name ?? 'none';
    const [folder = ''] = name.split('/');
    expect(formats[folder] ?? format, name).toBe(format);
    formats[folder] = format;
  }
  expect(Object.values(formats).sort()).toEqual(captureFormats.map(({ name }) => name).sort());
});

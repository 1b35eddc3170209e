import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NetValue, readTnetstrings } from '../../src/captures/tnetstring.js';
import { all, chunksOf } from '../support/chunks.js';

/** The value as a tnetstring. */
function written(value: NetValue): Buffer {
  const [content, type] = parts(value);
  return Buffer.concat([Buffer.from(`${content.length}:`), content, Buffer.from(type)]);
}

function parts(value: NetValue): [Buffer, string] {
  if (value === null) return [Buffer.alloc(0), '~'];
  if (value instanceof Uint8Array) return [Buffer.from(value), ','];
  if (Array.isArray(value)) return [Buffer.concat(value.map(written)), ']'];
  if (value instanceof Map)
    return [Buffer.concat([...value].flatMap(([key, each]) => [written(key), written(each)])), '}'];
  return [
    Buffer.from(String(value)),
    typeof value === 'string' ? ';' : typeof value === 'boolean' ? '!' : Number.isInteger(value) ? '#' : '^',
  ];
}

const { value } = fc.letrec<{ value: NetValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noInteger: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.array(tie('value')),
    fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
  ),
}));

describe('tnetstrings', () => {
  test('Tnetstrings are read back as they were written, in chunks of any size, up to where they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1 }),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (values, size, share) => {
          const each = values.map(written);
          const bytes = Buffer.concat(each);
          const found = await all(readTnetstrings(chunksOf(bytes, size)));
          expect(found.map((element) => element.kind === 'value' && element.value)).toEqual(values);
          const end = Math.floor(share * bytes.length);
          const before = await all(readTnetstrings(chunksOf(bytes.subarray(0, end), size)));
          const ends = each.map((_, index) => Buffer.concat(each.slice(0, index + 1)).length);
          const whole = ends.filter((last) => last <= end).length;
          const isBetween = end === 0 || ends.includes(end);
          expect(before.map(({ kind }) => kind)).toEqual([
            ...Array(whole).fill('value'),
            ...(isBetween ? [] : ['cut']),
          ]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('A tnetstring with a fault inside does not hide the next one', async () => {
    const found = await all(readTnetstrings(chunksOf('5:3:ab,]2:ok;4:9:a,]4:abcd?2:ok;')));
    expect(found.map((element) => (element.kind === 'malformed' ? element.problem : element.kind))).toEqual([
      'a length reaches beyond what holds it',
      'value',
      'a length reaches beyond what holds it',
      '"?" is not a type',
      'value',
    ]);
  });

  test('Reading ends at a tnetstring without a length', async () => {
    expect(await all(readTnetstrings(chunksOf('2:ok;oops')))).toMatchObject([
      { kind: 'value' },
      { kind: 'malformed', offset: 5 },
    ]);
  });

  test('Tnetstrings that are too large or nested too deeply are skipped', async () => {
    async function* large() {
      yield Buffer.from('100000000:');
      for (let sent = 0; sent < 100; sent += 1) yield Buffer.alloc(1_000_000);
      yield Buffer.from(',2:ok;');
    }
    expect((await all(readTnetstrings(large()))).map(({ kind }) => kind)).toEqual(['too-large', 'value']);
    let deep = Buffer.from('0:~');
    for (let depth = 0; depth < 5000; depth += 1)
      deep = Buffer.concat([Buffer.from(`${deep.length}:`), deep, Buffer.from(']')]);
    expect((await all(readTnetstrings(chunksOf(deep)))).map(({ kind }) => kind)).toEqual(['malformed']);
  });
});

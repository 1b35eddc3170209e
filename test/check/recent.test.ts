import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recent } from '../../src/check/recent.js';

interface Noted {
  readonly at: number;
  readonly key: string;
}

describe('the memory of recent values', () => {
  it('A recent value is found until the window has passed', () => {
    const memory = recent<Noted>(3);
    memory.set('a', { at: 1, key: 'a' });
    expect([1, 2, 3, 4].map((now) => memory.get('a', now)?.key)).toEqual(['a', 'a', 'a', undefined]);
  });

  it('A recent value becomes the newest when it is set again and disappears when it is deleted', () => {
    const memory = recent<Noted>(4);
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) memory.set(key, { at: index + 1, key });
    expect([...memory.values(4)].map(({ key }) => key)).toEqual(['b', 'a', 'c']);
    memory.set('d', { at: 5, key: 'd' });
    memory.delete('d');
    expect([...memory.values(5)].map(({ key }) => key)).toEqual(['b', 'a', 'c']);
  });

  it('The memory of recent values never holds more than those of two windows', () => {
    const memory = recent<Noted>(100);
    for (let at = 1; at <= 1000; at += 1) memory.set(`key ${at}`, { at, key: `key ${at}` });
    expect([...memory.values(0)].length).toBeLessThanOrEqual(200);
    expect(memory.get('key 1000', 1000)?.at).toBe(1000);
  });

  it('What is forgotten depends on the last window alone, wherever the reading began', () => {
    const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), isDeleted: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, fc.nat(60), (those, skipped) => {
        const window = 5;
        const read = (from: number) => {
          const memory = recent<Noted>(window);
          for (const [index, { key, isDeleted }] of those.entries())
            if (index >= from) {
              if (isDeleted) memory.delete(key);
              else memory.set(key, { at: index + 1, key });
            }
          return [...memory.values(those.length)];
        };
        expect(read(Math.min(skipped, Math.max(0, those.length - window)))).toEqual(read(0));
      }),
    );
  });
});

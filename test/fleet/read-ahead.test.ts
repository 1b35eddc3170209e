import { describe, expect, test } from 'vitest';
import { readAhead } from '../../src/fleet/read-ahead.js';

async function* named(count: number): AsyncGenerator<{ readonly id: string }> {
  for (let at = 0; at < count; at += 1) yield { id: String(at) };
}

describe('reading results ahead', () => {
  test('Some results are asked for at once, never more, and each is given where it is wanted', async () => {
    const asked: string[] = [];
    let open = 0;
    let most = 0;
    const ahead = readAhead(
      named(20),
      async ({ id }) => {
        asked.push(id);
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 2));
        open -= 1;
        return `result ${id}`;
      },
      4,
    );
    for (let at = 0; at < 20; at += 1) {
      expect(await ahead.take(String(at))).toBe(`result ${at}`);
      expect(asked.length).toBeLessThanOrEqual(at + 5);
    }
    expect(asked).toEqual(Array.from({ length: 20 }, (_, at) => String(at)));
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(5);
  });

  test('Results that nobody wants are dropped, however many there are', async () => {
    const ahead = readAhead(named(30), async ({ id }) => id, 4);
    expect(await ahead.take('1')).toBe('1');
    expect(await ahead.take('27')).toBe('27');
    await expect(ahead.take('3')).rejects.toThrow('nothing ahead is named 3');
  });

  test('A result that fails fails where it is wanted, and not before', async () => {
    const ask = async ({ id }: { readonly id: string }) => {
      if (id === '2') throw new Error('gone');
      return id;
    };
    const ahead = readAhead(named(5), ask, 4);
    expect([await ahead.take('0'), await ahead.take('1')]).toEqual(['0', '1']);
    await expect(ahead.take('2')).rejects.toThrow('gone');
    expect(await ahead.take('3')).toBe('3');
  });
});

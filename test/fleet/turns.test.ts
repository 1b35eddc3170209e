import { describe, expect, test } from 'vitest';
import { takeTurns } from '../../src/fleet/turns.js';

/** Work that ends when it is told. */
function work(name: string, log: string[]) {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    end,
    run: async (): Promise<string> => {
      log.push(`${name} begins`);
      await done;
      log.push(`${name} ends`);
      return name;
    },
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  test('Work that wants to be alone waits for what is under way, and what comes later waits for it', async () => {
    const log: string[] = [];
    const turns = takeTurns();
    const [one, two, alone, later] = ['one', 'two', 'alone', 'later'].map((name) => work(name, log));
    if (!one || !two || !alone || !later) throw new Error('four are made');
    const all = [turns.together(one.run), turns.together(two.run), turns.alone(alone.run), turns.together(later.run)];
    await soon();
    expect(log).toEqual(['one begins', 'two begins']);
    two.end();
    await soon();
    expect(log).toEqual(['one begins', 'two begins', 'two ends']);
    one.end();
    await soon();
    expect(log.slice(3)).toEqual(['one ends', 'alone begins']);
    alone.end();
    await soon();
    expect(log.slice(5)).toEqual(['alone ends', 'later begins']);
    later.end();
    expect(await Promise.all(all)).toEqual(['one', 'two', 'alone', 'later']);
  });

  test('Work that fails holds up nobody', async () => {
    const turns = takeTurns();
    const failing = async (): Promise<never> => {
      throw new Error('it failed');
    };
    await expect(turns.together(failing)).rejects.toThrow('it failed');
    await expect(turns.alone(failing)).rejects.toThrow('it failed');
    expect(await turns.alone(async () => 'done')).toBe('done');
    expect(await turns.together(async () => 'done')).toBe('done');
  });
});

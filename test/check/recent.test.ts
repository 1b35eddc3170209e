import { describe, expect, it } from 'vitest';
import { recent } from '../../src/check/recent.js';

describe('the memory of recent values', () => {
  it('A recent value is found while fewer than half of the limit came after it', () => {
    const memory = recent<number>(4);
    for (const [index, key] of ['a', 'b', 'c'].entries()) memory.set(key, index);
    expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([0, 1, 2]);
    memory.set('d', 3);
    expect(['a', 'b', 'c', 'd'].map((key) => memory.get(key))).toEqual([undefined, undefined, 2, 3]);
  });

  it('A recent value becomes the newest when it is set again and disappears when it is deleted', () => {
    const memory = recent<number>(4);
    for (const [index, key] of ['a', 'b', 'a', 'c'].entries()) memory.set(key, index);
    expect([...memory.values()]).toEqual([2, 3]);
    memory.set('d', 4);
    memory.delete('d');
    expect([...memory.values()]).toEqual([2, 3]);
  });

  it('A recent value that is put replaces the one before it, is deleted as others are, and is forgotten as soon', () => {
    const memory = recent<number>(4);
    for (const [index, key] of ['a', 'b', 'a'].entries()) memory.put(key, index);
    expect(['a', 'b'].map((key) => memory.get(key))).toEqual([2, 1]);
    memory.put('c', 3);
    memory.put('a', 4);
    expect(['a', 'b', 'c'].map((key) => memory.get(key))).toEqual([4, undefined, 3]);
    memory.delete('a');
    expect(memory.get('a')).toBeUndefined();
    memory.put('d', 5);
    expect(['a', 'c', 'd'].map((key) => memory.get(key))).toEqual([undefined, 3, 5]);
  });

  it('The memory of recent values never grows beyond its limit', () => {
    const memory = recent<number>(100);
    for (let index = 0; index < 1000; index += 1) memory.set(`key ${index}`, index);
    expect([...memory.values()].length).toBeLessThanOrEqual(100);
    expect(memory.get('key 999')).toBe(999);
  });
});

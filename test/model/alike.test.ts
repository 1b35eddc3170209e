import { describe, expect, test } from 'vitest';
import { rememberingAlike } from '../../src/model/alike.js';
import type { JsonValue, Violation } from '../../src/model/index.js';

const violation = (location: string, more: Partial<Violation> = {}): Violation => ({
  in: 'request',
  part: 'body',
  location,
  keyword: 'readOnly',
  severity: 'warning',
  params: { property: location },
  schema: '#/a',
  ...more,
});

function counting() {
  const asked: string[] = [];
  const make = rememberingAlike(({ location, keyword, value }) => {
    asked.push(location);
    return { text: `${keyword} ${location} ${JSON.stringify(value)}` };
  });
  return { asked, make };
}

describe('what is made of violations', () => {
  test('What is made of a violation is made once for all that read alike, whatever their values', () => {
    const { asked, make } = counting();
    const first = make(violation('/id', { value: 1 }));
    expect(make(violation('/id', { value: { a: 2 } }))).toBe(first);
    expect(make(violation('/id', { severity: 'error' }))).not.toBe(first);
    expect(make(violation('/other'))).not.toBe(first);
    expect(asked).toEqual(['/id', '/id', '/other']);
  });

  test('What quotes the value is made again for another value, and each time for a list or an object', () => {
    const { asked, make } = counting();
    const of = (value: JsonValue): Violation => violation('/id', { keyword: 'placeholder', value });
    expect(make(of('a')).text).toContain('"a"');
    expect(make(of('b')).text).toContain('"b"');
    expect(make(of('a')).text).toContain('"a"');
    expect(asked).toHaveLength(2);
    expect(make(of(['a'])).text).toBe(make(of(['a'])).text);
    expect(asked).toHaveLength(4);
  });

  test('A client that makes ever new mistakes, or mistakes in long texts, does not fill the memory', () => {
    const { asked, make } = counting();
    const ask = (location: string): number => {
      make(violation(location));
      return asked.length;
    };
    for (let index = 0; index < 3_000; index += 1) ask(`/${index}`);
    expect(ask('/2999')).toBe(3_000);
    expect(ask('/0')).toBe(3_001);
    const long = `/${'x'.repeat(201)}`;
    expect(ask(long)).toBe(3_002);
    expect(ask(long)).toBe(3_003);
    for (let index = 0; index < 20; index += 1) make(violation('/same', { schema: `#/${index}` }));
    expect(asked).toHaveLength(3_023);
    make(violation('/same', { schema: '#/19' }));
    expect(asked).toHaveLength(3_023);
    make(violation('/same', { schema: '#/0' }));
    expect(asked).toHaveLength(3_024);
  });
});

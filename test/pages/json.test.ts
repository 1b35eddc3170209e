import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../src/pages/read/json.js';

function read(text: string): { value?: unknown; repairs?: string[]; problem?: string } {
  const result = readJson(text, 10);
  if (!result.node) return { problem: `${result.line}:${result.column} ${result.problem}` };
  return {
    value: result.node.value,
    repairs: result.repairs.map(({ line, column, what }) => `${line}:${column} ${what}`),
  };
}

describe('JSON of an example', () => {
  test('Valid JSON of an example is read as the standard says, without repairs', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(read(text)).toEqual({ value: JSON.parse(text), repairs: [] });
      }),
    );
  });

  test.each([
    ['{"a": 1,}', { a: 1 }, ['10:8 a comma after the last member']],
    ['{"a": 1 "b": 2}', { a: 1, b: 2 }, ['10:9 a missing comma']],
    ['{"a": 1,, "b": 2}', { a: 1, b: 2 }, ['10:9 a comma too many']],
    ['[1, ...]', [1], ['10:5 an ellipsis']],
    ['{"a": 1, // one\n"b": 2}', { a: 1, b: 2 }, ['10:10 a comment']],
    ['{“a”: “b”}', { a: 'b' }, ['10:2 typographic quotes', '10:7 typographic quotes']],
    ["{'a': 'b'}", { a: 'b' }, ['10:2 single quotes', '10:7 single quotes']],
    ['{a: True}', { a: true }, ['10:2 "a" without quotes', '10:5 True for true']],
    ['{"a":\u00a01}', { a: 1 }, ['10:6 a space that JSON does not know']],
    ['{"a": "one\ntwo"}', { a: 'one\ntwo' }, ['10:11 a line break within a text']],
  ])('Broken JSON of an example is repaired, and the repair is reported: %j', (text, value, repairs) => {
    expect(read(text)).toEqual({ value, repairs });
  });

  test.each([
    ['{"a": 1', '10:8 it ends before the } that closes it'],
    ['{\n"a": 00:00:00\n}', '11:6 no value: "00:00:00"'],
    ['{"a": [1}', '10:9 } where ] is due'],
    ['{"a": "one\n"b": 2}', '10:7 a text that nothing closes'],
    ['{"a": 1} and more', '10:10 text after the value: "and more"'],
    ['', '10:1 it ends too early'],
  ])('JSON of an example that cannot be repaired is reported at its place: %j', (text, problem) => {
    expect(read(text)).toEqual({ problem });
  });

  test('The reader of JSON knows the line of each member', () => {
    const { node } = readJson('{\n  "a": [\n    { "b": 1 }\n  ],\n  "c": 2\n}', 10);
    expect(node?.members?.map(({ name, line }) => [name, line])).toEqual([
      ['a', 11],
      ['c', 14],
    ]);
    expect(node?.members?.[0]?.node.items?.[0]?.members?.[0]).toMatchObject({ name: 'b', line: 12 });
  });

  test('Hostile JSON of an example is rejected early, sets no prototype, and never throws', () => {
    expect(read('['.repeat(100_000)).problem).toMatch(/nested more than 200 levels/);
    expect(read(`[${'1 '.repeat(50_000)}]`).problem).toMatch(/more than can be repaired/);
    expect(Object.keys(Object(read('{"__proto__": {"x": 1}}').value))).toEqual(['__proto__']);
    fc.assert(fc.property(fc.string(), (text) => void read(text)));
  });
});

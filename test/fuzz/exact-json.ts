import fc from 'fast-check';
import { isOpenAt, parseJsonPrefix } from '../../src/captures/json-prefix.js';
import { ExactNumber, type JsonValue, readJson, readJsonAsSpelled, writeJson } from '../../src/model/index.js';
import { must, type Target } from './target.js';

const number = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '1.50',
    '1E3',
    '1e400',
    '-1e-400',
    '9007199254740993',
    '0.1000000000000000055',
    '01',
    '1.',
    '1e',
  ),
  fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('', '-'), fc.constantFrom('', 'e12', 'E-7', '.5', '.50e+3'))
    .map(([digits, sign, rest]) => `${sign}${'1234567890'.repeat(4).slice(0, digits)}${rest}`),
);

const text = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    number,
    fc.constantFrom(
      'null',
      'true',
      '"a"',
      '"\\u0031e5"',
      '"exact number 0"',
      '"12345678901234567890"',
      '"\\\\"',
      '"\\""',
      '{}',
      '[]',
    ),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 4 }), fc.constantFrom(',', ', ', ' ,\n'))
      .map(([items, comma]) => `[${items.join(comma)}]`),
    fc
      .array(fc.tuple(fc.constantFrom('"a"', '"b"', '"__proto__"', '"a\\nb"', '"1"'), tie('value')), { maxLength: 4 })
      .map((members) => `{${members.map(([name, value]) => `${name}: ${value}`).join(',')}}`),
  ),
})).value;

export const exactJson: Target = {
  name: 'exact-json',
  title: 'Any text is read as JSON.parse reads it, but for the digits of its numbers, and refused where it refuses',
  seeds: [
    '{"a":[1,2.50,-0,1e400,12345678901234567890,"x\\"y"],"__proto__":{"b":null}}',
    '[1E3, 0.1000000000000000055511151231257827]',
  ],
  tokens: [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a":',
    '1e400',
    '-0',
    '.0',
    '12345678901234567890',
    '"exact number 0"',
    '\\u0022',
    'null',
    'E+',
    '9',
  ],
  structured: text,
  check(input) {
    const json = input.toString();
    const theirs = parsedBy(JSON.parse, json);
    for (const read of [readJson, readJsonAsSpelled]) {
      const ours = parsedBy(read, json);
      must((ours === undefined) === (theirs === undefined), `only ${ours ? read.name : 'JSON.parse'} reads it`);
      if (!ours || !theirs) continue;
      must(JSON.stringify(nearest(ours.value)) === JSON.stringify(theirs.value), `${read.name} finds another value`);
      const again = writeJson(ours.value);
      must(writeJson(read(again)) === again, `what ${read.name} found is not the same when it is written and read`);
      must(JSON.stringify(JSON.parse(again)) === JSON.stringify(theirs.value), 'what is written has another value');
    }
    const prefix = parsedBy(parseJsonPrefix, json);
    if (theirs) must(prefix !== undefined && prefix.value.openAt === undefined, 'whole JSON is taken for cut');
    if (prefix) isOpenAt(prefix.value, ['a', 0]);
  },
};

/** In an object, because JSON can be null; undefined where it is refused. */
function parsedBy<T>(read: (text: string) => T, text: string): { readonly value: T } | undefined {
  try {
    return { value: read(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The same with each exact number as the double next to it. */
function nearest(value: JsonValue | undefined): unknown {
  if (value instanceof ExactNumber) return Number(value);
  if (Array.isArray(value)) return value.map(nearest);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, member]: [string, JsonValue | undefined]) => [
    name,
    nearest(member),
  ]);
  return Object.fromEntries(members);
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maySpellExact, readJson, readJsonAsSpelled, writeJson } from '../../src/model/exact-json.js';
import {
  canonicalNumber,
  compareNumbers,
  ExactNumber,
  isHeld,
  isMultipleOf,
  isWhole,
  numberOf,
  wholeDigits,
} from '../../src/model/exact-number.js';
import { canonicalJson, isObject, type JsonValue, sameJson } from '../../src/model/json.js';

/** A number as text, and the same as a fraction of whole numbers. */
interface Rational {
  readonly text: string;
  readonly above: bigint;
  readonly below: bigint;
}

const rational: fc.Arbitrary<Rational> = fc
  .record({
    sign: fc.constantFrom('', '-'),
    whole: fc.oneof(fc.constantFrom('0', '9007199254740992', '9007199254740993', '9223372036854775808'), digits(1, 24)),
    fraction: fc.oneof(fc.constant(''), digits(1, 24)),
    exponent: fc.oneof(fc.constant(0), fc.integer({ min: -40, max: 40 })),
  })
  .map(({ sign, whole, fraction, exponent }) => {
    const shown = whole.replace(/^0+(?=\d)/, '');
    const power = exponent - fraction.length;
    const all = BigInt(`${sign}${shown}${fraction}`);
    return {
      text: `${sign}${shown}${fraction === '' ? '' : `.${fraction}`}${exponent === 0 ? '' : `e${exponent}`}`,
      above: power > 0 ? all * 10n ** BigInt(power) : all,
      below: power < 0 ? 10n ** BigInt(-power) : 1n,
    };
  });

function digits(minLength: number, maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });
}

const cross = (a: Rational, b: Rational): bigint => a.above * b.below - b.above * a.below;

describe('exact numbers', () => {
  it('Two numbers compare as the fractions that they are', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const difference = cross(a, b);
        const wanted = difference < 0n ? -1 : difference > 0n ? 1 : 0;
        expect(Math.sign(compareNumbers(numberOf(a.text), numberOf(b.text)))).toBe(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  it('A text with few exact numbers is read as one with very many is', () => {
    const many = Array.from({ length: 1001 }, (_, index) => `9007199254740993${index}`).join(',');
    const name = fc.constantFrom('a', 'b', '__proto__', '\uE0000', '9007199254740993', 'a,9007199254740993');
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        rational.map(({ text }) => text),
        name.map((text) => JSON.stringify(text)),
        fc.constantFrom('"\\ue0000"', '"\\uE0001"', '"\\\\"', '"\\","', '1e400', 'null', '-0', '123456789012345678901'),
        fc.array(tie('value')).map((items) => `[ ${items.join(' ,')}]`),
        fc
          .array(fc.tuple(name, tie('value')))
          .map((members) => `{${members.map(([key, member]) => `${JSON.stringify(key)}: ${member}`).join(',\n')} }`),
      ),
    }));
    fc.assert(
      fc.property(value, (text) => {
        const [first] = readJson<JsonValue[]>(`[${text},${many}]`);
        expect(readJson(text)).toEqual(first);
        expect(writeJson(readJson(text))).toBe(writeJson(first));
      }),
      { numRuns: 1000 },
    );
    for (const broken of ['{9007199254740993: 1}', '[09007199254740993]', '[9007199254740993.]', '(9007199254740993)'])
      expect(() => readJson(broken), broken).toThrow(SyntaxError);
  });

  it('Neighbours of a number compare as their last digits say', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.integer({ min: -2, max: 2 }), (n, step) => {
        const order = compareNumbers(numberOf(String(n)), numberOf(String(n + BigInt(step))));
        expect(Math.sign(order)).toBe(step > 0 ? -1 : step < 0 ? 1 : 0);
        expect(wholeDigits(numberOf(String(n)))).toBe(n);
      }),
    );
  });

  it('A number is a multiple of another where their quotient is whole', () => {
    fc.assert(
      fc.property(rational, rational, fc.bigInt({ min: -1000n, max: 1000n }), (a, b, times) => {
        fc.pre(b.above > 0n);
        const isMultiple = (a.above * b.below) % (a.below * b.above) === 0n;
        expect(isMultipleOf(numberOf(a.text), numberOf(b.text))).toBe(isMultiple);
        const power = b.below.toString().length - 1;
        const product = numberOf(`${b.above * times}e-${power}`);
        expect(isMultipleOf(product, numberOf(b.text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('A number is whole where its fraction has no remainder', () => {
    fc.assert(
      fc.property(rational, (a) => {
        expect(isWhole(numberOf(a.text))).toBe(a.above % a.below === 0n);
      }),
    );
  });

  it('Equal numbers share a canonical text, and others do not', () => {
    fc.assert(
      fc.property(rational, rational, (a, b) => {
        const areSame = canonicalNumber(numberOf(a.text)) === canonicalNumber(numberOf(b.text));
        expect(areSame).toBe(cross(a, b) === 0n);
        expect(sameJson([numberOf(a.text)], [numberOf(b.text)])).toBe(areSame);
        expect(canonicalJson({ a: numberOf(a.text) })).toBe(canonicalJson({ a: numberOf(`${a.text}`) }));
      }),
    );
  });

  it('A number is plain exactly where a double is written with its value', () => {
    for (const text of [
      '0',
      '-0',
      '1.10',
      '9007199254740992',
      '-9007199254740992',
      '0.30000000000000004',
      '1E3',
      '1e23',
    ])
      expect(isHeld(text), text).toBe(true);
    for (const text of [
      '9007199254740993',
      '9223372036854775807',
      '9223372036854775808',
      '9223372036854776000',
      '0.30000000000000001',
      '1e400',
      '-1E400',
      '1e-400',
      '1.00000000000000000001',
    ])
      expect(isHeld(text), text).toBe(false);
  });

  it('Numbers with absurd exponents are compared without writing them out', () => {
    const [large, larger] = [numberOf('1e999999999'), numberOf('1.1e999999999')];
    expect(compareNumbers(large, larger)).toBeLessThan(0);
    expect(compareNumbers(numberOf(`1e${'9'.repeat(100_000)}`), larger)).toBeGreaterThan(0);
    expect(isMultipleOf(larger, 3)).toBe(false);
    expect(isMultipleOf(numberOf('3e999999999'), 3)).toBe(true);
    expect(isMultipleOf(numberOf('1e-999999999'), 0.01)).toBe(false);
  });
});

describe('JSON with exact numbers', () => {
  it('What was read is written with the digits that it had', () => {
    const texts = fc.oneof(
      rational.map(({ text }) => text),
      fc.constantFrom('1e400', '-1E400', '1e-400', 'true', 'null', '[]', '{}'),
      fc.string().map((text) => JSON.stringify(text)),
      fc.constantFrom('"exact number 0"', '"exact number 0 0"', '"\\u0065xact number 0"', '"9007199254740993"'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts)), (members) => {
        const json = `{"list":[${members.map(([a]) => a).join(',')}],"map":{${members.map(([, b], index) => `"k${index}":${b}`).join(',')}}}`;
        const value = readJson(json);
        const again = readJson(writeJson(value));
        expect(writeJson(again)).toBe(writeJson(value));
        expect(sameJson(again, value)).toBe(true);
        const list = isObject(value) && Array.isArray(value.list) ? value.list : [];
        for (const [index, [text]] of members.entries())
          if (/^[-\d]/.test(text) && !isHeld(text)) expect(String(list[index])).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('Any JSON is read and written as JSON.parse and JSON.stringify do, but for digits', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(JSON.parse(writeJson(readJson(json)))).toEqual(JSON.parse(json));
        expect(writeJson(JSON.parse(json), 2)).toBe(JSON.stringify(JSON.parse(json), null, 2));
      }),
    );
  });

  it('The search finds every number that no double holds, wherever it is', () => {
    fc.assert(
      fc.property(rational, fc.string(), fc.constantFrom('', ' ', '\n'), (number, text, space) => {
        const json = `{"a":${JSON.stringify(text)},"b":[${space}${number.text}${space}]}`;
        if (!isHeld(number.text)) expect(maySpellExact(json)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    for (const json of ['1e400', '[1e400]', '{"a":-1E+400}', '9007199254740993', '[1,\t1e-400\n]'])
      expect(maySpellExact(json), json).toBe(true);
  });

  it('The search says no to identifiers, times and coordinates', () => {
    const json = JSON.stringify({
      id: '1e812345-7e40-4e12-8e55-12345678901234567890'.slice(0, 36),
      card: '4111111111111111',
      at: 1753000000000,
      where: [48.85837, 0.1 + 0.2],
      small: 1e-9,
    });
    expect(maySpellExact(json)).toBe(false);
  });

  it('Digits without an end and exponents without an end are searched and compared in linear time', () => {
    for (const piece of ['e1234567890123456', '3e1234567890123456', '1e123,', '1.', '1e', '-1234567890123456'])
      expect(typeof maySpellExact(piece.repeat(200_000)), piece).toBe('boolean');
    const long = numberOf('7'.repeat(1_000_000));
    expect(isMultipleOf(long, 7)).toBe(true);
    expect(compareNumbers(long, numberOf('7'.repeat(1_000_001)))).toBeLessThan(0);
    expect(maySpellExact(`[3e${'1'.repeat(20)}]`)).toBe(true);
  });

  it('A broken text has the error of JSON.parse', () => {
    for (const json of ['{"a":9007199254740993', '{"a":9007199254740993,}', '01234567890123456789'])
      expect(() => readJson(json)).toThrow(SyntaxError);
  });

  it('A member called __proto__ keeps its number', () => {
    const value: JsonValue = readJson('{"__proto__":9007199254740993}');
    expect(writeJson(value)).toBe('{"__proto__":9007199254740993}');
    expect(isObject(value) && Object.getOwnPropertyDescriptor(value, '__proto__')?.value).toBeInstanceOf(ExactNumber);
  });
});

describe('JSON text with exact numbers', () => {
  const text = fc.letrec<{ json: string }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      rational.map((number) => number.text),
      fc.constantFrom('true', 'false', 'null', '""', '"9007199254740993"', '"\\"1e400"', '"exact number 0"'),
      fc.string({ unit: 'grapheme' }).map((value) => JSON.stringify(value)),
      fc.array(tie('json')).map((items) => `[ ${items.join(' , ')}]`),
      fc
        .array(fc.tuple(fc.constantFrom('a', 'b', '1', '__proto__', 'constructor'), tie('json')))
        .map((members) => `{${members.map(([name, value]) => `"${name}" :${value}`).join(',')}}`),
    ),
  })).json;
  const nearest = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('Any JSON text is read as JSON.parse reads it, but for the digits of its numbers', () => {
    fc.assert(
      fc.property(text, (json) => {
        expect(JSON.stringify(readJson(json))).toBe(JSON.stringify(JSON.parse(json)));
        expect(JSON.stringify(nearest(readJsonAsSpelled(json)))).toBe(JSON.stringify(nearest(JSON.parse(json))));
      }),
      { numRuns: 2000 },
    );
  });

  it('A member that occurs twice has its last value, whichever of them is exact', () => {
    expect(readJson('{"a":9007199254740993,"a":1}')).toEqual({ a: 1 });
    expect(String(Object(readJson('{"a":1,"a":9007199254740993}')).a)).toBe('9007199254740993');
    expect(writeJson(readJson('{"a":9007199254740993,"b":{"a":9007199254740995},"b":[9007199254740997]}'))).toBe(
      '{"a":9007199254740993,"b":[9007199254740997]}',
    );
  });

  it('Texts that look like marks are written as they are, however many there are', () => {
    const marks = Array.from({ length: 3000 }, (_, index) => `exact number ${index}`);
    const value = [...marks, `${marks[0]} `, numberOf('9007199254740993')];
    expect(writeJson(value)).toBe(`${JSON.stringify([...marks, `${marks[0]} `]).slice(0, -1)},9007199254740993]`);
    expect(readJson(writeJson(value))).toEqual(value);
  });

  it('Text of any depth is read', () => {
    const deep = `${'['.repeat(20_000)}9007199254740993${']'.repeat(20_000)}`;
    let inner: unknown = readJson(deep);
    while (Array.isArray(inner)) inner = inner[0];
    expect(String(inner)).toBe('9007199254740993');
  });
});

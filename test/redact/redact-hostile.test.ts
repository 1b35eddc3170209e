import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  plainRedactor,
  redactContent,
  redactField,
  redactJsonText,
  redactText,
  redactUrl,
  redactValue,
} from '../../src/redact/index.js';

/** What patterns begin with, open, repeat and look ahead for. */
const PIECES = [
  ...[
    'a',
    '<',
    'password=',
    'password:',
    '<password>',
    '<password><',
    '<auth>',
    '<auth>a b',
    '<auth><![CDATA[a b',
    '<name>auth</name><a>',
    'eyJ',
    'eyJa.',
    '-----BEGIN ',
    '://',
    ':',
    '=',
  ],
  ...[
    '-----BEGIN PRIVATE KEY-----',
    '"',
    '\\',
    '\\"',
    'Bearer ',
    'bearer a',
    'Basic A',
    'Digest ',
    'token=[',
    'token={',
  ],
  ...[
    '[',
    '{',
    '{"a":',
    '"password":"',
    '"password":["',
    '&',
    '&a=',
    '?',
    '#',
    '/',
    '%',
    '%41',
    '%E2',
    '+',
    '@',
    '//a@',
  ],
  ...['://a:b', 'ghp_', 'sk-a', 'AIza', 'SG.a', '1dQ~', 'xoxb-', '\n--b', '\r\n\r\n', '; name=', '<a name="password" '],
  ...[
    '<input name="x" value="',
    '<![CDATA[',
    'key-',
    '1:AA',
    '_',
    '-',
    'a.',
    'password ',
    "'",
    'user[password]=',
    'token[0]=',
    '--token ',
    '-u a:',
    'curl -b ',
    'password,a\n1,2\n',
    '; name*0=',
    '\0',
  ],
] as const;

/** Everything that takes text from outside. */
const TAKERS: Readonly<Record<string, (text: string) => unknown>> = {
  text: (text) => redactText(plainRedactor, text),
  'JSON text': (text) => redactJsonText(plainRedactor, text),
  'a body': (text) => redactContent(plainRedactor, text),
  'a form': (text) => redactContent(plainRedactor, text, 'application/x-www-form-urlencoded'),
  multipart: (text) => redactContent(plainRedactor, text, 'multipart/form-data; boundary=b'),
  'a URL': (text) => redactUrl(plainRedactor, text),
  'a query': (text) => redactUrl(plainRedactor, `/?a=${text}`),
  'a Link': (text) => redactField(plainRedactor, 'link', text),
  'a cookie': (text) => redactField(plainRedactor, 'cookie', text),
  'a value': (text) => redactValue({ [text.slice(0, 500)]: text }),
  'a name': (text) => plainRedactor.kindOf(text),
};

/** In milliseconds of this process, whatever else the machine does. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe('hostile text', () => {
  test.each(Object.entries(TAKERS))('The redaction of %s takes linear time, even for hostile text', (_name, take) => {
    const hostile = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(hostile, (pieces) => {
        const unit = pieces.join('');
        const text = (length: number): string => unit.repeat(Math.ceil(length / unit.length));
        const large = costOf(() => take(text(64_000)));
        // What is quick needs no second look; what is slow must not be sixteen times as slow at four times the length.
        if (large > 150)
          expect(
            large /
              Math.max(
                1,
                costOf(() => take(text(16_000))),
              ),
          ).toBeLessThan(12);
      }),
      { numRuns: 40 },
    );
  });
});

describe('any text', () => {
  test('Redacted JSON stays JSON of the same form, and JSON without secrets stays unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const clean = redactJsonText(plainRedactor, text);
        expect(shapeOf(JSON.parse(clean))).toEqual(shapeOf(value));
        if (!clean.includes('[redacted]')) expect(clean).toBe(text);
      }),
    );
  });

  test('Redacted text stays the same when it is redacted again', () => {
    const names = fc.constantFrom('a', 'password', 'token', 'credentials', 'name', 'value', 'tokenType');
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(1, true, null, 'x', 'password=y', `ghp_${'z'.repeat(30)}`),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('json'), { maxLength: 3 }),
      object: fc.dictionary(names, tie('json'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(json, (value) => {
        const once = redactContent(plainRedactor, JSON.stringify(value));
        expect(redactContent(plainRedactor, once)).toBe(once);
        expect(once).not.toMatch(/ghp_z|password=y/);
      }),
    );
  });

  test('JSON that is nested deeper than the stack is redacted without an exception', () => {
    const deep = `${'{"a":['.repeat(200_000)}{"password":"hunter2"}${']}'.repeat(200_000)}`;
    expect(redactJsonText(plainRedactor, deep)).not.toContain('hunter2');
    expect(redactContent(plainRedactor, deep, 'application/json')).not.toContain('hunter2');
  });
});

/** Where objects and arrays are, and how many members they have. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  return typeof value === 'object' && value !== null ? Object.values(value).map(shapeOf) : '';
}

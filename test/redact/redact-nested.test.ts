import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainRedactor, redactContent, redactField, redactText, redactUrl } from '../../src/redact/index.js';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const once = (text: string): string => encodeURIComponent(text);

/** Ways to hide a secret in a text, and back: each can be put into another. */
const WRAPS: Readonly<Record<string, (text: string) => string>> = {
  'percent-encoding': once,
  'a text of JSON': (text) => JSON.stringify({ a: 1, note: text, b: [2] }),
  'a list in JSON': (text) => JSON.stringify([text, 'x']),
  base64: b64,
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'a form': (text) => `a=1&b=${once(text)}&c=2`,
  'the query of a URL': (text) => `https://a.example/x?b=${once(text)}`,
  'a data URL': (text) => `data:application/json;base64,${b64(text)}`,
  'a data URL without base64': (text) => `data:text/plain,${once(text)}`,
  XML: (text) => `<a><b c="1">${text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)}</b></a>`,
  CDATA: (text) => `<a><b><![CDATA[${text}]]></b></a>`,
  'an encoded word': (text) => `=?utf-8?B?${b64(text)}?=`,
};

const SECRETS: readonly (readonly [string, string])[] = [
  ['{"password":"hunter2hunter2"}', 'hunter2hunter2'],
  ['password=hunter2hunter2', 'hunter2hunter2'],
  ['bob:hunter2hunter2', ''],
  [`ghp_${'hunter2h'.repeat(4)}`, 'hunter2h'],
  ['{"fields":[{"name":"pin","value":12345678}]}', '12345678'],
];

/** What a reader of the text would find, however it is encoded. */
function revealed(text: string, depth = 0): string {
  if (depth > 4) return text;
  const runs = [...text.matchAll(/[\w+/-]{12,}={0,2}/g)].map(([run]) => Buffer.from(run, 'base64').toString('latin1'));
  const plain = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const read = plain.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  const inner = read === text && runs.length === 0 ? [] : [read === text ? '' : read, ...runs];
  return [text, ...inner.filter((each) => each !== '').map((each) => revealed(each, depth + 1))].join('\n');
}

describe('nested encodings', () => {
  const names = Object.keys(WRAPS);
  test('A secret in any two encodings, one within the other, is found', () => {
    const left: string[] = [];
    let tried = 0;
    for (const [secret, needle] of SECRETS)
      for (const outer of names)
        for (const inner of names) {
          const hidden = WRAPS[outer]?.(WRAPS[inner]?.(needle === '' ? b64(secret) : secret) ?? '') ?? '';
          const clean = redactContent(plainRedactor, hidden);
          tried += 1;
          if (revealed(clean).includes(needle === '' ? 'hunter2' : needle) || !revealed(clean).includes('[redacted]'))
            left.push(`${secret} in ${inner} in ${outer}: ${clean}`);
        }
    expect(left).toEqual([]);
    expect(tried).toBe(5 * 12 * 12);
  });

  test.each([
    ['a double percent-encoding', '/?a=%257B%2522password%2522%253A%2522hunter2%2522%257D'],
    ['a name that is encoded twice', '/?next=%2Fx%3Fpass%252577ord%3Dhunter2'],
    ['a fragment in a parameter', `/?next=${once('https://a.example/#access_token=hunter2')}`],
    ['variables of GraphQL', `/?query=%7Ba%7D&variables=${once('{"password":"hunter2"}')}`],
  ])('A secret is found in a URL with %s', (_name, url) => {
    const clean = redactUrl(plainRedactor, url);
    expect(clean).not.toContain('hunter2');
    expect(clean).toContain('[redacted]');
  });

  test.each([
    ['x-note', 'https://bob:hunter2@a.example/'],
    ['x-note', '=?utf-8?Q?pass=77ord=3Dhunter2?='],
    ['x-note', 'key="a"; password="hunter2"'],
    ['set-cookie', 'a=b; Path=/reset/hunter2; Secure'],
    ['set-cookie', 'a=b; token=hunter2'],
    ['link', '</reset/hunter2>; rel="x"; title="password=hunter2"'],
    ['x-authorization-info', `Basic ${b64('bob:hunter2')}`],
    ['x-whatever', b64('bob:hunter2')],
    ['x-whatever', `user ${b64('bob:hunter2')}, other`],
    ['x-whatever', b64('{"password":"hunter2"}')],
    ['location', '/cb?state=1&code=hunter2'],
    ['referer', `https://a.example/?r=${once('/reset/hunter2')}`],
  ])('A secret is found in the header field %s: %s', (name, value) => {
    const clean = redactField(plainRedactor, name, value);
    expect(clean).not.toMatch(/hunter2|aHVudGVyMg|Ym9iOmh1bnRlcjI/);
    expect(clean).toContain('[redacted]');
  });

  test.each([
    ['elements of XML-RPC', '<member><name>password</name><value><string>hunter2</string></value></member>'],
    ['a property list', '<dict><key>password</key><string>hunter2</string></dict>'],
    ['an attribute with a prefix', '<a b:password="hunter2&quot;hunter2"/>'],
    ['a name with a reference', '<a pass&#119;ord="hunter2"/>'],
    ['XML within XML', '<a>&lt;password&gt;hunter2&lt;/password&gt;</a>'],
    ['a jar of cookies', 'a.example\tFALSE\t/\tTRUE\t0\tsid\thunter2\n'],
    ['folded header fields', 'Authorization: Bearer\r\n hunter2\r\nAccept: a\r\n'],
    ['a script', 'document.cookie = "sid=hunter2; Path=/"'],
    ['a text of JSON with escapes', '{"note":"see \\u0070assword=hunter2"}'],
  ])('A secret is found in %s', (_name, text) => {
    const clean = redactContent(plainRedactor, text);
    expect(clean).not.toContain('hunter2');
    expect(clean).toContain('[redacted]');
  });

  test('Base64 of other texts stays, such as ids, cursors, times and pictures', () => {
    for (const text of ['User:583231', '04:User583231', 'cursor:10', 'arrayconnection:5', '2024-01-01T10:00:00Z'])
      expect(redactText(plainRedactor, b64(text)), text).toBe(b64(text));
    for (const text of ['https://a.example/x', '{"a":1}', 'plain words only', 'a: b'])
      expect(redactText(plainRedactor, b64(text)), text).toBe(b64(text));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 200 }), (bytes) => {
        const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, ...bytes]).toString('base64');
        expect(redactText(plainRedactor, `data:image/png;base64,${picture}`)).toContain(picture.slice(0, 16));
      }),
    );
  });
});

describe('redaction', () => {
  const names = fc.constantFrom('a', 'password', 'user name', 'n\u00e9e', 'token');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('hunter2', 'a%20b', '"', '\\', '&amp;', '=3D'),
  );

  test('Redaction changes the values of secrets and not one character beside them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, text), { maxLength: 6 }), fc.constantFrom(0, 2), (pairs, indent) => {
        const written = JSON.stringify(
          pairs.map(([name, value]) => ({ [name]: value })),
          null,
          indent,
        ).replace(/n\u00e9e/g, 'n\\u00e9e');
        const clean = redactContent(plainRedactor, written);
        const expected = written.replace(
          /("(?:password|token)": ?)"((?:[^"\\]|\\.)*)"/g,
          (all, name: string, value: string) => (value === '' ? all : `${name}"[redacted]"`),
        );
        expect(clean).toBe(expected);
      }),
    );
  });

  test('What was redacted stays as it is when it is redacted again, in every encoding', () => {
    const wraps = fc.array(fc.constantFrom(...Object.values(WRAPS)), { maxLength: 3 });
    const cores = fc.oneof(fc.constantFrom(...SECRETS.map(([secret]) => secret)), fc.string());
    fc.assert(
      fc.property(cores, wraps, (core, list) => {
        const hidden = list.reduce((inner, wrap) => wrap(inner), core);
        const clean = redactContent(plainRedactor, hidden);
        expect(redactContent(plainRedactor, clean)).toBe(clean);
        const url = redactUrl(plainRedactor, `/x?a=${once(hidden)}`);
        expect(redactUrl(plainRedactor, url)).toBe(url);
      }),
      { numRuns: 300 },
    );
  });
});

import { describe, expect, test } from 'vitest';
import { createSchemas } from '../../src/schema/index.js';

/** Texts of each format that its standard admits, and nearby ones that it does not. */
const FORMATS: Readonly<Record<string, { right: readonly string[]; wrong: readonly string[] }>> = {
  email: {
    right: ['root@localhost', '"two words"@a.example', '"at@home"@a.example', 'x@[192.0.2.7]', 'x@[IPv6:2001:db8::7]'],
    wrong: [
      'nobody',
      '@a.example',
      'two..dots@a.example',
      'x@[300.0.0.1]',
      'x@-a.example',
      'é@a.example',
      '"a"b"@c.de',
    ],
  },
  'idn-email': {
    right: ['jürgen@münchen.example', 'x@localhost', '"ein Wort"@a.example'],
    wrong: ['jürgen', 'jürgen@-münchen.example', 'ein wort@a.example'],
  },
  hostname: {
    right: ['localhost', 'a-1.example', `${'a'.repeat(63)}.example`],
    wrong: ['a.example.', 'a..b', '-a.example', 'a_b.example', `${'a'.repeat(64)}.example`, 'münchen.example', ''],
  },
  'idn-hostname': {
    right: ['münchen.example', 'xn--mnchen-3ya.example', 'faß.example', 'قال', '例え。テスト', 'l·l.example'],
    wrong: [
      'a..b',
      'xn--zzzz-.example',
      'xn--X.example',
      '-ü.example',
      'ab--ü.example',
      'a·l.example',
      '\u0301a.example',
    ],
  },
  uri: {
    right: [
      'http://a.example:80/x?y#z',
      'urn:isbn:0',
      'mailto:a@b.example',
      'http://[2001:db8::1]/',
      'http://[v1.a:b]/',
    ],
    wrong: [
      '/relative',
      'http://a.example:port/',
      'http://[::1/',
      'http://a b/',
      'http://a/%zz',
      '1a:b',
      'http://ü.example',
    ],
  },
  'uri-reference': {
    right: ['', '/a/b', '../a?b#c', '//a.example/x', 'a/b:c', '#f'],
    wrong: [':a', '1a:b', '\\a', 'a[b]', '/a#b#c'],
  },
  iri: {
    right: ['http://münchen.example/ü?\ue000', 'http://a.example/日本'],
    wrong: ['no iri at all', '/ü', 'http://a.example/\ue000', 'http://2001:db8::1/'],
  },
  'iri-reference': { right: ['/ü', '', '#ü'], wrong: ['\\\\ü', 'ü b', '#ü#ü'] },
  'uri-template': {
    right: ['/a/{x}', '/a/{x.y}', '{+path:6}/here{?q*,r}', 'plain', '/ü/{%41}'],
    wrong: ['/a/{x', '/a/x}', '/a/{}', '/a/{x.}', '/a/{x:0}', '/a/{x y}', 'a b', '%zz'],
  },
  duration: {
    right: ['P1Y2M3DT4H5M6S', 'PT0S', 'P4W', 'P1M', 'PT1H30M'],
    wrong: ['P', 'PT', 'PT1H2S', 'P1Y2D', 'P1Y1W', '1D', 'P1S', 'P-1D'],
  },
  regex: { right: ['^a+$', '[\\w-]+'], wrong: ['(', '\\a', '^\\S\\Z'] },
  uuid: {
    right: ['2eb8aa08-AA98-11ea-b4aa-73b441d16380'],
    wrong: [
      'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380',
      '2eb8aa08aa9811eab4aa73b441d16380',
      '2eb8aa08-aa98-11ea-b4aa-73b441d1638',
    ],
  },
};

describe.each(Object.entries(FORMATS))('The format %s', (format, { right, wrong }) => {
  const schemas = createSchemas({ schema: { format } }, '3.1');
  test.each(right)(`The format ${format} admits %j.`, (text) => {
    expect(schemas.isValid('/schema', 'response', text)).toBe(true);
  });

  test.each(wrong)(`The format ${format} does not admit %j.`, (text) => {
    expect(schemas.isValid('/schema', 'response', text)).toBe(false);
    expect(schemas.explain('/schema', 'response', text)).toMatchObject([{ keyword: 'format', params: { format } }]);
  });
});

test('A very long text is judged by each format without delay.', () => {
  const began = performance.now();
  for (const format of Object.keys(FORMATS)) {
    const schemas = createSchemas({ schema: { format } }, '3.1');
    for (const letter of ['a', 'a.', '{a}', '%41', 'ü', '1:', '@', '-'])
      schemas.isValid('/schema', 'response', letter.repeat(100_000));
  }
  expect(performance.now() - began).toBeLessThan(5_000);
});

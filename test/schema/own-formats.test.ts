import addFormats from 'ajv-formats/dist/formats.js';
import { describe, expect, test } from 'vitest';
import { isEmail } from '../../src/schema/formats/email.js';
import { isHostname, isIpv4, isIpv6 } from '../../src/schema/formats/host.js';
import { isDate, isDateTime, isTime } from '../../src/schema/formats/time.js';
import { isIri, isIriReference, isUri, isUriReference } from '../../src/schema/formats/uri.js';
import { isUuid } from '../../src/schema/formats/uuid.js';
import fc from '../support/seeded-checks.js';

type Check = (text: string) => boolean;

/** RFC 3339 §5.6, as expressions: the checkers are held to them where ajv-formats is looser. */
const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)`;
const TIME = new RegExp(`^${CLOCK}$`, 'i');
const DATE_TIME = new RegExp(String.raw`^\d{4}-\d\d-\d\dT${CLOCK}$`, 'i');
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOT_STRING = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const QUOTED = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;

const { date, time, 'date-time': dateTime, ipv4, ipv6 } = addFormats.fullFormats;

const byLibrary = (format: unknown): Check => {
  if (format instanceof RegExp) return (text) => format.test(text);
  if (typeof format === 'object' && format !== null && 'validate' in format && typeof format.validate === 'function') {
    const { validate } = format;
    return (text) => validate(text) === true;
  }
  throw new Error('the library has no such format');
};

/** Each checker, what it must agree with, and texts to begin with: right ones, which are then changed a little. */
const CHECKERS: readonly (readonly [name: string, own: Check, other: Check, seeds: readonly string[]])[] = [
  [
    'date',
    isDate,
    byLibrary(date),
    ['2024-02-29', '2023-02-28', '1900-02-28', '2000-02-29', '2026-12-31', '0000-04-30'],
  ],
  [
    'time',
    isTime,
    (text) => TIME.test(text) && byLibrary(time)(text),
    ['23:59:60Z', '12:00:00.123+05:30', '00:00:00z', '18:29:60-05:30', '15:59:60-08:00', '05:29:60+05:30'],
  ],
  [
    'date-time',
    isDateTime,
    (text) => DATE_TIME.test(text) && byLibrary(dateTime)(text),
    ['2024-02-29T23:59:60Z', '1985-04-12t23:20:50.52z', '1990-12-31T15:59:60-08:00', '2026-06-30T00:00:00+00:00'],
  ],
  ['uuid', isUuid, (text) => UUID.test(text), ['2eb8aa08-AA98-11ea-b4aa-73b441d16380']],
  ['ipv4', isIpv4, byLibrary(ipv4), ['192.0.2.7', '255.255.255.255', '0.0.0.0', '1.20.99.100']],
  [
    'ipv6',
    isIpv6,
    byLibrary(ipv6),
    [
      '2001:db8::7',
      '::',
      '::1',
      '1::',
      '1:2:3:4:5:6:7:8',
      '::ffff:192.0.2.7',
      '1:2:3:4:5:6:192.0.2.7',
      '1:2:3:4:5:6:7::',
    ],
  ],
  [
    'hostname',
    isHostname,
    (text) => text.length <= 253 && text.split('.').every((label) => LABEL.test(label)),
    ['localhost', 'a-1.example', 'A.b.C', `${'a'.repeat(63)}.${'b'.repeat(62)}`, `${'ab.'.repeat(84)}c`],
  ],
  [
    'email',
    isEmail,
    (text) => {
      const [local, domain] = [
        text.slice(0, Math.max(text.lastIndexOf('@'), 0)),
        text.slice(text.lastIndexOf('@') + 1),
      ];
      const isLiteral = domain.startsWith('[') && isEmail(`x@${domain}`);
      return local.length <= 64 && (DOT_STRING.test(local) || QUOTED.test(local)) && (isHostname(domain) || isLiteral);
    },
    [
      'root@localhost',
      'two.dots@a.example',
      `${'a'.repeat(64)}@b.c`,
      '"two words"@a.example',
      "!#$%&'*+/=?^_`{|}~-@a.example",
    ],
  ],
  // What an IRI may have and a URI may not is beyond ASCII: within it, the two are one.
  [
    'uri',
    isUri,
    (text) => /^[\0-\x7f]*$/.test(text) && isIri(text),
    ['http://u:p@a.example:80/x/y%20z?q=1&r#s', 'urn:isbn:0'],
  ],
  [
    'uri-reference',
    isUriReference,
    (text) => /^[\0-\x7f]*$/.test(text) && isIriReference(text),
    ['../a?b#c', '//a.example:1/x', 'a/b:c', '#f', 'http://[2001:db8::7]:80/', 'http://[v1.a:b]', '//a@b@c', '/%41%'],
  ],
];

/** A text with some of its characters replaced, left out or doubled by others that formats care about. */
const nearby = (seeds: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.nat(300), fc.constantFrom('replace', 'insert', 'remove'), CHARACTER), { maxLength: 4 }),
    )
    .map(([seed, edits]) =>
      edits.reduce((text, [place, edit, character]) => {
        const at = place % (text.length + 1);
        const rest = text.slice(edit === 'insert' ? at : at + 1);
        return `${text.slice(0, at)}${edit === 'remove' ? '' : character}${rest}`;
      }, seed),
    );

const CHARACTER = fc.oneof(
  fc.constantFrom(...'0123456789afgAFTZtz:.-+/@?#[]%_~ \n\\é日\u{1f600}\ud800'),
  fc.string({ minLength: 1, maxLength: 1 }),
);

describe.each(CHECKERS)('The checker of %s', (name, own, other, seeds) => {
  test(`The checker of ${name} says what its standard's expressions say, of right texts and of texts near them.`, () => {
    fc.assert(
      fc.property(fc.oneof(nearby(seeds), fc.string({ maxLength: 40 })), (text) => {
        expect(own(text)).toBe(other(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test(`The checker of ${name} admits the right texts from which the others are made.`, () => {
    for (const seed of seeds.filter((text) => other(text))) expect(own(seed)).toBe(true);
    expect(seeds.some((seed) => own(seed))).toBe(true);
  });

  test(`The checker of ${name} looks at each character of a long text a bounded number of times.`, () => {
    for (const unit of ['a', '1', 'a.', '1:', ':', '%41', '@', '-', '.', '/', 'é']) {
      const text = unit.repeat(20_000);
      let looks = 0;
      const { charCodeAt } = String.prototype;
      String.prototype.charCodeAt = function (index) {
        looks += 1;
        return charCodeAt.call(this, index);
      };
      try {
        own(text);
      } finally {
        String.prototype.charCodeAt = charCodeAt;
      }
      expect(looks).toBeLessThanOrEqual(8 * text.length);
    }
  });
});

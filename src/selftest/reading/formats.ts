import { isNumeric, isWhole, type JsonValue, numberOf, wholeDigits } from '../../model/index.js';

/**
 * A format: texts that certainly have it, and texts written by hand that certainly do not. What is neither is left
 * undecided.
 */
interface Format {
  readonly holds: RegExp | ((value: JsonValue) => boolean);
  readonly breaks: readonly JsonValue[];
}

const DATE = /^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const ANY = /^/;

/**
 * Strict where the standard leaves a choice, so that `holds` never errs: RFC 3339, 5321, 3986, 4122, 4291, 6901 and the
 * formats of OpenAPI.
 */
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': {
    holds: (value) => {
      const [day = '', time = '', ...more] = String(value).split('T');
      return more.length === 0 && DATE.test(day) && TIME.test(time);
    },
    breaks: [
      '2026-02-30T10:00:00Z',
      '2026-11-20',
      '2026-11-20T10:00:00',
      '2026-13-01T10:00:00Z',
      '2026-11-20T10:00:00+0100',
      'yesterday',
    ],
  },
  date: { holds: DATE, breaks: ['2026-02-30', '20.11.2026', '2026-11-20T10:00:00Z', '2026-1-2'] },
  time: { holds: TIME, breaks: ['25:00:00Z', '10:00', '10:61:00Z', 'noon'] },
  duration: { holds: /^P(?:\d+W|\d+D|T\d+[HMS]|\d+DT\d+H|T\d+H\d+M)$/, breaks: ['1 day', 'P', 'PT', 'P1H'] },
  email: {
    holds: /^[a-z0-9]+(?:[.+-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,6}$/i,
    breaks: ['nobody', 'a@b@c.example', 'two words@example.com', '@example.com'],
  },
  hostname: {
    holds: /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/i,
    breaks: ['-dash.example', 'under_score.example', 'two words', 'a..b'],
  },
  ipv4: {
    holds: /^(?:[1-9]?\d\.){3}[1-9]?\d$|^(?:1\d\d|[1-9]?\d|2[0-4]\d)(?:\.(?:1\d\d|[1-9]?\d|2[0-4]\d)){3}$/,
    breaks: ['256.1.1.1', '1.2.3', '1.2.3.4.5', 'localhost'],
  },
  ipv6: {
    holds: /^(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$|^::1?$|^(?:[0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4}$/i,
    breaks: ['::1::2', '1:2:3', 'g::1', '192.0.2.1'],
  },
  uuid: {
    holds: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
    breaks: [
      '123',
      '0d3f4a6e-1b2c-4d5e-8f90-a1b2c3d4e5',
      '0d3f4a6e1b2c4d5e8f90a1b2c3d4e5f6',
      'gggggggg-1b2c-4d5e-8f90-a1b2c3d4e5f6',
    ],
  },
  uri: {
    holds: /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{2,5})?(?:\/[\w.~-]*)*(?:\?[\w=&.~-]*)?$/i,
    breaks: ['not a uri', '/relative/path', 'http://exa mple.com/', 'example'],
  },
  url: { holds: /^https?:\/\/[a-z0-9-]+(?:\.[a-z]{2,6})+(?:\/[\w.~-]*)*$/i, breaks: ['not a url', '/relative/path'] },
  'uri-reference': {
    holds: /^(?:https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*)?(?:(?:\.\.?)?\/[\w.~-]+)*\/?$/i,
    breaks: ['a b', '\\back\\slash', 'http://[broken'],
  },
  'uri-template': {
    holds: /^https?:\/\/[a-z0-9.-]+(?:\/[\w-]+|\/\{\w+\})*$/i,
    breaks: ['http://example.com/{open', 'http://example.com/}close'],
  },
  'json-pointer': { holds: /^(?:\/\w+)*$/, breaks: ['no/slash', '/a~2', '#/a'] },
  'json-pointer-uri-fragment': { holds: /^#(?:\/\w+)*$/, breaks: ['/a', 'a'] },
  'relative-json-pointer': { holds: /^[0-9](?:\/\w+)*$/, breaks: ['/a', '-1/a', '01/a'] },
  regex: { holds: /^[\w^$/]+$/, breaks: ['(', '[a', '*'] },
  byte: {
    holds: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    breaks: ['not base64!', 'a', '====', 'c3Ry*W5n'],
  },
  int32: {
    holds: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    breaks: [2 ** 31, -(2 ** 31) - 1],
  },
  int64: {
    holds: (value) =>
      isNumeric(value) && isWhole(value) && BigInt.asIntN(64, wholeDigits(value)) === wholeDigits(value),
    breaks: [numberOf('9223372036854775808'), numberOf('-9223372036854775809'), 1e19, -1e19],
  },
  float: { holds: isNumeric, breaks: [] },
  double: { holds: isNumeric, breaks: [] },
  password: { holds: ANY, breaks: [] },
  binary: { holds: ANY, breaks: [] },
};

/** Formats that some validators read and this catalogue has no opinion on. */
const OPEN = new Set([
  'iso-time',
  'iso-date-time',
  'idn-email',
  'idn-hostname',
  'iri',
  'iri-reference',
  'base64',
  'base64url',
  'decimal',
]);

const NUMERIC = new Set(['int32', 'int64', 'float', 'double']);

/** Whether the format speaks of such values at all: of texts, and some of numbers. */
function speaksOf(name: string, value: JsonValue): boolean {
  return NUMERIC.has(name) ? isNumeric(value) : typeof value === 'string';
}

/**
 * Whether a value has a format; undefined where that is not certain. A format that none knows is a note (JSON Schema
 * 2020-12 Validation §7.2.1).
 */
export function hasFormat(name: string, value: JsonValue): boolean | undefined {
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (OPEN.has(name)) return typeof value === 'string' ? undefined : true;
  if (!format || !speaksOf(name, value)) return true;
  if (format.breaks.includes(value)) return false;
  const { holds } = format;
  return (typeof holds === 'function' ? holds(value) : holds.test(String(value))) ? true : undefined;
}

/** Values of the right type that certainly lack the format. */
export function brokenSamples(name: string): readonly JsonValue[] {
  return Object.hasOwn(FORMATS, name) ? (FORMATS[name]?.breaks ?? []) : [];
}

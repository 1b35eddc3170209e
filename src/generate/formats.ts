import { dateTime, dayOf, future, past, timeOf } from './dates.js';
import { type GenerationRun, personOf } from './run.js';

/** Texts of one format: the one that is always the same, Prism's where it is valid, and others. */
interface Format {
  readonly plain: string | ((name: string) => string);
  readonly make: (run: GenerationRun, words: readonly string[]) => string;
  /** For where there is little room. */
  readonly short?: string;
}

/** Endings of names that speak of times to come. */
const FUTURE = new Set(['expiry', 'expiration', 'expires', 'expire', 'due', 'end', 'until', 'deadline', 'renewal']);

const isFuture = (words: readonly string[]): boolean => words.some((word) => FUTURE.has(word));
const moment = (run: GenerationRun, words: readonly string[]): number =>
  isFuture(words) ? future(run, 90) : past(run, 30);

const email: Format = {
  plain: 'user@example.com',
  short: 'me@x.io',
  make: (run) => `${personOf(run).handle}@example.com`,
};
const uri: Format = {
  plain: 'http://example.com',
  short: 'x:y',
  make: ({ faker, random }) => `https://example.com/${faker.word.noun().toLowerCase()}/${random.int(1, 9_999)}`,
};
const bytes: Format = { plain: 'c3RyaW5n', make: ({ faker }) => `${faker.string.alphanumeric(16)}` };
const hostname: Format = {
  plain: 'example.com',
  short: 'x.io',
  make: ({ faker }) => `${faker.string.alpha(6).toLowerCase()}.example.com`,
};

/** Of the formats of JSON Schema (Validation §7.3) and of OpenAPI's registry. */
const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': { plain: '2019-08-24T14:15:22Z', make: (run, words) => dateTime(moment(run, words)) },
  date: { plain: '2019-08-24', make: (run, words) => dayOf(moment(run, words)) },
  time: { plain: '14:15:22Z', make: (run) => timeOf(past(run, 1)) },
  'iso-date-time': { plain: '2019-08-24T14:15:22Z', make: (run, words) => dateTime(moment(run, words)) },
  'iso-time': { plain: '14:15:22Z', make: (run) => timeOf(past(run, 1)) },
  duration: { plain: 'P1D', make: ({ random }) => `PT${random.int(1, 23)}H${random.int(1, 59)}M` },
  email,
  'idn-email': { ...email, plain: 'пользователь@пример.ру' },
  uuid: { plain: (name) => uuidOf(name), make: ({ faker }) => faker.string.uuid() },
  uri,
  url: { ...uri },
  'uri-reference': { plain: '../dictionary', make: uri.make },
  'uri-template': { plain: 'http://example.com/{endpoint}', make: () => 'https://example.com/items/{id}' },
  iri: { plain: 'http://пример.ру', make: uri.make },
  'iri-reference': { plain: '../словарь', make: uri.make },
  hostname,
  'idn-hostname': { ...hostname, plain: 'пример.ру' },
  ipv4: { plain: '192.168.0.1', make: ({ faker }) => faker.internet.ipv4() },
  ipv6: { plain: '2001:0db8:85a3:0000:0000:8a2e:0370:7334', make: ({ faker }) => faker.internet.ipv6() },
  byte: bytes,
  base64: bytes,
  base64url: bytes,
  binary: { plain: 'string', make: ({ faker }) => faker.string.alphanumeric(24) },
  password: { plain: 'pa$$word', make: ({ faker }) => faker.internet.password({ length: 14 }) },
  'json-pointer': { plain: '/json/pointer', make: ({ faker }) => `/${faker.word.noun()}/${faker.word.noun()}` },
  'json-pointer-uri-fragment': { plain: '#/json/pointer', make: () => '#/json/pointer' },
  'relative-json-pointer': { plain: '1/relative/json/pointer', make: ({ random }) => `${random.int(0, 3)}/name` },
  regex: { plain: '/regex/', make: ({ faker }) => `^${faker.word.noun()}$` },
  int64: { plain: '0', make: ({ random }) => String(random.int(0, 1_000_000)) },
  decimal: { plain: '0', make: ({ random }) => String(random.int(0, 100_000) / 100) },
};

/** How texts of this format are made; undefined for a format that none knows. */
export function formatNamed(format: string | undefined): Format | undefined {
  return format !== undefined && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
}

/** The UUID of a property's name, version 4 in form: Prism's, figure for figure. */
function uuidOf(name: string): string {
  let code = 0;
  for (let index = 0; index < name.length; index += 1) code = ((code << 5) - code + name.charCodeAt(index)) | 0;
  let [a, b, c, d] = [code, code, code, code];
  const next = (): number => {
    const t = (a - ((b << 27) | (b >>> 5))) | 0;
    a = b ^ ((c << 17) | (c >>> 15));
    b = (c + d) | 0;
    c = (d + t) | 0;
    d = (a + t) | 0;
    return (d >>> 0) / 4_294_967_296;
  };
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const figure = Math.floor((next() * 16) % 16);
    return (place === 'x' ? figure : (figure & 3) | 8).toString(16);
  });
}

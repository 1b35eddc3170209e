// In the manner of banks and statistics offices: every value is narrow. Big enumerations, patterns, decimal steps,
// bounds, formats.
import { answer, createDocument, inPath, inQuery, json, list, nameOf, object, times } from './made.mjs';

/** @param version `3.0.3` or `3.1.0`: bounds and nulls are written as each of them does */
export function narrow(version) {
  const isOld = version.startsWith('3.0');
  const document = createDocument(version, 'Narrow');
  const { schemas } = document.root.components;
  const values = {
    ...NUMBERS(isOld),
    ...PATTERNS,
    ...FORMATS,
    ...ENUMERATIONS,
    ...LISTS,
  };
  for (const [name, [schema, value]] of Object.entries(values)) {
    const orNull = isOld ? { ...schema, nullable: true } : { anyOf: [schema, { type: 'null' }] };
    schemas[name] = object({ value: schema, more: list(schema, { minItems: 1, maxItems: 4 }), none: orNull }, [
      'value',
    ]);
    const isPlain = typeof value !== 'object';
    // What may have letters beyond ASCII, or a line break, is not for header fields.
    const isAscii = isPlain && /^[\w .:/+-]+$/.test(String(value)) && !/Printable|^I(?:dn|nternational)/.test(name);
    document.add(
      `POST /${name}/{value}`,
      {
        parameters: [
          inPath('value', isPlain ? schema : { type: 'string' }),
          ...(isPlain ? [inQuery('also', schema, { required: true })] : []),
          ...(isAscii ? [{ name: 'x-value', in: 'header', schema }] : []),
        ],
        requestBody: { required: true, ...json({ $ref: `#/components/schemas/${name}` }) },
        responses: {
          200: answer('one', json({ $ref: `#/components/schemas/${name}` })),
          201: answer('bare', json(schema), isAscii ? { 'x-value': { required: true, schema } } : undefined),
        },
      },
      {
        target: isPlain ? `/${name}/${encodeURIComponent(value)}?also=${encodeURIComponent(value)}` : `/${name}/a`,
        headers: isAscii ? { 'x-value': String(value) } : {},
        body: { value, more: [value], none: value },
      },
    );
  }
  // Wide records: each has every kind of value, required or not.
  times(4, (index) => {
    const members = Object.entries(values).filter((_, turn) => (turn + index) % 3 !== 0);
    const name = `Record${nameOf(index)}`;
    schemas[name] = object(
      Object.fromEntries(members.map(([member, [schema]]) => [member, schema])),
      members.filter((_, turn) => turn % 2 === 0).map(([member]) => member),
    );
    document.add(
      `PUT /records/${name}`,
      {
        requestBody: { required: true, ...json({ $ref: `#/components/schemas/${name}` }) },
        responses: { 200: answer('all', json(list({ $ref: `#/components/schemas/${name}` }, { minItems: 1 }))) },
      },
      { body: Object.fromEntries(members.map(([member, [, value]]) => [member, value])) },
    );
  });
  return document.whole(`narrow-${version.slice(0, 3)}`);
}

const NUMBERS = (isOld) => {
  const above = (bound) => (isOld ? { minimum: bound, exclusiveMinimum: true } : { exclusiveMinimum: bound });
  const below = (bound) => (isOld ? { maximum: bound, exclusiveMaximum: true } : { exclusiveMaximum: bound });
  return {
    Cents: [{ type: 'number', multipleOf: 0.01, minimum: 0, maximum: 9999.99 }, 12.34],
    Tenths: [{ type: 'number', multipleOf: 0.1, ...above(0.6), maximum: 0.7 }, 0.7],
    Thousandths: [{ type: 'number', multipleOf: 0.001, ...above(1), ...below(1.002) }, 1.001],
    Eighths: [{ type: 'number', multipleOf: 0.125, minimum: -1, ...below(0) }, -0.5],
    Odd: [{ type: 'number', multipleOf: 1.1, minimum: 3, maximum: 4 }, 3.3],
    Between: [{ type: 'integer', ...above(7), ...below(9) }, 8],
    Small: [{ type: 'number', ...above(0), ...below(0.000001) }, 5e-7],
    Large: [{ type: 'integer', format: 'int64', minimum: 2147483648, multipleOf: 1000 }, 2147484000],
    Float: [{ type: 'number', format: 'float', ...above(-273.15) }, 21.5],
    Double: [{ type: 'number', format: 'double', maximum: -1e100 }, -1e101],
    Byte: [{ type: 'integer', format: 'int32', minimum: 0, maximum: 255 }, 254],
    Steps: [{ type: 'integer', multipleOf: 15, minimum: 16, maximum: 44 }, 30],
    Negative: [{ type: 'integer', maximum: -5 }, -6],
    Huge: [{ type: 'integer', format: 'int64', minimum: -(2 ** 63), maximum: 2 ** 63 }, 7],
    Wide: [{ type: 'number', minimum: 1e20, maximum: 1e22 }, 1e21],
    Tiny: [{ type: 'number', multipleOf: 1e-7, minimum: 0, maximum: 0.000003 }, 0.0000002],
    Whole: [{ type: 'number', multipleOf: 1, minimum: 0.5, maximum: 1.5 }, 1],
  };
};

const string = (more) => ({ type: 'string', ...more });

const PATTERNS = {
  Account: [
    string({ pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$', minLength: 15, maxLength: 34 }),
    'DE89370400440532013000',
  ],
  Code: [string({ pattern: '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$' }), 'DEUTDEFF'],
  Money: [string({ pattern: '^-?(0|[1-9]\\d{0,11})\\.\\d{2}$' }), '12.50'],
  NotReserved: [string({ pattern: '^(?!admin$|root$)[a-z][a-z0-9]{2,15}$' }), 'shelf'],
  Password: [string({ pattern: '^(?=.*[A-Z])(?=.*[a-z])(?=.*\\d)[A-Za-z\\d]{8,20}$' }), 'Abcdefg1'],
  Colour: [string({ pattern: '^#(?:[0-9a-fA-F]{3}){1,2}$' }), '#fff'],
  Version: [string({ pattern: '^v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?$' }), 'v1.2.3-rc.1'],
  Slug: [string({ pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$', minLength: 5, maxLength: 40 }), 'a-slug-7'],
  Letters: [string({ pattern: '^[\\p{L} ]+$', minLength: 2 }), 'Über allem'],
  Inside: [string({ pattern: '\\d{3}-\\d{4}' }), 'call 555-0199'],
  Either: [string({ pattern: '^(?:GET|POST|PUT)$|^\\*$' }), 'POST'],
  Time24: [string({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }), '23:59'],
  Escapes: [string({ pattern: '^[\\w.%+-]+/[^\\s/]+$' }), 'a.b/c'],
  Exact: [string({ minLength: 12, maxLength: 12 }), 'exactlytwelv'],
  Resource: [
    string({ pattern: '^arn:(cloud|cloud-cn):[a-z0-9-]+:[^:\\n]*:[0-9]{12}:(?:[^:/\\n]+[:/])?.+$', maxLength: 2048 }),
    'arn:cloud:queue:eu:123456789012:all/a',
  ],
  Printable: [
    string({ pattern: '[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*', maxLength: 255 }),
    'any text',
  ],
  Ascii: [string({ pattern: '^[\\x20-\\x7E]{3,}$' }), 'ascii'],
  Label: [string({ pattern: '^(?!.*--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$' }), 'a-label'],
  Domain: [string({ pattern: '^(?=.{4,253}$)(?:(?!-)[a-z0-9-]{1,63}\\.)+[a-z]{2,6}$' }), 'shop.test'],
  NoAngles: [string({ pattern: '^[^<>]*$', minLength: 3 }), 'none'],
  Solid: [string({ pattern: '^\\S+$', minLength: 20, maxLength: 22 }), 'abcdefghijklmnopqrstu'],
  Octets: [string({ pattern: '^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$' }), '192.0.2.1'],
  Dotted: [string({ pattern: '^\\d{1,3}(\\.\\d{1,3}){3}(/\\d{1,2})?$' }), '192.0.2.0/24'],
  Bounded: [string({ pattern: '\\bsku-\\d+\\b' }), 'sku-12'],
  Lazy: [string({ pattern: '^a+?b{2,}?c*?$' }), 'abb'],
  Hex: [string({ pattern: '^(?:0[xX])?[0-9a-fA-F]{64}$' }), 'a'.repeat(64)],
  Jwt: [string({ pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*$' }), 'a.b.c'],
  Before: [string({ pattern: '^.*(?<=\\.json)$', minLength: 6 }), 'a.json'],
  Twice: [string({ pattern: '^(["\'])[a-z]+\\1$' }), '"a"'],
  Empty: [string({ pattern: '^$|^[A-Z]{3}$', minLength: 1 }), 'EUR'],
  Dated: [string({ format: 'date', pattern: '^20[0-9]{2}-' }), '2026-11-28'],
  Uuid4: [
    string({ format: 'uuid', pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' }),
    '6f1c9a0e-8f43-4b5e-9d3a-0c9f1b7a2e11',
  ],
  Digits: [string({ format: 'int64', pattern: '^-?[0-9]+$', maxLength: 19 }), '42'],
  Https: [string({ format: 'uri', pattern: '^https://', maxLength: 120 }), 'https://example.org/'],
  Mailed: [string({ format: 'email', pattern: '@example\\.com$', minLength: 6, maxLength: 254 }), 'ana@example.com'],
  Stamped: [string({ format: 'date-time', minLength: 20, maxLength: 24 }), '2026-11-28T12:00:00.000Z'],
  Long: [string({ minLength: 3000, maxLength: 2147483647 }), 'x'.repeat(3000)],
};

const FORMATS = {
  Instant: [string({ format: 'date-time' }), '2026-11-28T12:00:00Z'],
  Day: [string({ format: 'date' }), '2026-11-28'],
  Clock: [string({ format: 'time' }), '12:00:00Z'],
  Duration: [string({ format: 'duration' }), 'P1DT12H'],
  Mail: [string({ format: 'email', maxLength: 60 }), 'ana@example.org'],
  IdnMail: [string({ format: 'idn-email' }), 'ana@exämple.org'],
  Host: [string({ format: 'hostname' }), 'www.example.org'],
  IdnHost: [string({ format: 'idn-hostname' }), 'exämple.org'],
  Four: [string({ format: 'ipv4' }), '192.0.2.7'],
  Six: [string({ format: 'ipv6' }), '2001:db8::7'],
  Link: [string({ format: 'uri' }), 'https://example.org/a'],
  Reference: [string({ format: 'uri-reference' }), '/a'],
  International: [string({ format: 'iri' }), 'https://example.org/ä'],
  InternationalReference: [string({ format: 'iri-reference' }), '/ä'],
  Template: [string({ format: 'uri-template' }), '/a/{b}'],
  Identifier: [string({ format: 'uuid' }), '6f1c9a0e-8f43-4b5e-9d3a-0c9f1b7a2e11'],
  Pointer: [string({ format: 'json-pointer' }), '/a/0'],
  RelativePointer: [string({ format: 'relative-json-pointer' }), '1/a'],
  Expression: [string({ format: 'regex' }), '^a+$'],
  Base64: [string({ format: 'byte' }), 'aGVsbG8='],
  Secret: [string({ format: 'password', minLength: 8 }), 'long enough'],
  Unknown: [string({ format: 'int64' }), '9007199254740993'],
  Short: [string({ format: 'color', maxLength: 7 }), '#ffffff'],
  Own: [string({ format: 'house-number' }), '7a'],
};

const ENUMERATIONS = {
  Many: [string({ enum: times(600, (index) => `${nameOf(index)}-${index}`) }), `${nameOf(599)}-599`],
  Sizes: [{ type: 'integer', enum: times(200, (index) => index * 7) }, 14],
  Fractions: [{ type: 'number', enum: [0.1, 0.25, 0.5] }, 0.25],
  Signs: [string({ enum: ['+1', '-1', 'a,b', 'a|b', 'ä', '雪', '', ' '] }), '-1'],
  Words: [string({ enum: ['true', 'null', '7', 'no'] }), 'no'],
  Sides: [{ enum: ['left', 'right'] }, 'left'],
};

const LISTS = {
  Distinct: [
    { type: 'array', uniqueItems: true, minItems: 3, items: string({ enum: ['a', 'b', 'c', 'd'] }) },
    ['a', 'c', 'd'],
  ],
  Pairs: [{ type: 'array', minItems: 2, maxItems: 2, items: { type: 'number', minimum: -90, maximum: 90 } }, [1.5, 2]],
  Matrix: [
    { type: 'array', items: { type: 'array', items: { type: 'integer' }, minItems: 2 }, minItems: 2 },
    [
      [1, 2],
      [3, 4],
    ],
  ],
  Map: [
    { type: 'object', additionalProperties: { type: 'integer', minimum: 0 }, minProperties: 2, maxProperties: 3 },
    { a: 1, b: 2 },
  ],
  Flags: [{ type: 'array', uniqueItems: true, minItems: 2, items: { type: 'boolean' } }, [true, false]],
  Hundred: [
    { type: 'array', minItems: 100, maxItems: 2147483647, items: { type: 'integer' } },
    times(100, (index) => index),
  ],
  Points: [
    {
      type: 'array',
      uniqueItems: true,
      minItems: 4,
      items: object({ x: { type: 'integer', minimum: 0, maximum: 1 }, y: { type: 'integer', minimum: 0, maximum: 1 } }),
    },
    [
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
    ],
  ],
  Free: [{ type: 'object', additionalProperties: true, minProperties: 1 }, { a: [1] }],
};

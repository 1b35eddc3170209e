import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../src/api/index.js';
import type { Contract, MediaContent } from '../../src/contract/index.js';
import { createGenerator, type Generator } from '../../src/generate/index.js';
import { isObject, type JsonValue } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';

const TODAY = new Date('2026-11-21T10:20:30Z');

/** The first response with a schema of the operation. */
function mediaOf(contract: Contract, id: string): MediaContent {
  const operation = contract.operations.find((each) => each.id === id);
  const response = operation?.responses.get('201');
  const media = operation && response && contract.compile(operation).responseContent(response).get('application/json');
  if (!media) throw new Error(`${id} has no such response`);
  return media;
}

/** A generator for `thing`, with its media type. */
async function things(schema: string, more = '', version = '3.1.0') {
  const contract = await contractOf(thingsDocument(schema, { more, version }));
  const media = mediaOf(contract, 'POST /things');
  const generator = createGenerator(contract, { now: () => TODAY });
  return {
    contract,
    media,
    generator,
    sample: () => generator.sample(media),
    /** One body, or what forbids it. */
    async invent(seed = 'seed'): Promise<JsonValue | undefined> {
      const made = await generator.invent(media, seed);
      if ('impossible' in made) return `${made.impossible.keyword} ${made.impossible.pointer}`;
      expect(contract.schemas.isValid(media.schema ?? '', 'response', made.value)).toBe(true);
      return made.value;
    },
    complete: (partial: JsonValue) => generator.complete(media, partial, 'seed'),
  };
}

function countOf(value: JsonValue | undefined): number {
  if (Array.isArray(value)) return value.reduce((sum, item) => sum + countOf(item), 1);
  if (!isObject(value)) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + countOf(item), 1);
}

describe('a random body', () => {
  test('A random body has values that match the names of its properties', async () => {
    const { invent } = await things(`
type: object
required: [userPrincipalName, city, countryCode, phoneNumber, homepage_url, ipAddress, id, createdDateTime, expirationDateTime, price, latitude, userDisplayName, client_ip]
properties:
  userPrincipalName: { type: string }
  userDisplayName: { type: string }
  city: { type: string }
  countryCode: { type: string }
  phoneNumber: { type: string }
  homepage_url: { type: string }
  ipAddress: { type: string }
  client_ip: { type: string }
  id: { type: string }
  createdDateTime: { type: string }
  expirationDateTime: { type: string, format: date-time }
  price: { type: number }
  latitude: { type: number }`);
    const body = await invent();
    expect(body).toEqual({
      userPrincipalName: expect.stringMatching(/^[a-z]+\.[a-z]+@example\.com$/),
      userDisplayName: expect.stringMatching(/^[A-Z]\S* [A-Z]/),
      city: expect.stringMatching(/^[A-Z]/),
      countryCode: expect.stringMatching(/^[A-Z]{2}$/),
      phoneNumber: expect.stringMatching(/^\+1 \d{3} 555 01\d\d$/),
      homepage_url: expect.stringMatching(/^https:\/\/example\.com\//),
      ipAddress: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      client_ip: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      createdDateTime: expect.stringMatching(/^2026-1[01]-\d\dT\d\d:\d\d:\d\dZ$/),
      expirationDateTime: expect.stringMatching(/^202[67]-(11|12|01|02)-/),
      price: expect.any(Number),
      latitude: expect.any(Number),
    });
    if (!isObject(body) || typeof body.userDisplayName !== 'string') throw new Error('no name');
    const [first = ''] = body.userDisplayName
      .toLowerCase()
      .replace(/[^a-z ]/g, '')
      .split(' ');
    expect(body.userPrincipalName).toContain(first);
  });

  test.each([
    'date-time',
    'date',
    'time',
    'duration',
    'email',
    'uuid',
    'uri',
    'uri-reference',
    'hostname',
    'ipv4',
    'ipv6',
    'byte',
    'binary',
    'password',
    'regex',
    'json-pointer',
  ])('A random body keeps the format %s', async (format) => {
    const { invent } = await things(`{ type: string, format: ${format} }`);
    for (const seed of ['a', 'b', 'c']) expect(await invent(seed)).toEqual(expect.stringMatching(/./));
  });

  test.each([
    '^[A-Z]{3}-\\d{4}$',
    '^(?:\\+\\d{1,3} )?\\(\\d{3}\\) \\d{3}$',
    '^([a-z])\\1{2}$',
    '^\\p{Lu}\\w+$',
    '^(?=.*\\d)[a-z\\d]{8}$',
    '[^a-z]{2,}',
    '^v?\\d+(\\.\\d+){2}(-[\\w.]+)?$',
    '^\\u0041[\\x42-\\x44]$',
  ])('A random text matches the pattern %s', async (pattern) => {
    const { invent } = await things(JSON.stringify({ type: 'string', pattern, maxLength: 40 }));
    for (const seed of ['a', 'b', 'c', 'd']) expect(await invent(seed)).toMatch(new RegExp(pattern, 'u'));
  });

  test('A random text matches a pattern and a length at the same time', async () => {
    const { invent } = await things("{ type: string, pattern: '^[0-9a-f]+$', minLength: 40, maxLength: 40 }");
    for (const seed of 'abcdefgh') expect(await invent(seed)).toMatch(/^[0-9a-f]{40}$/);
  });

  test('A random body is the same for the same seed all day, and another for another seed', async () => {
    const schema =
      'type: object\nproperties: { email: { type: string }, at: { type: string, format: date-time }, n: { type: integer } }';
    const { contract, media, invent } = await things(schema);
    const later = createGenerator(contract, { now: () => new Date('2026-11-21T23:00:00Z') });
    const body = await invent('x');
    expect(await later.invent(media, 'x')).toEqual({ value: body });
    expect(await invent('y')).not.toEqual(body);
    expect(JSON.stringify(await invent('x'))).toBe(JSON.stringify(body));
  });

  test('A random body never has an enumeration member that stands for future members, unless there is no other', async () => {
    const { invent } = await things('{ enum: [low, unknownFutureValue] }');
    for (const seed of 'abcdefgh') expect(await invent(seed)).toBe('low');
    expect(await (await things('{ enum: [unknownFutureValue] }')).invent()).toBe('unknownFutureValue');
  });

  test('A random body follows x-faker hints, with arguments too, if the schema allows the result', async () => {
    const { invent } = await things(`
type: object
required: [a, b, c, d]
properties:
  a: { type: string, x-faker: internet.email }
  b: { type: string, x-faker: { helpers.arrayElement: [[red, blue]] } }
  c: { type: integer, x-faker: { number.int: { min: 5, max: 6 } } }
  d: { type: integer, x-faker: internet.email }`);
    expect(await invent()).toEqual({
      a: expect.stringContaining('@'),
      b: expect.stringMatching(/^(red|blue)$/),
      c: expect.toBeOneOf([5, 6]),
      d: expect.any(Number),
    });
  });

  test('A random body takes the branch of oneOf that its discriminator names', async () => {
    const { invent } = await things(
      `
oneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }]
discriminator: { propertyName: kind, mapping: { meow: '#/components/schemas/cat' } }`,
      `
cat: { type: object, required: [kind, lives], properties: { kind: { type: string }, lives: { type: integer, minimum: 1, maximum: 9 } } }
dog: { type: object, required: [kind, barks], properties: { kind: { type: string }, barks: { type: boolean } } }`,
    );
    const kinds = new Set<unknown>();
    for (const seed of 'abcdefghij') {
      const body = await invent(seed);
      if (!isObject(body)) throw new Error('no object');
      expect(Object.hasOwn(body, 'lives')).toBe(body.kind === 'meow');
      kinds.add(body.kind);
    }
    expect(kinds).toEqual(new Set(['meow', 'dog']));
  });

  test('A random body keeps rules that need a validator, such as not, if, contains and unevaluatedProperties', async () => {
    const { invent } = await things(`
type: object
required: [tags, kind, set]
unevaluatedProperties: false
allOf: [{ properties: { tags: { type: array, items: { type: [string, integer] }, contains: { const: 7 }, minContains: 2 } } }]
properties:
  kind: { enum: [a, b, c], not: { const: c } }
  set: { type: array, items: { enum: [1, 2, 3] }, minItems: 3, uniqueItems: true }
  card: { type: string }
  address: { type: string }
dependentRequired: { card: [address] }
if: { properties: { kind: { const: a } } }
then: { required: [reason], properties: { reason: { type: string, minLength: 60 } } }`);
    for (const seed of 'abcdefgh') expect(await invent(seed)).toMatchObject({ set: expect.any(Array) });
  });

  test('The generator names the rule that no body can satisfy', async () => {
    const { invent } = await things('{ allOf: [{ type: string }, { type: integer }] }');
    expect(await invent()).toBe('type /components/schemas/thing/allOf/1/type');
    const endless = await things(
      "{ type: object, required: [next], properties: { next: { $ref: '#/components/schemas/thing' } } }",
    );
    expect(await endless.invent()).toBe('$ref /components/schemas/thing');
  });

  test.each([
    ['3.0.3', '{ type: integer, minimum: 5, exclusiveMinimum: true }'],
    ['3.1.0', '{ type: integer, exclusiveMinimum: 5 }'],
  ])(
    'A sample of OpenAPI %s keeps to excluded bounds, nullable types and tuples of older drafts',
    async (version, n) => {
      const isOld = version === '3.0.3';
      const text = isOld ? '{ type: string, nullable: true }' : '{ type: [string, "null"] }';
      const { sample } = await things(
        `
type: object
properties:
  n: ${n}
  text: ${text}
  pair: { items: [{ type: boolean }, { type: string, enum: [a] }], additionalItems: { type: integer } }
`,
        '',
        version,
      );
      expect(await sample()).toEqual({ n: 6, text: 'string', pair: [true, 'a'] });
    },
  );

  test('The generator follows 3.0: nullable, boolean exclusive bounds, no keywords beside $ref', async () => {
    const { invent } = await things(
      `
type: object
required: [a, b]
properties:
  a: { type: integer, minimum: 5, exclusiveMinimum: true, maximum: 6, nullable: true }
  b: { $ref: '#/components/schemas/word', maxLength: 1 }`,
      'word: { type: string, minLength: 20 }',
      '3.0.3',
    );
    const body = await invent();
    if (!isObject(body)) throw new Error('no object');
    expect([6, null]).toContain(body.a);
    expect(String(body.b).length).toBeGreaterThanOrEqual(20);
  });
});

describe('the size of a body', () => {
  const fields = (type: string) =>
    Array.from({ length: 50 }, (_, index) => `f${index}: { $ref: '#/components/schemas/${type}' }`).join(', ');

  test('A random body stays small when two schemas of fifty properties contain each other', async () => {
    const { invent } = await things(
      `{ type: object, properties: { name: { type: string }, ${fields('other')} } }`,
      `other: { type: object, required: [id], properties: { id: { type: string }, list: { type: array, items: { $ref: '#/components/schemas/thing' } }, ${fields('thing')} } }`,
    );
    const started = performance.now();
    const body = await invent();
    expect(countOf(body)).toBeLessThan(3_000);
    expect(countOf(body)).toBeGreaterThan(50);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('A random body stays small when a schema branches widely without a circle', async () => {
    const level = (name: string, below: string) => `${name}: { type: object, properties: { ${fields(below)} } }`;
    const { invent } = await things(
      `{ type: object, properties: { ${fields('b')} } }`,
      `${level('b', 'c')}\n${level('c', 'd')}\n${level('d', 'e')}\ne: { type: string, minLength: 90 }`,
    );
    const body = await invent();
    expect(countOf(body)).toBeLessThan(3_000);
    expect(JSON.stringify(body).length).toBeLessThan(262_144);
  });

  test('A random body ends circles through arrays, maps, oneOf and allOf', async () => {
    const { invent } = await things(
      `
type: object
required: [children, byName, either]
properties:
  children: { type: array, minItems: 1, items: { $ref: '#/components/schemas/leaf' } }
  byName: { type: object, additionalProperties: { $ref: '#/components/schemas/thing' } }
  either: { oneOf: [{ $ref: '#/components/schemas/thing' }, { type: integer }] }
  derived: { allOf: [{ $ref: '#/components/schemas/thing' }, { properties: { more: { $ref: '#/components/schemas/thing' } } }] }`,
      "leaf: { anyOf: [{ $ref: '#/components/schemas/thing' }, { type: string }] }",
    );
    for (const seed of 'abcd') expect(countOf(await invent(seed))).toBeLessThan(3_000);
  });
});

describe('a plain sample', () => {
  test('A plain sample takes the first of everything, as in Prism', async () => {
    const { sample } = await things(`
type: object
properties:
  a: { type: string }
  b: { type: string, enum: [x, y], example: y }
  c: { type: string, default: d, example: e }
  when: { type: string, format: date-time }
  list: { type: array, minItems: 2, items: { type: integer, minimum: 3 } }
  map: { type: object, additionalProperties: { type: boolean } }
  either: { oneOf: [{ type: string }, { type: integer }] }`);
    expect(await sample()).toEqual({
      a: 'string',
      b: 'x',
      c: 'd',
      when: '2019-08-24T14:15:22Z',
      list: [3, 3],
      map: { property1: true, property2: true },
      either: 'string',
    });
  });

  test('A plain sample is corrected if the default value is invalid or an extreme number', async () => {
    const { sample } = await things(`
type: object
required: [code, big]
properties:
  code: { type: string, pattern: '^[A-Z]{3}$' }
  big: { type: integer, format: int64 }
  small: { type: integer, minimum: -2147483648, maximum: 2147483647 }
  set: { type: array, minItems: 2, uniqueItems: true, items: { type: string } }`);
    expect(await sample()).toEqual({
      code: expect.stringMatching(/^[A-Z]{3}$/),
      big: 0,
      small: 0,
      set: [expect.any(String), expect.any(String)],
    });
  });

  test('Response bodies have no writeOnly members at any depth, and request bodies have no readOnly members', async () => {
    const { generator, media, sample, invent, complete } = await things(
      `
type: object
required: [secret, id]
properties:
  id: { type: string, readOnly: true }
  secret: { type: string, writeOnly: true }
  inner: { allOf: [{ $ref: '#/components/schemas/inner' }] }`,
      "inner: { type: object, properties: { secret: { $ref: '#/components/schemas/hidden' }, x: { type: string } } }\nhidden: { type: string, writeOnly: true }",
    );
    for (const body of [await sample(), await invent(), await complete({})])
      expect(JSON.stringify(body)).not.toContain('secret');
    const request = { direction: 'request' } as const;
    expect(await generator.sample(media, request)).toEqual({
      secret: 'string',
      inner: { secret: 'string', x: 'string' },
    });
    expect(JSON.stringify(await generator.invent(media, 's', request))).not.toContain('"id"');
  });
});

describe('completing an example', () => {
  test('Completing an example adds documented members at every depth, and changes no existing member', async () => {
    const { complete, contract, media } = await things(`
type: object
required: [name, items]
properties:
  name: { type: string }
  email: { type: string }
  items: { type: array, items: { type: object, properties: { n: { type: integer }, city: { type: string } } } }`);
    const body = await complete({ name: 'String', items: [{ n: 1 }, { city: 'Oslo' }], extra: true });
    expect(body).toEqual({
      name: 'String',
      email: expect.stringContaining('@'),
      items: [
        { n: 1, city: expect.any(String) },
        { n: expect.any(Number), city: 'Oslo' },
      ],
      extra: true,
    });
    expect(contract.schemas.isValid(media.schema ?? '', 'response', body)).toBe(true);
  });

  test('Completing an example follows the branch of the example, and the result is valid', async () => {
    const { complete } = await things(`
oneOf:
  - { type: object, required: [a], properties: { a: { type: string }, more: { type: integer } }, additionalProperties: false }
  - { type: object, required: [b], properties: { b: { type: string }, other: { type: integer } }, additionalProperties: false }`);
    expect(await complete({ b: 'x' })).toEqual({ b: 'x', other: expect.any(Number) });
    const either = await things(
      '{ oneOf: [{ required: [a] }, { required: [b] }], type: object, properties: { a: {}, b: {}, c: { type: string } } }',
    );
    expect(await either.complete({ b: 'x' })).toEqual({ b: 'x', c: expect.any(String) });
  });

  test('Completing leaves an example unchanged if no addition would be valid', async () => {
    const { complete } = await things(
      '{ type: object, maxProperties: 1, properties: { a: { type: string }, b: { type: string } } }',
    );
    expect(await complete({ a: 'x' })).toEqual({ a: 'x' });
    expect(await complete('no object')).toBe('no object');
  });
});

describe('the built-in document', () => {
  let contract: Contract;
  let generator: Generator;
  beforeAll(async () => {
    contract = await loadContract();
    generator = createGenerator(contract, { now: () => TODAY });
  });

  test('Every operation of the built-in document gets a valid random body without sentinels for a hundred seeds', async () => {
    for (const { id } of contract.operations) {
      const media = mediaOf(contract, id);
      for (let seed = 0; seed < 100; seed += 1) {
        const made = await generator.invent(media, String(seed));
        if ('impossible' in made) throw new Error(`${id}: ${made.impossible.keyword}`);
        expect(contract.schemas.isValid(media.schema ?? '', 'response', made.value)).toBe(true);
        expect(JSON.stringify(made.value)).not.toMatch(/unknownFutureValue/i);
      }
    }
  });

  test('The random sign-in of the built-in document looks realistic', async () => {
    const made = await generator.invent(mediaOf(contract, 'POST /auditLogs/signIns'), 'screen');
    expect(made).toMatchObject({
      value: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        createdDateTime: expect.stringMatching(/^2026-1[01]-/),
        userPrincipalName: expect.stringContaining('@example.com'),
        ipAddress: expect.stringMatching(/^[\d.]+$/),
      },
    });
  });
});

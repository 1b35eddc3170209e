import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Exchange, headersOf, type JsonValue, NO_BODY, type Violation } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

interface Message {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly request?: JsonValue | string;
  readonly status?: number;
  readonly response?: JsonValue;
  readonly responseType?: string;
}

/** An exchange of JSON bodies, as a reader would give it. */
function exchange({
  method = 'POST',
  url = '/things',
  headers = {},
  request,
  status = 201,
  response,
  responseType = 'application/json',
}: Message): Exchange {
  return {
    source: 'test',
    index: 0,
    request: {
      method,
      url,
      headers: headersOf(Object.entries({ 'content-type': 'application/json', ...headers })),
      body: request === undefined ? NO_BODY : { state: 'present', content: JSON.stringify(request) },
    },
    response: {
      status,
      headers: { 'content-type': responseType },
      body: response === undefined ? NO_BODY : { state: 'present', content: JSON.stringify(response) },
    },
  };
}

function violations(contract: Contract, message: Message): readonly Violation[] {
  const judged = judgeExchange(contract, exchange(message), { ...DEFAULT_POLICY, baseUrls: [] });
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return judged.violations;
}

/** The verdict, and what could not be judged. */
function verdictOf(contract: Contract, message: Message): readonly string[] {
  const judged = judgeExchange(contract, exchange(message), { ...DEFAULT_POLICY, baseUrls: [] });
  if (judged.outOfScope) throw new Error(`out of scope: ${judged.outOfScope}`);
  return [judged.verdict, ...judged.reasons];
}

/** `response body /a/0 type` */
function brief({ in: side, part, location, keyword }: Violation): string {
  return [side, part, location, keyword].filter((word) => word !== '').join(' ');
}

async function faultsOfResponse(
  schema: string,
  response: JsonValue,
  options: { version?: string; more?: string } = {},
): Promise<string[]> {
  const contract = await contractOf(thingsDocument(schema, options));
  return violations(contract, { response })
    .filter(({ in: side }) => side === 'response')
    .map(brief);
}

describe('a body and its schema', () => {
  test('Every fault in a body is found at its place', async () => {
    const schema =
      'type: object\nrequired: [id]\nproperties:\n  id: { type: string }\n  n: { type: integer, maximum: 3 }\n  list: { type: array, items: { enum: [a, b] } }\n';
    expect(await faultsOfResponse(schema, { n: 4, list: ['a', 'c'] })).toEqual([
      'response body required',
      'response body /n maximum',
      'response body /list/1 enum',
    ]);
  });

  test('A value that breaks its documented format is a fault', async () => {
    expect(await faultsOfResponse('type: string\nformat: date-time', 'String (timestamp)')).toEqual([
      'response body format',
    ]);
    expect(await faultsOfResponse('type: string\nformat: date-time', '2017-01-01T00:01:00.7804275+03:00')).toEqual([]);
  });

  test.each([
    ['date-time', '2026-11-20T10:00:00+0100'],
    ['date-time', '2026-11-20 10:00:00Z'],
    ['date-time', '2026-02-29T10:00:00Z'],
    ['date-time', '1900-02-29T10:00:00Z'],
    ['date-time', '2026-04-31T10:00:00Z'],
    ['date-time', '2026-11-20T24:00:00Z'],
    ['date-time', '2016-12-31T23:59:60+01:00'],
    ['time', '10:00:00+01'],
    ['int64', 1e19],
  ])('The format %s follows its standard and refuses %s', async (format, value) => {
    expect(await faultsOfResponse(`format: ${format}`, value)).toEqual(['response body format']);
  });

  test.each([
    ['date-time', '2026-11-20t10:00:00.123456789z'],
    ['date-time', '2016-12-31T23:59:60Z'],
    ['date-time', '2017-01-01T00:59:60+01:00'],
    ['date-time', '2016-12-31T15:59:60.5-08:00'],
    ['date-time', '2000-02-29T10:00:00Z'],
    ['date-time', '2026-12-31T10:00:00Z'],
    ['time', '10:00:00-08:00'],
    ['int64', Number.MAX_SAFE_INTEGER],
  ])('The format %s follows its standard and accepts %s', async (format, value) => {
    expect(await faultsOfResponse(`format: ${format}`, value)).toEqual([]);
  });

  test.each([
    [19.99, 0.01],
    [0.07, 0.01],
    [1234567.89, 0.01],
    [-4.35, 0.05],
    [1e308, 0.5],
    [7.5e-7, 2.5e-7],
  ])('The keyword multipleOf is exact for decimal numbers: %d is a multiple of %d', async (value, step) => {
    expect(await faultsOfResponse(`multipleOf: ${step}`, value)).toEqual([]);
    expect(await faultsOfResponse(`multipleOf: ${step}`, step / 2)).toEqual(['response body multipleOf']);
  });

  test('A wrong property name or array item is one fault', async () => {
    expect(
      await faultsOfResponse("type: object\npropertyNames: { pattern: '^[a-z]+$', maxLength: 2 }", { a: 1, XYZ: 2 }),
    ).toEqual(['response body propertyNames']);
    expect(await faultsOfResponse('type: array\ncontains: { const: 1 }', [2, 3])).toEqual(['response body contains']);
    expect(await faultsOfResponse('items: { type: array, contains: { const: 1 } }', [[1], []])).toEqual([
      'response body /1 contains',
    ]);
    expect(await faultsOfResponse('contains: { const: 1 }\nprefixItems: [{ type: integer }]', [])).toEqual([
      'response body contains',
    ]);
    expect(await faultsOfResponse('contains: { const: 1 }\nminContains: 0\nmaxContains: 1', [1, 1])).toEqual([
      'response body contains',
    ]);
    expect(await faultsOfResponse('contains: { const: 1 }\nminContains: 0\nmaxContains: 1', [])).toEqual([]);
  });

  test('Unknown formats and keywords raise no fault', async () => {
    expect(await faultsOfResponse('type: string\nformat: phone-number\nx-owner: me\nmyKeyword: 1', 'x')).toEqual([]);
  });

  test('A schema may refer to itself', async () => {
    const schema = "type: object\nproperties:\n  next: { $ref: '#/components/schemas/thing' }\n  n: { type: integer }";
    expect(await faultsOfResponse(schema, { next: { next: { n: 'x' } } })).toEqual(['response body /next/next/n type']);
  });

  test('A violation names the broken rule by its place in the document', async () => {
    const contract = await contractOf(
      thingsDocument('type: object\nproperties:\n  level: { type: string, enum: [low, high] }'),
    );
    expect(violations(contract, { response: { level: 'severe' } })[0]).toMatchObject({
      keyword: 'enum',
      value: 'severe',
      schema: '#/components/schemas/thing/properties/level/enum',
      params: { allowedValues: ['low', 'high'] },
    });
  });

  test('A pattern with catastrophic backtracking is matched against long text all the same', async () => {
    expect(await faultsOfResponse("type: string\npattern: '^(a+)+$'", `${'a'.repeat(50_000)}!`)).toEqual([
      'response body pattern',
    ]);
    expect(await faultsOfResponse("type: string\npattern: '^(a|a)*b'", 'a'.repeat(50_000))).toEqual([
      'response body pattern',
    ]);
  });
});

describe('anyOf and oneOf', () => {
  const shapes =
    'oneOf:\n  - { type: object, required: [kind, r], properties: { kind: { const: circle }, r: { type: number } } }\n  - { type: object, required: [kind, a], properties: { kind: { const: square }, a: { type: number } } }';

  test('A fault in oneOf is reported in the branch that a distinguishing member names', async () => {
    expect(await faultsOfResponse(shapes, { kind: 'square', a: 'x' })).toEqual(['response body /a type']);
    expect(await faultsOfResponse(shapes, { kind: 'circle' })).toEqual(['response body required']);
  });

  test('A fault in anyOf is reported in the branch with fewer faults if both are equally close', async () => {
    const schema =
      'anyOf:\n  - { type: array, items: { type: string } }\n  - { type: array, items: { type: integer }, uniqueItems: true }';
    expect(await faultsOfResponse(schema, [3, 3])).toEqual(['response body uniqueItems']);
  });

  test('A fault in anyOf is reported for the whole choice if a branch refers back to it without end', async () => {
    const schema =
      "anyOf:\n  - { type: integer, minimum: 5 }\n  - { allOf: [{ type: 'null' }, { $ref: '#/components/schemas/thing' }] }";
    expect(await faultsOfResponse(schema, 3)).toEqual(['response body anyOf']);
  });

  test('A fault in anyOf lists what each branch accepts if no branch is close', async () => {
    const contract = await contractOf(
      thingsDocument('anyOf:\n  - { type: number }\n  - { type: string, enum: [INF, NaN] }\n  - { type: "null" }'),
    );
    expect(violations(contract, { response: 'Double' })[0]).toMatchObject({
      keyword: 'anyOf',
      params: { options: ['number', 'one of INF, NaN', 'null'] },
    });
  });

  test('A fault in a nullable reference is reported in its only branch', async () => {
    const schema =
      "type: object\nproperties:\n  home: { anyOf: [{ $ref: '#/components/schemas/home' }, { type: 'null' }] }";
    const more = 'home: { type: object, properties: { street: { type: string } } }';
    expect(await faultsOfResponse(schema, { home: { street: 1 } }, { more })).toEqual([
      'response body /home/street type',
    ]);
    expect(await faultsOfResponse(schema, { home: null }, { more })).toEqual([]);
  });

  test('A value that matches two branches of oneOf is a fault', async () => {
    expect(await faultsOfResponse('oneOf: [{ type: number }, { type: integer }]', 3)).toEqual(['response body oneOf']);
  });

  test('A property that a matching branch of anyOf names is allowed by unevaluatedProperties', async () => {
    const schema =
      'type: object\nanyOf: [{ properties: { a: { type: string } }, required: [a] }, { properties: { b: { type: string } }, required: [b] }]\nunevaluatedProperties: false';
    expect(await faultsOfResponse(schema, { a: 'x' })).toEqual([]);
    expect(await faultsOfResponse(schema, { a: 'x', c: 1 })).toEqual(['response body unevaluatedProperties']);
    expect(await faultsOfResponse(schema, { a: 1 })).toEqual(['response body /a type']);
  });

  test('Only the closest branch of oneOf is reported under unevaluatedProperties, too', async () => {
    const schema = `type: object
unevaluatedProperties: false
properties:
  of:
    oneOf:
      - { type: object, required: [kind], properties: { kind: { const: a }, n: { type: integer } } }
      - { type: object, required: [kind], properties: { kind: { const: b }, s: { type: string } } }`;
    expect(await faultsOfResponse(schema, { of: { kind: 'a', n: 'x' } })).toEqual(['response body /of/n type']);
    expect(await faultsOfResponse(schema, { of: 'a' })).toEqual(['response body /of oneOf']);
    expect(await faultsOfResponse(schema, { of: 'a', more: 1 })).toEqual([
      'response body /of oneOf',
      'response body unevaluatedProperties',
    ]);
  });

  test.each([
    [
      'allOf: [{ properties: { a: {} } }]\nif: { required: [x], properties: { x: {} } }\nthen: { properties: { y: {} } }',
    ],
    ["$ref: '#/components/schemas/a'\nanyOf: [{ required: [x], properties: { x: {} } }, { properties: { y: {} } }]"],
    [
      "$ref: '#/components/schemas/a'\noneOf: [{ required: [x], properties: { x: {} } }, { required: [y], properties: { y: {} } }]",
    ],
  ])('A property that a base schema names counts as evaluated even if a branch does not match: %#', async (schema) => {
    const more = 'a: { properties: { a: {} } }';
    const closed = `type: object\n${schema}\nunevaluatedProperties: false`;
    expect(await faultsOfResponse(closed, { a: 1, ...(schema.includes('if:') ? {} : { y: 1 }) }, { more })).toEqual([]);
    expect(await faultsOfResponse(closed, { a: 1, x: 1 }, { more })).toEqual([]);
    expect(await faultsOfResponse(closed, { a: 1, x: 1, z: 1 }, { more })).toEqual([
      'response body unevaluatedProperties',
    ]);
  });

  test('A schema with a discriminator also documents the properties of schemas built on it', async () => {
    const more = `pet: { type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
cat: { allOf: [{ $ref: '#/components/schemas/pet' }, { type: object, properties: { lives: { type: integer } } }] }
kitten: { allOf: [{ $ref: '#/components/schemas/cat' }, { type: object, properties: { weeks: { type: integer } } }] }`;
    const pet = "$ref: '#/components/schemas/pet'";
    expect(await faultsOfResponse(pet, { kind: 'kitten', lives: 9, weeks: 3 }, { more })).toEqual([]);
    expect(await faultsOfResponse(pet, { kind: 'cat', legs: 4 }, { more })).toEqual([
      'response body /legs undocumented-property',
    ]);
    const cat = "$ref: '#/components/schemas/cat'";
    expect(await faultsOfResponse(cat, { kind: 'cat', weeks: 3 }, { more })).toEqual([
      'response body /weeks undocumented-property',
    ]);
  });

  test('Properties beside a reference are documented, too', async () => {
    const schema = "$ref: '#/components/schemas/base'\ntype: object\nproperties: { own: { type: integer } }";
    const more = 'base: { type: object, properties: { id: { type: integer } } }';
    expect(await faultsOfResponse(schema, { id: 1, own: 2, other: 3 }, { more })).toEqual([
      'response body /other undocumented-property',
    ]);
  });
});

describe('OpenAPI 3.0', () => {
  const version = '3.0.3';
  test('OpenAPI 3.0 allows null where nullable is true', async () => {
    expect(await faultsOfResponse('type: string\nnullable: true\nenum: [a]', null, { version })).toEqual([
      'response body tolerated-null',
    ]);
    expect(await faultsOfResponse('type: string', null, { version })).toEqual(['response body type']);
    const home = { version, more: 'home: { type: object }' };
    expect(
      await faultsOfResponse("nullable: true\nallOf: [{ $ref: '#/components/schemas/home' }]", null, home),
    ).toEqual(['response body tolerated-null']);
  });

  test('OpenAPI 3.0 reads exclusiveMinimum as a boolean', async () => {
    expect(await faultsOfResponse('type: number\nminimum: 3\nexclusiveMinimum: true', 3, { version })).toEqual([
      'response body exclusiveMinimum',
    ]);
    expect(await faultsOfResponse('type: number\nminimum: 3\nexclusiveMinimum: false', 3, { version })).toEqual([]);
  });

  test('Keywords beside $ref are ignored in OpenAPI 3.0 and apply in OpenAPI 3.1', async () => {
    const schema = "$ref: '#/components/schemas/word'\nmaxLength: 1";
    const more = 'word: { type: string }';
    expect(await faultsOfResponse(schema, 'long', { version, more })).toEqual([]);
    expect(await faultsOfResponse(schema, 'long', { more })).toEqual(['response body maxLength']);
  });
});

describe('readOnly and writeOnly', () => {
  const schema =
    'type: object\nrequired: [id, secret]\nproperties:\n  id: { type: string, readOnly: true }\n  secret: { type: string, writeOnly: true }';
  test('A required readOnly or writeOnly property is demanded in its own direction only', async () => {
    const contract = await contractOf(thingsDocument(schema));
    expect(
      violations(contract, { request: {}, response: {} }).map(
        ({ in: side, params }) => `${side} ${params.missingProperty}`,
      ),
    ).toEqual(['request secret', 'response id']);
  });

  test('A readOnly property of a base schema is not demanded in a request by a derived schema', async () => {
    const derived =
      "allOf:\n  - { $ref: '#/components/schemas/base' }\n  - { type: object, required: [id, name], properties: { name: { type: string } } }";
    const contract = await contractOf(
      thingsDocument(derived, { more: 'base: { type: object, properties: { id: { type: string, readOnly: true } } }' }),
    );
    expect(
      violations(contract, { request: {}, response: { id: '1', name: 'x' } }).map(
        ({ params }) => params.missingProperty,
      ),
    ).toEqual(['name']);
  });
});

describe('undocumented parts of an exchange', () => {
  test('An undocumented property is found at any depth if its object names others, unless it is an annotation', async () => {
    const schema =
      'type: object\nproperties:\n  a: { type: object, properties: { b: {} } }\n  free: { type: object }\n  map: { type: object, additionalProperties: { type: object, properties: { x: {} } } }';
    expect(
      await faultsOfResponse(schema, {
        a: { c: 1, '@odata.type': 'x' },
        free: { any: 1 },
        map: { k: { y: 1 } },
        z: 1,
        'a@odata.count': 2,
      }),
    ).toEqual([
      'response body /a/c undocumented-property',
      'response body /map/k/y undocumented-property',
      'response body /z undocumented-property',
    ]);
  });

  test('Undocumented statuses, media types, methods and paths are found', async () => {
    const contract = await contractOf(thingsDocument('type: object'));
    expect(violations(contract, { status: 418 }).map(brief)).toEqual(['response status undocumented-status']);
    expect(violations(contract, { response: 'x', responseType: 'text/html' }).map(brief)).toEqual([
      'response content-type content-type undocumented-media-type',
    ]);
    expect(violations(contract, { method: 'PUT' }).map(brief)).toEqual(['request operation undocumented-method']);
    expect(violations(contract, { url: '/nothing' }).map(brief)).toEqual(['request path undocumented-path']);
  });

  test('A bad request that the service refuses is only a warning', async () => {
    const contract = await contractOf(thingsDocument('type: object').replace("'201'", 'default'));
    const [fault] = violations(contract, { request: 'no object', status: 400, response: {} });
    expect(fault).toMatchObject({ in: 'request', keyword: 'type', severity: 'warning' });
  });
});

describe('a placeholder in a documented example', () => {
  const text = thingsDocument(
    'type: object\nproperties:\n  level: { type: string, enum: [low, high] }\n  tags: { type: array, items: { enum: [a] } }',
  ).replace(
    "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' } } } }",
    "requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/thing' }, example: { level: String, tags: [String] } } } }",
  );

  test('A repeated placeholder of a documented example is a warning that names the broken rule', async () => {
    const contract = await contractOf(text);
    expect(violations(contract, { request: { level: 'String', tags: ['a', 'String'] }, response: {} })).toMatchObject([
      { location: '/level', keyword: 'placeholder', severity: 'warning', breaks: 'enum' },
      { location: '/tags/1', keyword: 'placeholder', severity: 'warning', breaks: 'enum' },
    ]);
  });

  test('A wrong value that differs from the placeholder is an error, and the placeholder is a warning in both directions', async () => {
    const contract = await contractOf(text);
    expect(
      violations(contract, { request: { level: 'string' }, response: { level: 'String' } }).map(
        ({ keyword, severity }) => `${keyword} ${severity}`,
      ),
    ).toEqual(['enum error', 'placeholder warning']);
  });
});

describe('a schema that refers to itself without end', () => {
  test.each(["$ref: '#/components/schemas/thing'", "allOf: [{ $ref: '#/components/schemas/thing' }]"])(
    'A schema that is nothing but itself is reported as unusable and does not hang the judge: %s',
    async (schema) => {
      const contract = await contractOf(thingsDocument(schema));
      expect(verdictOf(contract, { response: { a: 1 } })).toEqual(['inconclusive', 'unusable-schema']);
    },
  );

  test('A fault in a recursive choice is reported however deep the value is', async () => {
    const branch = (name: string) =>
      `{ type: object, required: [${name}], properties: { child: { $ref: '#/components/schemas/thing' } } }`;
    const contract = await contractOf(thingsDocument(`oneOf: [${branch('c')}, ${branch('e')}]`));
    let value: JsonValue = { neither: 1 };
    for (let depth = 0; depth < 60; depth += 1) value = { c: 1, child: value };
    expect(violations(contract, { response: value }).filter(({ severity }) => severity === 'error')).not.toEqual([]);
  });

  test('The judge gives up on a deep value that it would have to compare with both branches at every level', async () => {
    const branch = (kind: string) =>
      `{ type: object, properties: { child: { $ref: '#/components/schemas/thing' }, kind: { const: ${kind} } } }`;
    const contract = await contractOf(thingsDocument(`oneOf: [${branch('a')}, ${branch('b')}]`));
    const nested = (depth: number): JsonValue =>
      depth === 0 ? { kind: 'a' } : { child: nested(depth - 1), kind: 'a' };
    expect(violations(contract, { response: nested(8) })).toEqual([]);
    expect(verdictOf(contract, { response: nested(60) })).toEqual(['inconclusive', 'too-large']);
  });

  test('A fault deep in a long list of choices is still reported', async () => {
    const item =
      "{ anyOf: [{ type: object, properties: { size: { anyOf: [{ type: integer }, { type: 'null' }] } } }, { type: 'null' }] }";
    const contract = await contractOf(thingsDocument(`type: array\nitems: ${item}`));
    const list = Array.from({ length: 20_000 }, (_, index) => ({ size: index === 19_998 ? 'large' : index }));
    expect(violations(contract, { response: list }).map(({ location }) => location)).toEqual(['/19998/size']);
  });

  test('A value that is nested hundreds of levels deep is judged, and one of absurd depth is not', async () => {
    const contract = await contractOf(thingsDocument("type: array\nitems: { $ref: '#/components/schemas/thing' }"));
    let deep: JsonValue = [];
    for (let depth = 0; depth < 490; depth += 1) deep = [deep];
    expect(violations(contract, { response: deep }).map(brief)).toEqual([]);
    const absurd = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const judged = judgeExchange(
      contract,
      {
        ...exchange({}),
        response: {
          status: 201,
          headers: { 'content-type': 'application/json' },
          body: { state: 'present', content: absurd },
        },
      },
      { ...DEFAULT_POLICY, baseUrls: [] },
    );
    expect(judged).toMatchObject({ verdict: 'inconclusive', reasons: ['body-not-judged'], violations: [] });
  });
});

test('A value in an example that is null, a boolean or a number is not a placeholder: repeating it is an error', async () => {
  const schema =
    '{ type: object, properties: { url: { type: string }, size: { type: integer }, on: { type: boolean } } }';
  const contract = await contractOf(`openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: ${schema}, example: { url: null, size: Number, on: 1 } } } }
      responses: { '200': { description: ok } }
`);
  const headers = { 'content-type': 'application/json' };
  const of = (body: string) => faultsOfRequest(contract, { method: 'POST', url: '/a', headers, body });
  expect(of('{"url":null}')).toEqual(['body /url type']);
  expect(of('{"on":1}')).toEqual(['body /on type']);
  expect(of('{"size":"Number"}')).toEqual(['body /size placeholder']);
});

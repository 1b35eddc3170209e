import { describe, expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, type JsonValue, NO_BODY } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { brief } from '../support/judge.js';

/** `pass`, `fail response body /n type`, `inconclusive unusable-schema`: for a response, or for a request. */
function judged(contract: Contract, value: JsonValue, side: 'request' | 'response' = 'response'): string {
  const body: Body = { state: 'present', content: JSON.stringify(value) };
  const headers = { 'content-type': 'application/json' };
  const judgement = judgeExchange(
    contract,
    {
      source: 'test',
      index: 0,
      request: { method: 'POST', url: '/things', headers, body: side === 'request' ? body : NO_BODY },
      response: side === 'response' ? { status: 201, headers, body } : { status: 201, headers: {}, body: NO_BODY },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judgement.outOfScope) throw new Error(`out of scope: ${judgement.outOfScope}`);
  const found = judgement.violations.filter((violation) => violation.in === side).map(brief);
  const verdict = found.length > 0 ? 'fail' : judgement.reasons.length > 0 ? 'inconclusive' : 'pass';
  return [verdict, ...(found.length > 0 ? found : judgement.reasons)].join(' ');
}

const UNDECIDED = 'inconclusive unusable-schema';
const WRONG = 'fail body /n type';

test('A value whose pattern no automaton matches is too large to be judged, and others are judged', async () => {
  const contract = await contractOf(
    thingsDocument("type: object\nproperties:\n  n: { type: integer }\n  m: { pattern: '^(a+)+\\1$' }"),
  );
  expect(judged(contract, { n: 1, m: 'aaaa' })).toBe('inconclusive too-large');
  expect(judged(contract, { n: 'x', m: 'aaaa' })).toBe(WRONG);
  expect(judged(contract, { n: 1, m: 7 })).toBe('pass');
});

describe('a keyword that cannot be used is left out alone', () => {
  test.each([
    ["pattern: '(?i)^[a-z]+$'", 'Abc', 7],
    ["minLength: '3'", 'ab', 7],
    ['maxLength: -1', 'ab', 7],
    ['required: true', { a: 1 }, 'text'],
    ["minimum: '3'", 1, 'text'],
    ['multipleOf: 0', 1, 'text'],
    ['items: null', ['a'], 'text'],
    ['items: null', ['a'], []],
    ["uniqueItems: 'yes'", ['a', 'a'], 'text'],
    ["additionalProperties: 'no'", { a: 1 }, {}],
    ['properties: text, additionalProperties: false', { a: 1 }, {}],
    ["patternProperties: { '(': { type: string } }, additionalProperties: false", { a: 1 }, {}],
    ['properties: { a: null }', { a: 1 }, {}],
    ['prefixItems: {}, items: false', ['a'], []],
    ['minProperties: 1.5', {}, 'text'],
    ['dependentRequired: { a: b }', { a: 1 }, 'text'],
    ['maxItems: null', ['a'], 'text'],
  ])('Only the values to which an unusable keyword applies are undecided: %s', async (keyword, applies, doesNot) => {
    const contract = await contractOf(
      thingsDocument(`type: object\nproperties:\n  n: { type: integer }\n  m: { ${keyword} }`),
    );
    expect(judged(contract, { n: 1, m: applies })).toBe(UNDECIDED);
    expect(judged(contract, { n: 'x', m: applies })).toBe(WRONG);
    expect(judged(contract, { n: 1, m: doesNot })).toBe('pass');
    expect(judged(contract, { n: 1 })).toBe('pass');
  });

  test.each(['enum: []', 'type: strnig', 'enum: low', 'allOf: []', 'anyOf: {}', 'not: 3', 'format: 7', '$ref: 1'])(
    'An unusable keyword that applies to every value leaves the rest of the body judged: %s',
    async (keyword) => {
      const contract = await contractOf(
        thingsDocument(`type: object\nproperties:\n  n: { type: integer }\n  m: { ${keyword} }`),
      );
      expect(judged(contract, { n: 1, m: 'low' })).toBe(UNDECIDED);
      expect(judged(contract, { n: 'x', m: 'low' })).toBe(WRONG);
      expect(judged(contract, { n: 1 })).toBe('pass');
      expect(judged(contract, { n: 'x', m: 'low' }, 'request')).toBe(WRONG);
      expect(judged(contract, { n: 1, m: 'low' }, 'request')).toBe(UNDECIDED);
    },
  );

  test('The siblings of an unusable keyword are judged', async () => {
    const contract = await contractOf(thingsDocument("type: string\npattern: '('\nmaxLength: 3"));
    expect(judged(contract, 'abcd')).toBe('fail body maxLength');
    expect(judged(contract, 7)).toBe('fail body type');
    expect(judged(contract, 'abc')).toBe(UNDECIDED);
  });

  test.each([
    ['3.0.3', 'exclusiveMinimum: low', 1],
    ['3.1.0', 'exclusiveMinimum: true', 1],
    ['3.0.3', "nullable: 'yes', type: string", null],
  ])('A keyword is unusable by the words of its version of OpenAPI: %s %s', async (version, keyword, value) => {
    const contract = await contractOf(thingsDocument(`type: object\nproperties:\n  m: { ${keyword} }`, { version }));
    expect(judged(contract, { m: value })).toBe(UNDECIDED);
  });

  test('An unusable keyword raises no false alarm below a negation, a condition or a choice', async () => {
    const wrong = "type: string, pattern: '('";
    for (const schema of [
      `not: { ${wrong} }`,
      `if: { ${wrong} }\nthen: false`,
      `if: { ${wrong} }\nelse: false`,
      `oneOf: [{ ${wrong} }, { type: string }]`,
      `oneOf: [{ $ref: '#/components/schemas/thing/$defs/w' }, { maxLength: 9 }]\n$defs: { w: { ${wrong} } }`,
    ]) {
      const contract = await contractOf(thingsDocument(schema));
      expect(`${schema}: ${judged(contract, 'abc')}`).toBe(`${schema}: ${UNDECIDED}`);
    }
    const list = await contractOf(thingsDocument(`contains: { ${wrong} }\nmaxContains: 1`));
    expect(judged(list, ['a', 'b'])).toBe(UNDECIDED);
    expect(judged(list, [1, 2])).toBe('fail body contains');
  });

  test('A value that is right or wrong whatever an unusable keyword means is decided', async () => {
    const wrong = "type: string, pattern: '('";
    const not = await contractOf(thingsDocument(`not: { ${wrong} }`));
    expect(judged(not, 7)).toBe('pass');
    const choice = await contractOf(thingsDocument(`oneOf: [{ ${wrong} }, { type: integer, maximum: 3 }]`));
    expect(judged(choice, 2)).toBe('pass');
    expect(judged(choice, 7)).toContain('fail body');
    expect(judged(choice, true)).toBe('fail body oneOf');
    const nullable = await contractOf(
      thingsDocument("type: string\nnullable: true\npattern: '('", { version: '3.0.3' }),
    );
    expect(judged(nullable, null)).toBe('pass');
  });

  test('Members that an unusable keyword may have named are not reported as too many', async () => {
    const contract = await contractOf(
      thingsDocument('type: object\nproperties: { n: { type: integer } }\nallOf: {}\nunevaluatedProperties: false'),
    );
    expect(judged(contract, { n: 1, a: 2 })).toBe(UNDECIDED);
    expect(judged(contract, { n: 'x', a: 2 })).toBe(WRONG);
  });
});

describe('a reference that leads back to itself', () => {
  const more = "a: { $ref: '#/components/schemas/b' }\nb: { allOf: [{ $ref: '#/components/schemas/a' }] }";

  test('A reference that leads back to itself is left out alone, and found in the document', async () => {
    const contract = await contractOf(
      thingsDocument("type: object\nproperties:\n  n: { type: integer }\n  a: { $ref: '#/components/schemas/a' }", {
        more,
      }),
    );
    expect(judged(contract, { n: 1 })).toBe('pass');
    expect(judged(contract, { n: 1, a: 1 })).toBe(UNDECIDED);
    expect(judged(contract, { n: 'x', a: 1 })).toBe(WRONG);
    expect(lintDocument(contract).map(({ rule, pointer }) => `${rule.id} ${pointer}`)).toEqual([
      'circular-reference /components/schemas/b/allOf/0',
    ]);
  });

  test('A reference that leads back by a step into the value is followed', async () => {
    const contract = await contractOf(
      thingsDocument(
        "type: object\nproperties:\n  n: { type: integer }\n  next: { anyOf: [{ $ref: '#/components/schemas/thing' }, { type: 'null' }] }",
      ),
    );
    expect(judged(contract, { n: 1, next: { n: 2, next: null } })).toBe('pass');
    expect(judged(contract, { n: 1, next: { n: 'x' } })).toBe('fail body /next/n type');
    expect(contract.loadWarnings()).toEqual([]);
  });

  test('A base that lists the schemas built on it is judged with them', async () => {
    const built = (name: string) =>
      `${name}: { allOf: [{ $ref: '#/components/schemas/thing' }, { type: object, required: [${name}], properties: { ${name}: { type: integer } } }] }`;
    const contract = await contractOf(
      thingsDocument(
        "type: object\nproperties:\n  n: { type: integer }\noneOf: [{ $ref: '#/components/schemas/cat' }, { $ref: '#/components/schemas/dog' }]",
        {
          more: `${built('cat')}\n${built('dog')}`,
        },
      ),
    );
    expect(judged(contract, { n: 'x', cat: 1 })).toBe(WRONG);
    expect(judged(contract, { n: 1, cat: 1 })).toBe('pass');
    expect(judged(contract, { n: 1, cat: 'x' })).toBe('fail body /cat type');
  });
});

describe('keywords that cannot be used', () => {
  const text = thingsDocument("type: object\nproperties:\n  a: { minLength: '3' }\n  b: { type: strnig }\n  c: null");

  test('Unusable keywords are named once each when the document is loaded', async () => {
    const contract = await contractOf(text);
    expect(contract.loadWarnings().map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual([
      'unusable-schema /components/schemas/thing/properties/a/minLength',
      'unusable-schema /components/schemas/thing/properties/b/type',
      'unusable-schema /components/schemas/thing/properties/c',
    ]);
  });

  test('Unusable keywords are findings that say what the keyword must be', async () => {
    const contract = await contractOf(text);
    expect(lintDocument(contract).map(({ rule, message }) => `${rule.id}: ${message}`)).toEqual([
      'unusable-schema: minLength must be a whole number from 0 up, but is "3"',
      'unusable-schema: type must be one of null, boolean, integer, number, string, array, object, or a list of them, but is "strnig"',
      'unusable-schema: a schema must be here, but there is null',
    ]);
  });

  test('A member named schema of any map is not taken for a schema', async () => {
    const contract = await contractOf(
      text.replace(
        'components:',
        "components:\n  securitySchemes:\n    o: { type: oauth2, flows: { implicit: { authorizationUrl: 'https://a.example', scopes: { schema: read } } } }",
      ),
    );
    expect(contract.loadWarnings()).toHaveLength(3);
  });
});

describe("words that are the validator's own and not JSON Schema's", () => {
  test.each([
    '$async: true',
    'instanceof: Date',
    'transform: [trim]',
    'typeof: function',
    'errorMessage: no',
    "formatMinimum: '2030-01-01', format: date",
    'discriminator: { propertyName: kind }',
    'uniqueItemProperties: [a]',
    'nullable: true',
    '$recursiveRef: "#"',
    'id: thing',
    'strictTypes: 3',
  ])('A word of the validator means nothing in a document: %s', async (keyword) => {
    const contract = await contractOf(thingsDocument(`type: object\nproperties:\n  m: { type: string, ${keyword} }`));
    expect(judged(contract, { m: '2026-01-01' })).toBe('pass');
    expect(judged(contract, { m: 7 })).toBe('fail body /m type');
    expect(judged(contract, { m: null })).toBe('fail body /m type');
    expect(contract.loadWarnings().filter(({ rule }) => rule === 'unusable-schema')).toEqual([]);
  });

  test('A nullable beside a reference means nothing in OpenAPI 3.1', async () => {
    const contract = await contractOf(
      thingsDocument(
        "type: object\nproperties:\n  n: { type: integer }\n  o: { $ref: '#/components/schemas/owner', nullable: true }",
        {
          more: 'owner: { type: object }',
        },
      ),
    );
    expect(judged(contract, { n: 'x', o: {} })).toBe(WRONG);
    expect(judged(contract, { n: 1, o: null })).toBe('fail body /o type');
  });
});

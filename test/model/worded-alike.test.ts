import { expect, describe as group, test } from 'vitest';
import {
  areWordedAlike,
  describe,
  isWordedByParams,
  type JsonValue,
  type OwnKeyword,
  type Violation,
} from '../../src/model/index.js';

const VIOLATION: Violation = {
  in: 'request',
  part: 'body',
  location: '/name',
  item: 3,
  offset: 20,
  keyword: 'type',
  severity: 'error',
  params: { type: 'string', options: ['a', 'b'] },
  value: 7,
  schema: '#/components/schemas/Thing/properties/name/type',
  documented: { page: 'thing.md', line: 7 },
  within: '/0',
  breaks: 'type',
};

/** Each member with another value. */
const CHANGES: { readonly [Name in keyof Violation]-?: Violation[Name] } = {
  in: 'response',
  part: 'query',
  location: '/other',
  item: 4,
  offset: 21,
  keyword: 'enum',
  severity: 'warning',
  params: { type: 'integer', options: ['a', 'b'] },
  value: 8,
  schema: '#/other',
  documented: { page: 'thing.md', line: 8 },
  within: '/1',
  breaks: 'enum',
};

/** All of our own keywords. A new one does not compile until it is here. */
const OWN: { readonly [Name in OwnKeyword]: true } = {
  'unreadable-after-create': true,
  'unresolved-location': true,
  'answers-after-delete': true,
  'unresolved-next-link': true,
  'unfinished-paging': true,
  'undocumented-path': true,
  'undocumented-method': true,
  'undocumented-status': true,
  'undocumented-media-type': true,
  'undocumented-property': true,
  'undocumented-header': true,
  'undocumented-parameter': true,
  'undocumented-enum-member': true,
  'more-faults': true,
  'unparseable-body': true,
  'broken-framing': true,
  'broken-batch': true,
  'unparseable-item': true,
  'too-large': true,
  'xml-name': true,
  'missing-body': true,
  'missing-content-type': true,
  'unexpected-body': true,
  'missing-credentials': true,
  'missing-parameter': true,
  deprecated: true,
  'tolerated-null': true,
  readOnly: true,
  writeOnly: true,
  placeholder: true,
};
const STANDARD =
  'type enum const required dependentRequired additionalProperties unevaluatedProperties unevaluatedItems propertyNames format contentMediaType pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems minProperties maxProperties items uniqueItems contains anyOf oneOf not'.split(
    ' ',
  );

group('violations that read alike', () => {
  test.each(Object.keys(CHANGES))('Two violations that differ in "%s" do not read alike', (name) => {
    expect(areWordedAlike(VIOLATION, structuredClone(VIOLATION))).toBe(true);
    const other = { ...VIOLATION, ...Object.fromEntries(Object.entries(CHANGES).filter(([key]) => key === name)) };
    expect(areWordedAlike(VIOLATION, other)).toBe(false);
    expect(areWordedAlike(other, VIOLATION)).toBe(false);
  });

  test('Parameters are compared by name and value, lists item by item, and objects only with themselves', () => {
    const of = (params: Violation['params']): Violation => ({ ...VIOLATION, params });
    const alike: readonly (readonly [Violation['params'], Violation['params'], boolean])[] = [
      [{ a: 1 }, { a: 1 }, true],
      [{ a: 1 }, { a: 1, b: 2 }, false],
      [{ a: 1, b: 2 }, { a: 1 }, false],
      [{ a: 1 }, { b: 1 }, false],
      [{ a: ['x', null] }, { a: ['x', null] }, true],
      [{ a: ['x'] }, { a: ['x', 'y'] }, false],
      [{ a: ['x', 'y'] }, { a: ['x'] }, false],
      [{ a: ['1'] }, { a: [1] }, false],
      [{ a: [['x']] }, { a: [['x']] }, false],
      [{ a: { b: 1 } }, { a: { b: 1 } }, false],
    ];
    for (const [a, b, expected] of alike) expect(areWordedAlike(of(a), of(b)), JSON.stringify([a, b])).toBe(expected);
    const shared = { b: 1 };
    expect(areWordedAlike(of({ a: shared }), of({ a: shared }))).toBe(true);
  });

  test.each([...Object.keys(OWN), ...STANDARD, 'false schema', 'x-unknown'])(
    'The sentence of "%s" is the same for all values and parts, or the keyword is known to quote them',
    (keyword) => {
      const params = { keyword: 'type', type: 'string', name: 'n', allowedValues: ['a'], limit: 1, status: 404 };
      const values: readonly JsonValue[] = [7, 'text', null, true, ['a'], { a: 1 }];
      const sentences = new Set(
        values.flatMap((value) =>
          (['body', 'query', 'cookie'] as const).map((part) =>
            describe({ ...VIOLATION, keyword, params, value, part }),
          ),
        ),
      );
      if (isWordedByParams(keyword)) expect([...sentences]).toHaveLength(1);
      else expect(sentences.size).toBeGreaterThan(1);
    },
  );
});

import { expect, test } from 'vitest';
import { DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { formValue } from '../../src/contract/media/form-value.js';
import { readCookies } from '../../src/contract/parameters/cookies.js';
import { parseForm } from '../../src/contract/parameters/fields.js';
import { NO_BODY } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';

/** Fields that count how many of them were looked at one after another. */
class CountedFields extends Map<string, string[]> {
  steps = 0;
  override *[Symbol.iterator](): MapIterator<[string, string[]]> {
    for (const entry of super[Symbol.iterator]()) {
      this.steps += 1;
      yield entry;
    }
  }
}

async function shapeOf(schema: string, version: string) {
  const contract = await contractOf(thingsDocument(schema, { version }));
  return contract.schemas.shapes.of('/components/schemas/thing') ?? undefined;
}

test.each(
  ['3.0.3', '3.1.0'].flatMap((version) =>
    [
      ['object', '[a]'],
      ['array', '[0]'],
      ['string', ''],
    ].map(([type = '', suffix = '']) => [version, type, suffix] as const),
  ),
)('A form of OpenAPI %s with thousands of members is read in few passes: %s', async (version, type, suffix) => {
  const items = type === 'array' ? ', items: { type: string }' : '';
  const shape = await shapeOf(`type: object\nadditionalProperties: { type: ${type}${items} }`, version);
  const fields = new CountedFields();
  for (let index = 0; index < 3000; index += 1) fields.set(`k${index}${suffix}`, ['1']);
  const value = formValue({ node: {} }, shape, fields, () => fields);
  expect(Object.keys(value ?? {})).toHaveLength(3000);
  expect(fields.steps).toBeLessThanOrEqual(3 * 3000);
});

test('A member of a form is read from its own fields, with brackets in its documented name too', async () => {
  const shape = await shapeOf(
    `type: object\nproperties: { 'user[name]': { type: string }, user: { type: object }, ids: { type: array, items: { type: integer } } }`,
    '3.1.0',
  );
  const fields = parseForm('user[name]=Ann&ids[]=1&user[age]=7&ids[]=2&other=x');
  expect(formValue({ node: {} }, shape, fields, () => fields)).toEqual({
    'user[name]': 'Ann',
    user: { name: 'Ann', age: '7' },
    ids: [1, 2],
    other: 'x',
  });
});

test('A list of more items than a call takes arguments is read whole', async () => {
  const shape = await shapeOf('type: object\nproperties: { ids: { type: array, items: { type: integer } } }', '3.1.0');
  const fields = parseForm('ids[]=1&'.repeat(300_000));
  expect(formValue({ node: {} }, shape, fields, () => fields)).toHaveProperty('ids.length', 300_000);
});

test('A form with fields of more than 100,000 names is not judged member by member, and a list of as many items is', async () => {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /form:
    post:
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
      responses: { '204': { description: taken } }
`);
  const faultsOf = (content: string): string[] => {
    const judgement = judgeExchange(
      contract,
      {
        source: 'a',
        index: 0,
        request: {
          method: 'POST',
          url: '/form',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: { state: 'present', content },
        },
        response: { status: 204, headers: {}, body: NO_BODY },
      },
      { ...DEFAULT_POLICY, baseUrls: [] },
    );
    if ('outOfScope' in judgement) throw new Error('out of scope');
    return judgement.violations.map(({ keyword }) => keyword);
  };
  const names = (count: number): string => Array.from({ length: count }, (_, index) => `k${index}=1`).join('&');
  expect(faultsOf(names(100_001))).toEqual(['unparseable-body']);
  expect(faultsOf(names(100_000))).not.toContain('unparseable-body');
  expect(faultsOf('ids[]=1&'.repeat(20_000))).not.toContain('unparseable-body');
});

test('Cookies of one name are read as a list in their order', () => {
  const parameter = { name: 'c', style: 'cookie', explode: true, types: new Set(['array']) };
  const cookie = Array.from({ length: 1000 }, (_, index) => `c=${index}`).join('; ');
  const read = readCookies(parameter, { cookie });
  expect(read).toEqual(Array.from({ length: 1000 }, (_, index) => String(index)));
});

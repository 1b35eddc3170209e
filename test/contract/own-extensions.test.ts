import { expect, test } from 'vitest';
import { fetchHandler } from '../../src/core/fetch-handler.js';
import { contractOf } from '../support/contract.js';

const document = (media: string, more: { response?: string; operation?: string } = {}): string => `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      ${more.operation ?? 'x-source: a'}
      responses:
        '200':
          description: d
          ${more.response ?? 'x-source: a'}
          content:
            ${media}
`;

const told = async (...parts: Parameters<typeof document>): Promise<(readonly [string, string, string])[]> =>
  (await contractOf(document(...parts)))
    .loadWarnings()
    .filter(({ rule }) => rule === 'unusable-extension')
    .map(
      ({ pointer, message, cure }) =>
        [pointer.replace(/.*\/200/, '').replace('/paths/~1a/get', ''), message, cure] as const,
    );

test('A pace is a number of milliseconds or two of them, and nothing is said of one', async () => {
  for (const pace of ['200', '"100..300"', '0', '600000'])
    expect(await told(`text/event-stream: { x-docproof-pace: ${pace} }`)).toEqual([]);
  expect(await told('"text/*": { x-docproof-pace: 5 }')).toEqual([]);
});

test('A pace that is not a time is told at load with its place and with what to write', async () => {
  for (const pace of ['fast', '-1', '1.5', '300..100', '700000', '[200]', 'null', '{}', 'true'])
    expect([pace, await told(`application/jsonl: { x-docproof-pace: ${pace} }`)]).toEqual([
      pace,
      [
        [
          '/content/application~1jsonl/x-docproof-pace',
          'x-docproof-pace is left out: nobody can use its value',
          'Write milliseconds, such as 200 or 100..300, up to ten minutes: items are sent without a pace.',
        ],
      ],
    ]);
});

test('A pace beside a type that is not sent item by item is told at load', async () => {
  const [warning] = await told('application/json: { x-docproof-pace: 200 }');
  expect(warning?.[2]).toBe('Take it out: bodies of application/json are not sent item by item.');
});

test('A rule with a schema that nobody can use is told at load, and its example answers no request by it', async () => {
  const rule = (schema: string): string =>
    `application/json: { examples: { a: { value: 1 }, b: { value: 2, x-docproof-when: { query: { q: { schema: ${schema} } } } } } }`;
  expect(await told(rule('{ $defs: { a: { type: string } }, minLength: 3 }'))).toEqual([]);
  for (const [schema, why] of [
    ["{ not: { $ref: '#/info' } }", '$ref: #/info leads to nothing inside the schema'],
    ['{ pattern: 5 }', 'pattern must be a text, but is 5'],
  ] as const)
    expect(await told(rule(schema))).toEqual([
      [
        '/content/application~1json/examples/b/x-docproof-when',
        'x-docproof-when is left out: nobody can use its value',
        `Write a JSON Schema that needs nothing around it: ${why}.`,
      ],
    ]);
  const contract = await contractOf(document(rule('{ pattern: 5 }')));
  const answer = await fetchHandler(contract)(new Request('http://a.test/a?q=1'));
  expect(await answer.json()).toBe(1);
});

test('Other extensions with a wrong value, name or place are told at load, and right ones are not', async () => {
  const right =
    'application/json: { examples: { a: { x-docproof-when: { body: { /a: 1 }, query: { b: 1 } }, value: 1 } } }';
  expect(await told(right, { response: 'x-docproof-default: true' })).toEqual([]);
  const wrong: readonly (readonly [string, string, string])[] = [
    ['application/json: { examples: { a: { x-docproof-when: high, value: 1 } } }', '', 'nobody can use its value'],
    [
      'application/json: { examples: { a: { x-docproof-when: { qeury: { a: 1 } }, value: 1 } } }',
      '',
      'nobody can use its value',
    ],
    ['application/json: {}', 'x-docproof-default: sometimes', 'nobody can use its value'],
    ['application/jsonl: { x-docproof-pase: 5 }', '', 'there is no such extension'],
    ['application/jsonl: {}', 'x-docproof-pace: 5', 'it means nothing beside the fields of a response'],
  ];
  for (const [media, response, why] of wrong)
    expect((await told(media, response === '' ? {} : { response })).map(([, message]) => message)).toEqual([
      expect.stringMatching(new RegExp(`^x-docproof-\\w+ is left out: ${why}$`)),
    ]);
  expect(await told('application/jsonl: {}', { operation: 'x-docproof-pace: 5' })).toHaveLength(1);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createGenerator } from '../../src/generate/index.js';
import { readJson, writeJson } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { serve } from '../support/serve.js';

const ACCOUNTS = `openapi: 3.1.0
info: { title: Accounts, version: '1' }
paths:
  /accounts:
    get:
      responses:
        '200':
          description: ok
          headers: { X-Last: { schema: { type: integer }, example: 9007199254740995 } }
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/account' } }
              example: [{ id: 72057594037927937, balance: 12345678901234567890.05, owner: Ann }]
            application/xml:
              schema: { type: object, xml: { name: account }, properties: { id: { type: integer } } }
              example: { id: 72057594037927937 }
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/account' } } } }
      responses:
        '201':
          description: made
          content:
            application/json:
              schema: { $ref: '#/components/schemas/account' }
              example: { id: 72057594037927937, balance: 0.5, owner: Ann }
  /accounts/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 } }]
    get:
      responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/account' }, example: { id: 1, balance: 0.5, owner: Ann } } } } }
components:
  schemas:
    account:
      type: object
      properties:
        id: { type: integer, format: int64, minimum: 9007199254740993 }
        balance: { type: number }
        owner: { type: string }
`;

describe('a mock and numbers that no double holds', () => {
  test('Documented examples are sent with all their digits, as JSON, as XML and in headers', async () => {
    const { ask } = await serve(ACCOUNTS);
    const json = await ask('GET /accounts');
    expect(json.text).toBe('[{"id":72057594037927937,"balance":12345678901234567890.05,"owner":"Ann"}]');
    expect(json.headers.get('x-last')).toBe('9007199254740995');
    expect((await ask('GET /accounts', { headers: { accept: 'application/xml' } })).text).toContain(
      '<id>72057594037927937</id>',
    );
  });

  test('A generated identifier keeps to bounds beyond 2^53', async () => {
    const { ask } = await serve(ACCOUNTS, { dynamic: true });
    const { status, text } = await ask('POST /accounts', {
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(201);
    const id = /"id":(\d+)/.exec(text)?.[1];
    expect(id === undefined || BigInt(id) >= 9007199254740993n, text).toBe(true);
  });

  test('An echo has the digits that were sent', async () => {
    const { ask } = await serve(ACCOUNTS, { echo: true });
    const body = '{"balance":0.12345678901234567890123,"owner":"Bob"}';
    const answer = await ask('POST /accounts', { body, headers: { 'content-type': 'application/json' } });
    expect(answer.text).toBe('{"id":72057594037927937,"balance":0.12345678901234567890123,"owner":"Bob"}');
  });

  test('A stateful mock remembers digits, and counts identifiers on from a documented one', async () => {
    const { ask } = await serve(ACCOUNTS, { stateful: true });
    const headers = { 'content-type': 'application/json' };
    const made = await ask('POST /accounts', { body: '{"balance":9007199254740993.25}', headers });
    expect(made.text).toContain('"balance":9007199254740993.25');
    const id = /"id":(\d+)/.exec(made.text)?.[1] ?? '';
    expect(BigInt(id)).toBeGreaterThan(72057594037927937n);
    expect((await ask(`GET /accounts/${id}`)).text).toContain(`"id":${id},"balance":9007199254740993.25`);
    expect((await ask('GET /accounts')).text).toContain('"balance":9007199254740993.25');
  });

  test('Violations name the digits that were sent', async () => {
    const { ask } = await serve(ACCOUNTS);
    const answer = await ask('POST /accounts', {
      body: '{"id":9007199254740992}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('must be >= 9007199254740993');
  });
});

describe('generated numbers beyond 2^53', () => {
  const limit = fc.oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
    fc.constantFrom('9007199254740993', '-9007199254740993', '0', '9223372036854775807', '-9223372036854775808'),
    fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(9)).map(([a, b]) => `${a}.${b}`),
  );

  test('What is generated keeps exact bounds and steps, or says that nothing can', async () => {
    const rules = fc.record(
      {
        minimum: limit,
        maximum: limit,
        exclusiveMinimum: limit,
        exclusiveMaximum: limit,
        multipleOf: fc.constantFrom('1', '7', '0.25', '0.01', '9007199254740993', '0.10000000000000000001'),
        format: fc.constant('int64'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(rules, fc.constantFrom('integer', 'number'), fc.string(), async (keywords, type, seed) => {
        const schema = [`type: ${type}`, ...Object.entries(keywords).map(([name, text]) => `${name}: ${text}`)];
        const contract = await contractOf(thingsDocument(schema.join('\n')));
        const generator = createGenerator(contract, {});
        const media = { schema: '/components/schemas/thing' };
        const made = await generator.invent(media, seed);
        if ('impossible' in made) return;
        const value = readJson(writeJson(made.value));
        expect(contract.schemas.isValid(media.schema, 'response', value), writeJson(value)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('A range with one number has it', async () => {
    const cases = {
      'type: integer\nminimum: 9007199254740993\nmaximum: 9007199254740993': '9007199254740993',
      'type: integer\nformat: int64\nexclusiveMinimum: 9223372036854775806': '9223372036854775807',
      'type: integer\nexclusiveMaximum: -9007199254740993\nminimum: -9007199254740994': '-9007199254740994',
      'type: number\nminimum: 0.12345678901234567890\nmaximum: 0.1234567890123456789': '0.1234567890123456789',
      'type: integer\nminimum: 9007199254740993\nmaximum: 9007199254741005\nmultipleOf: 10': '9007199254741000',
      'type: integer\nminimum: 1e400\nmaximum: 1e400': `1${'0'.repeat(400)}`,
    };
    for (const [schema, wanted] of Object.entries(cases)) {
      const contract = await contractOf(thingsDocument(schema));
      const made = await createGenerator(contract, {}).invent({ schema: '/components/schemas/thing' }, 'seed');
      expect('value' in made && writeJson(made.value), schema).toBe(wanted);
    }
  });
});

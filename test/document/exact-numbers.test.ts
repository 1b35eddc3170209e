import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseText } from '../../src/document/index.js';
import { at, type JsonValue, writeJson } from '../../src/model/index.js';
import { documentOf } from '../support/contract.js';

const HEAD = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\n";

describe('numbers of documents that no double holds', () => {
  test('YAML keeps their digits in each spelling of the core schema', () => {
    const yaml = [
      'a: 9007199254740993',
      'b: [+9007199254740993, -0012345678901234567.50, .12345678901234567890, 1e400]',
      'c: { hex: 0x7FFFFFFFFFFFFFFF, octal: 0o777777777777777777777, text: "9007199254740993", also: !!str 9007199254740993 }',
      'd: &shared [9007199254740995]',
      'e: *shared',
      'f: { 9007199254740993: name }',
      'base: &base { id: 9007199254740997 }',
      'g: { <<: *base, n: .inf, m: 7 }',
    ].join('\n');
    expect(writeJson(parseText(yaml, 'test'))).toBe(
      '{"a":9007199254740993,"b":[9007199254740993,-12345678901234567.50,0.12345678901234567890,1e400],' +
        '"c":{"hex":9223372036854775807,"octal":9223372036854775807,"text":"9007199254740993","also":"9007199254740993"},' +
        '"d":[9007199254740995],"e":[9007199254740995],"f":{"9007199254740993":"name"},' +
        '"base":{"id":9007199254740997},"g":{"id":9007199254740997,"n":null,"m":7}}',
    );
  });

  test('Whatever numbers a document has, YAML and JSON are read alike', () => {
    const number = fc
      .tuple(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), fc.constantFrom('', '.5', '.25e3', 'e5', 'e-30'))
      .map(([whole, rest]) => `${whole}${rest}`);
    fc.assert(
      fc.property(fc.array(number, { minLength: 1 }), (numbers) => {
        const json = writeJson(parseText(`{"n":[${numbers.join(',')}]}`, 'test'));
        expect(writeJson(parseText(`n:\n${numbers.map((each) => `  - ${each}\n`).join('')}`, 'test'))).toBe(json);
      }),
    );
  });

  test('A mistake in YAML with such a number is reported with its line', () => {
    expect(() => parseText('a: 9007199254740993\nb: [\n', 'test.yaml')).toThrowError(/not valid YAML/);
  });

  test('Files of examples keep their digits', async () => {
    const document = await documentOf({
      '/docs/openapi.yaml': `${HEAD}paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content: { application/json: { examples: { one: { externalValue: one.json }, two: { value: { $ref: 'two.yaml#/id' } } } } }
components: { schemas: { three: { $ref: 'two.yaml#/schema' } } }
`,
      '/docs/one.json': '{"id":9007199254740993}',
      '/docs/two.yaml': 'id: 9007199254740995\nschema: { type: integer, maximum: 9223372036854775807 }\n',
    });
    const text = writeJson(document.root);
    expect(text).toContain('{"id":9007199254740993}');
    expect(text).toContain('"maximum":9223372036854775807');
  });

  test('Swagger 2.0 keeps its digits on the way to OpenAPI 3.0', async () => {
    const { root } = await documentOf(`swagger: '2.0'
info: { title: t, version: '1' }
paths:
  /a:
    get:
      produces: [application/json]
      parameters: [{ name: id, in: query, type: integer, format: int64, minimum: 9007199254740993, default: 9007199254740995 }]
      responses: { '200': { description: ok, schema: { type: integer, enum: [72057594037927937] }, examples: { application/json: 72057594037927937 } } }
`);
    const get: JsonValue = at(root, '/paths/~1a/get') ?? null;
    const text = writeJson(get);
    expect(text).toContain('"minimum":9007199254740993');
    expect(text).toContain('"default":9007199254740995');
    expect(text).toContain('"enum":[72057594037927937]');
    expect(text).toContain('"value":72057594037927937');
    expect(text).not.toContain('exact number');
  });
});

import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Exchange, headersOf, NO_BODY, type Violation, writeJson } from '../../src/model/index.js';
import { exactKeywords } from '../../src/schema/validate/exact.js';
import { contractOf, thingsDocument } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

vi.mock(import('../../src/schema/validate/exact.js'), async (original) => {
  const room = await original();
  return { ...room, exactKeywords: vi.fn(room.exactKeywords) };
});

beforeEach(() => {
  vi.mocked(exactKeywords).mockClear();
});

/** How many engines that compare digits were made. */
const exactEngines = (): number => vi.mocked(exactKeywords).mock.calls.length;

function post(contract: Contract, text: string, type = 'application/json'): readonly Violation[] {
  const exchange: Exchange = {
    source: 'test',
    index: 0,
    request: { method: 'POST', url: '/things', headers: headersOf([['content-type', type]]), body: contentOf(text) },
    response: { status: 201, headers: headersOf([['content-type', 'application/json']]), body: NO_BODY },
  };
  const judged = judgeExchange(contract, exchange, { ...DEFAULT_POLICY, baseUrls: [] });
  if (judged.outOfScope) throw new Error(judged.outOfScope);
  return judged.violations.filter((violation) => violation.in === 'request');
}

const contentOf = (content: string) => ({ state: 'present', content }) as const;

const brief = ({ location, keyword, value }: Violation): string => `${location} ${keyword} ${writeJson(value)}`;

/** What is wrong with a body, which is JSON text, under a schema, which is YAML. */
async function faults(schema: string, body: string, version = '3.1.0'): Promise<string[]> {
  return post(await contractOf(thingsDocument(schema, { version })), body).map(brief);
}

describe.each(['3.0.3', '3.1.0'])('numbers that no double holds, OpenAPI %s', (version) => {
  const judge = (schema: string, body: string) => faults(schema, body, version);

  test('Neighbouring identifiers beyond 2^53 are not equal items', async () => {
    const schema = 'type: array\nuniqueItems: true\nitems: { type: integer, format: int64 }';
    expect(await judge(schema, '[72057594037927937,72057594037927936]')).toEqual([]);
    expect(await judge(schema, '[72057594037927937,1,72057594037927937.0]')).toEqual([
      ' uniqueItems [72057594037927937,1,72057594037927937.0]',
    ]);
  });

  test('The range of int64 ends at its last digits', async () => {
    const schema = 'type: integer\nformat: int64';
    for (const text of ['9223372036854775807', '-9223372036854775808', '9007199254740993', '9.223372036854775807e18'])
      expect(await judge(schema, text), text).toEqual([]);
    for (const text of ['9223372036854775808', '-9223372036854775809', '9223372036854776000', '1e400'])
      expect(await judge(schema, text), text).toEqual([` format ${text}`]);
  });

  test('A fraction is not an integer, however long it is', async () => {
    expect(await judge('type: integer', '9007199254740993.5')).toEqual([' type 9007199254740993.5']);
    expect(await judge('type: integer', '1.00000000000000000001')).toEqual([' type 1.00000000000000000001']);
    expect(await judge('type: integer', '1e400')).toEqual([]);
    expect(await judge('type: number', '-1E400')).toEqual([]);
    expect(await judge('type: string', '9007199254740993')).toEqual([' type 9007199254740993']);
  });

  test('An enumeration compares digits, in the body and in the document', async () => {
    const schema = 'enum: [9007199254740993, { id: 72057594037927937 }]';
    expect(await judge(schema, '9007199254740993')).toEqual([]);
    expect(await judge(schema, '{"id":72057594037927937}')).toEqual([]);
    expect(await judge(schema, '9007199254740992')).toEqual([' enum 9007199254740992']);
    expect(await judge(schema, '{"id":72057594037927936}')).toEqual([' enum {"id":72057594037927936}']);
  });

  test('Bounds compare digits', async () => {
    const schema = 'type: integer\nminimum: 9007199254740993\nmaximum: 9007199254740995';
    expect(await judge(schema, '9007199254740992')).toEqual([' minimum 9007199254740992']);
    expect(await judge(schema, '9007199254740993')).toEqual([]);
    expect(await judge(schema, '9007199254740995')).toEqual([]);
    expect(await judge(schema, '9007199254740996')).toEqual([' maximum 9007199254740996']);
    expect(await judge('type: number\nmaximum: 0.3', '0.30000000000000001')).toEqual([' maximum 0.30000000000000001']);
    expect(await judge('type: number\nmaximum: 0', '1e-400')).toEqual([' maximum 1e-400']);
  });

  test('A multiple is one by its decimal digits', async () => {
    const schema = 'type: number\nmultipleOf: 0.01';
    for (const text of ['19.99', '0.07', '90071992547409.93', '9007199254740993.01', '12345678901234567890.5'])
      expect(await judge(schema, text), text).toEqual([]);
    for (const text of ['19.999', '9007199254740993.001', '0.10000000000000000001'])
      expect(await judge(schema, text), text).toEqual([` multipleOf ${text}`]);
    expect(await judge('type: integer\nmultipleOf: 10', '9007199254740993')).toEqual([' multipleOf 9007199254740993']);
  });

  test('Choices and negations see the digits too', async () => {
    const schema =
      'type: object\nproperties:\n  a: { not: { type: integer } }\n  b: { oneOf: [{ type: integer }, { type: number, maximum: 5 }] }';
    expect(await judge(schema, '{"a":9007199254740993.5,"b":9007199254740993}')).toEqual([]);
    expect(await judge(schema, '{"a":9007199254740993,"b":1.5}')).toEqual(['/a not 9007199254740993']);
    expect(await judge(schema, '{"b":9007199254740993.5}')).toEqual(['/b oneOf 9007199254740993.5']);
  });

  test('Sizes without an end in sight are not defects', async () => {
    const schema = 'type: string\nmaxLength: 9223372036854775807\nminLength: 1';
    const contract = await contractOf(thingsDocument(schema, { version }));
    expect(post(contract, '"a"')).toEqual([]);
    expect(contract.loadWarnings()).toEqual([]);
  });
});

describe('numbers that no double holds', () => {
  test('A constant and exclusive bounds compare digits', async () => {
    expect(await faults('const: 9007199254740993', '9007199254740993')).toEqual([]);
    expect(await faults('const: 9007199254740993', '9007199254740992')).toEqual([' const 9007199254740992']);
    expect(await faults('exclusiveMinimum: 9007199254740992', '9007199254740993')).toEqual([]);
    expect(await faults('exclusiveMaximum: 9007199254740993', '9007199254740993')).toEqual([
      ' exclusiveMaximum 9007199254740993',
    ]);
  });

  test('A boolean exclusiveMinimum of OpenAPI 3.0 excludes an exact bound', async () => {
    const schema = 'type: integer\nminimum: 9007199254740993\nexclusiveMinimum: true';
    expect(await faults(schema, '9007199254740993', '3.0.3')).toEqual([' exclusiveMinimum 9007199254740993']);
    expect(await faults(schema, '9007199254740994', '3.0.3')).toEqual([]);
  });

  test('What is left unevaluated is judged by its digits', async () => {
    const schema = 'type: object\nproperties: { a: true }\nunevaluatedProperties: { type: integer }';
    expect(await faults(schema, '{"a":1,"b":9007199254740993}')).toEqual([]);
    expect(await faults(schema, '{"a":1,"b":9007199254740993.5}')).toEqual(['/b type 9007199254740993.5']);
    const list = 'type: array\ncontains: { const: 9007199254740993 }\nunevaluatedItems: false';
    expect(await faults(list, '[9007199254740993]')).toEqual([]);
    expect(await faults(list, '[9007199254740993,9007199254740995]')).toEqual([
      ' unevaluatedItems [9007199254740993,9007199254740995]',
    ]);
  });

  test('Names that every object has do not lead astray', async () => {
    const schema = 'type: object\nproperties: { valueOf: { const: 9007199254740993 }, constructor: { type: integer } }';
    expect(await faults(schema, '{"valueOf":9007199254740993,"constructor":9007199254740995,"__proto__":1}')).toEqual([
      '/__proto__ undocumented-property 1',
    ]);
  });

  test('Parameters and form fields have their digits', async () => {
    const schema = '{ type: integer, format: int64, maximum: 9007199254740993 }';
    const contract = await contractOf(`openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: ${schema} }
        - { name: q, in: query, schema: { type: array, uniqueItems: true, items: ${schema} } }
        - { name: x-id, in: header, schema: { enum: [9007199254740993], type: integer } }
      responses: { '200': { description: ok } }
  /form:
    post:
      requestBody:
        content:
          application/x-www-form-urlencoded: { schema: { type: object, properties: { n: ${schema} } } }
          multipart/form-data: { schema: { type: object, properties: { n: ${schema}, o: { type: object, properties: { m: ${schema} } } } } }
          application/xml: { schema: { type: object, xml: { name: r }, properties: { n: ${schema} } } }
          text/plain: { schema: ${schema} }
      responses: { '200': { description: ok } }
`);
    const ask = (url: string, id: string) => faultsOfRequest(contract, { url, headers: { 'x-id': id } });
    expect(ask('/a/9007199254740993?q=9007199254740993&q=9007199254740992', '9007199254740993')).toEqual([]);
    expect(ask('/a/9007199254740994?q=9007199254740993&q=9007199254740993', '9007199254740992')).toEqual([
      'path id maximum',
      'query q uniqueItems',
      'header x-id enum',
    ]);
    const multipart = (n: string) =>
      `--b\r\nContent-Disposition: form-data; name="n"\r\n\r\n${n}\r\n--b\r\nContent-Disposition: form-data; name="o"\r\n\r\n{"m":${n}}\r\n--b--\r\n`;
    const send = (type: string, body: string) =>
      faultsOfRequest(contract, { method: 'POST', url: '/form', headers: { 'content-type': type }, body });
    expect(send('application/x-www-form-urlencoded', 'n=9007199254740993')).toEqual([]);
    expect(send('application/x-www-form-urlencoded', 'n=9007199254740994')).toEqual(['body /n maximum']);
    expect(send('multipart/form-data; boundary=b', multipart('9007199254740993'))).toEqual([]);
    expect(send('multipart/form-data; boundary=b', multipart('9007199254740994'))).toEqual([
      'body /n maximum',
      'body /o/m maximum',
    ]);
    expect(send('application/xml', '<r><n>9007199254740993</n></r>')).toEqual([]);
    expect(send('application/xml', '<r><n>9007199254740994</n></r>')).toEqual(['body /n maximum']);
    expect(send('text/plain', '9007199254740993')).toEqual([]);
    expect(send('text/plain', '9007199254740994')).toEqual(['body  maximum'].map((text) => text.replace('  ', ' ')));
  });

  test('Messages name the digits of the document', async () => {
    const contract = await contractOf(thingsDocument('type: integer\nminimum: 9007199254740993'));
    const [fault] = post(contract, '1');
    expect(fault && writeJson(fault.params)).toBe('{"comparison":">=","limit":9007199254740993}');
  });

  test('Numbers behind references have their digits, in objects, lists and choices', async () => {
    const schema = `type: object
properties:
  id: { $ref: '#/components/schemas/id' }
  ids: { type: array, items: { $ref: '#/components/schemas/id' } }
  other: { anyOf: [{ $ref: '#/components/schemas/id' }, { type: string }] }`;
    const more = 'id: { type: integer, maximum: 9007199254740993 }';
    const contract = await contractOf(thingsDocument(schema, { more }));
    const good = '9007199254740993';
    expect(post(contract, `{"id":${good},"ids":[1,${good}],"other":${good}}`)).toEqual([]);
    const bad = '9007199254740995';
    expect(post(contract, `{"id":${bad},"ids":[1,${bad}],"other":${bad}}`).map(({ location }) => location)).toEqual([
      '/id',
      '/ids/1',
      '/other',
    ]);
  });

  test('Members that nobody documents keep their digits', async () => {
    expect(await faults('type: object\nproperties: { a: true }', '{"zz":9007199254740993}')).toEqual([
      '/zz undocumented-property 9007199254740993',
    ]);
  });

  test('A body without such numbers is judged by the ordinary engines alone', async () => {
    const contract = await contractOf(
      thingsDocument(
        'type: object\nproperties: { n: { type: number, multipleOf: 0.01, maximum: 5 }, s: { type: string } }',
      ),
    );
    const bodies = [
      '{"n":19.99,"s":"9007199254740993"}',
      '{"n":1e10}',
      '{"n":9007199254740992}',
      '{"s":"id 12345678901234567890"}',
    ];
    for (const body of bodies) post(contract, body);
    expect(exactEngines()).toBe(0);
    post(contract, '{"n":9007199254740993}');
    expect(exactEngines()).toBeGreaterThan(0);
  });

  test('Numbers that doubles hold are judged alike by the engines that compare digits', async () => {
    const schema =
      'type: object\nproperties:\n  n: { type: [integer, string], minimum: -3, exclusiveMaximum: 7, multipleOf: 0.5 }\n  e: { enum: [1, 2.5, "a", [1]] }\n  c: { const: 0 }\n  u: { type: array, uniqueItems: true, items: { type: number, format: int32 } }';
    const contract = await contractOf(thingsDocument(schema));
    const scalar = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(0.5, 2.5, 1e21, 2 ** 31, 'a', null, -0));
    const body = fc.record(
      { n: scalar, e: fc.oneof(scalar, fc.constant([1])), c: scalar, u: fc.array(scalar, { maxLength: 4 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(body, (value) => {
        const plain = JSON.stringify(value);
        // One more member with such a number sends the whole body to those engines.
        const exact = `${plain.slice(0, -1)}${plain === '{}' ? '' : ','}"zz@odata.x":9007199254740993}`;
        expect(post(contract, exact).map(brief)).toEqual(post(contract, plain).map(brief));
      }),
      { numRuns: 300 },
    );
    expect(exactEngines()).toBeGreaterThan(0);
  });
});

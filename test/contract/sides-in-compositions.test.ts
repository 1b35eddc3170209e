import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { type Body, NO_BODY } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

const VERSIONS = ['3.0.3', '3.1.0'];

const documentOf = (schema: string, version = '3.1.0', more = ''): string => `openapi: ${version}
info: { title: Parcels, version: '1' }
paths:
  /parcels:
    post:
      requestBody:
        content:
          application/json: { schema: { $ref: '#/components/schemas/Parcel' } }
          application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Parcel' } }
          multipart/form-data: { schema: { $ref: '#/components/schemas/Parcel' } }
          application/xml: { schema: { $ref: '#/components/schemas/Parcel' } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Parcel' } } } }
components:
  schemas:
    Parcel: ${schema}
${more}`;

const present = (content: string): Body => ({ state: 'present', content });

function faults(contract: Contract, sent: string | undefined, answer: string, type = 'application/json'): string[] {
  const judged = judgeExchange(
    contract,
    {
      source: 'a',
      index: 0,
      request: {
        method: 'POST',
        url: '/parcels',
        headers: sent === undefined ? {} : { 'content-type': type },
        body: sent === undefined ? NO_BODY : present(sent),
      },
      response: { status: 200, headers: { 'content-type': 'application/json' }, body: present(answer) },
    },
    { ...DEFAULT_POLICY, baseUrls: [] },
  );
  if (judged.outOfScope) throw new Error(judged.outOfScope);
  if (judged.reasons.length > 0) throw new Error(judged.reasons.join());
  return judged.violations
    .filter((violation) => violation.in === (sent === undefined ? 'response' : 'request'))
    .map(({ severity, location, keyword }) => `${severity} ${location} ${keyword}`);
}

const ofRequest = (contract: Contract, body: unknown) => faults(contract, JSON.stringify(body), '{}');
const ofResponse = (contract: Contract, body: unknown) => faults(contract, undefined, JSON.stringify(body));

describe('a member that several schemas describe', () => {
  test.each(VERSIONS)(
    'A member that one schema of allOf calls readOnly is a warning in a request, and the others judge it, in OpenAPI %s',
    async (version) => {
      const contract = await contractOf(
        documentOf(
          '{ allOf: [{ properties: { id: { readOnly: true } } }, { type: object, required: [id], properties: { id: { type: string } } }] }',
          version,
        ),
      );
      expect(ofRequest(contract, { id: 'a' })).toEqual(['warning /id readOnly']);
      expect(ofRequest(contract, { id: 7 })).toEqual(['error /id type', 'warning /id readOnly']);
      expect(ofRequest(contract, {})).toEqual([]);
      expect(ofResponse(contract, { id: 'a' })).toEqual([]);
      expect(ofResponse(contract, {})).toEqual(['error  required']);
    },
  );

  test.each(VERSIONS)(
    'A member that one schema of allOf calls writeOnly is a warning in a response, and the others judge it, in OpenAPI %s',
    async (version) => {
      const contract = await contractOf(
        documentOf(
          '{ allOf: [{ type: object, required: [pin], properties: { pin: { type: string } } }, { properties: { pin: { writeOnly: true } } }] }',
          version,
        ),
      );
      expect(ofResponse(contract, { pin: 'a' })).toEqual(['warning /pin writeOnly']);
      expect(ofResponse(contract, { pin: 7 })).toEqual(['error /pin type', 'warning /pin writeOnly']);
      expect(ofResponse(contract, {})).toEqual([]);
      expect(ofRequest(contract, {})).toEqual(['error  required']);
    },
  );

  test('A member that is readOnly only by the schema beside a $ref is not demanded of requests by the referred schema', async () => {
    const contract = await contractOf(
      documentOf(
        "{ allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { id: { readOnly: true } } }] }",
        '3.0.3',
        '    Base: { type: object, required: [id, name], properties: { id: { type: string }, name: { type: string } } }',
      ),
    );
    expect(ofRequest(contract, { name: 'x' })).toEqual([]);
    expect(ofRequest(contract, {})).toEqual(['error  required']);
    expect(ofRequest(contract, { name: 'x', id: 7 })).toEqual(['error /id type', 'warning /id readOnly']);
    expect(ofResponse(contract, { name: 'x' })).toEqual(['error  required']);
  });

  test('Keywords beside a $ref keep a member too in OpenAPI 3.1', async () => {
    const contract = await contractOf(
      documentOf(
        "{ $ref: '#/components/schemas/Base', properties: { id: { readOnly: true } } }",
        '3.1.0',
        '    Base: { type: object, required: [id], properties: { id: { type: string } } }',
      ),
    );
    expect(ofRequest(contract, {})).toEqual([]);
    expect(ofRequest(contract, { id: 'x' })).toEqual(['warning /id readOnly']);
    expect(ofRequest(contract, { id: 1 })).toEqual(['error /id type', 'warning /id readOnly']);
  });

  test('A member that only one declaration describes is not judged in a request where that one calls it readOnly', async () => {
    const contract = await contractOf(
      documentOf('{ type: object, properties: { id: { allOf: [{ type: string }], readOnly: true } } }'),
    );
    expect(ofRequest(contract, { id: 7 })).toEqual(['warning /id readOnly']);
  });
});

const ALTERNATIVES = `[
      { type: object, required: [kind], properties: { kind: { enum: [box] }, id: { type: string, readOnly: true }, pin: { type: string, writeOnly: true } } },
      { type: object, required: [kind, id], properties: { kind: { enum: [tube] }, id: { type: integer }, pin: { type: integer } } } ]`;

describe('a member that alternatives describe', () => {
  test.each(['oneOf', 'anyOf'].flatMap((keyword) => VERSIONS.map((version) => [keyword, version] as const)))(
    'A member belongs to the other side where the alternative of %s that holds says so, in OpenAPI %s',
    async (keyword, version) => {
      const contract = await contractOf(documentOf(`{ ${keyword}: ${ALTERNATIVES} }`, version));
      expect(ofRequest(contract, { kind: 'box', id: 'a', pin: 'b' })).toEqual(['warning /id readOnly']);
      expect(ofRequest(contract, { kind: 'tube', id: 7, pin: 8 })).toEqual([]);
      expect(ofRequest(contract, { kind: 'tube' })).toEqual(['error  required']);
      expect(ofResponse(contract, { kind: 'box', id: 'a', pin: 'b' })).toEqual(['warning /pin writeOnly']);
      expect(ofResponse(contract, { kind: 'tube', id: 7, pin: 8 })).toEqual([]);
    },
  );

  test('A member of alternatives that all hold belongs to the other side where one of them says so', async () => {
    const contract = await contractOf(
      documentOf(
        '{ anyOf: [{ properties: { pin: { type: string, writeOnly: true } } }, { properties: { pin: {} } }] }',
      ),
    );
    expect(ofResponse(contract, { pin: '1' })).toEqual(['warning /pin writeOnly']);
  });

  test('A secret is reported too where no alternative holds and all of them call it writeOnly', async () => {
    const branch = (type: string) =>
      `{ type: object, properties: { size: { type: ${type} }, pin: { type: string, writeOnly: true } } }`;
    const contract = await contractOf(documentOf(`{ oneOf: [${branch('integer')}, ${branch('string')}] }`));
    expect(ofResponse(contract, { size: true, pin: 'a' })).toContain('warning /pin writeOnly');
  });

  test('A readOnly tag still tells alternatives from each other in a request', async () => {
    const branch = (kind: string) =>
      `{ type: object, required: [kind], properties: { kind: { type: string, enum: [${kind}], readOnly: true } } }`;
    const contract = await contractOf(documentOf(`{ oneOf: [${branch('box')}, ${branch('tube')}] }`));
    expect(ofRequest(contract, { kind: 'tube' })).toEqual(['warning /kind readOnly']);
  });

  test('A discriminator names the alternative and the heir that keep a member', async () => {
    const alternatives = await contractOf(
      documentOf(
        `{ oneOf: [{ $ref: '#/components/schemas/Box' }, { $ref: '#/components/schemas/Tube' }], discriminator: { propertyName: kind } }`,
        '3.0.3',
        `    Box: { type: object, properties: { kind: { type: string }, id: { type: string, readOnly: true } } }
    Tube: { type: object, properties: { kind: { type: string }, id: { type: string } } }`,
      ),
    );
    expect(ofRequest(alternatives, { kind: 'Box', id: 'a' })).toEqual(['warning /id readOnly']);
    expect(ofRequest(alternatives, { kind: 'Tube', id: 'a' })).toEqual([]);
    const heirs = await contractOf(
      documentOf(
        '{ type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind } }',
        '3.0.3',
        `    Box: { allOf: [{ $ref: '#/components/schemas/Parcel' }, { properties: { id: { type: string, readOnly: true } } }] }
    Crate: { allOf: [{ $ref: '#/components/schemas/Box' }] }
    Tube: { allOf: [{ $ref: '#/components/schemas/Parcel' }, { properties: { id: { type: string } } }] }`,
      ),
    );
    expect(ofRequest(heirs, { kind: 'Crate', id: 'a' })).toEqual(['warning /id readOnly']);
    expect(ofRequest(heirs, { kind: 'Tube', id: 'a' })).toEqual([]);
  });
});

const ID = '{ type: object, properties: { id: { type: string, readOnly: true } } }';

describe('a member that is described in another way than by properties', () => {
  test.each([
    [
      'if and then',
      '{ if: { properties: { kind: { const: box } } }, then: PARTS }',
      { kind: 'box', id: 'a' },
      { kind: 'tube', id: 'a' },
    ],
    [
      'if and else',
      '{ if: { properties: { kind: { const: tube } } }, else: PARTS }',
      { kind: 'box', id: 'a' },
      { kind: 'tube', id: 'a' },
    ],
    ['dependentSchemas', '{ dependentSchemas: { kind: PARTS } }', { kind: 'box', id: 'a' }, { id: 'a' }],
    ['patternProperties', '{ patternProperties: { "^i": { readOnly: true } } }', { id: 'a' }, { di: 'a' }],
    [
      'additionalProperties',
      '{ properties: { ID: {} }, additionalProperties: { readOnly: true } }',
      { id: 'a' },
      { ID: 'a' },
    ],
    [
      'additionalProperties beside another schema',
      '{ allOf: [{ properties: { id: {} } }, { properties: { ID: {} }, additionalProperties: { readOnly: true } }] }',
      { id: 'a' },
      { ID: 'a' },
    ],
    [
      'unevaluatedProperties',
      '{ allOf: [{ properties: { ID: {} } }], unevaluatedProperties: { readOnly: true } }',
      { id: 'a' },
      { ID: 'a' },
    ],
  ])('A readOnly member is found through %s, where that applies', async (_, schema, with_, without) => {
    const contract = await contractOf(documentOf(`{ type: object, allOf: [${schema.replaceAll('PARTS', ID)}] }`));
    expect(ofRequest(contract, with_)).toContain('warning /id readOnly');
    expect(ofRequest(contract, without).filter((fault) => fault.endsWith('readOnly'))).toEqual([]);
  });

  test.each([
    ['items', `{ items: ${ID} }`, [{ id: 'a' }], '/0/id'],
    ['prefixItems', `{ prefixItems: [{}, ${ID}] }`, [{ id: 'a' }, { id: 'b' }], '/1/id'],
    [
      'contains',
      '{ contains: { required: [id], properties: { id: { readOnly: true }, kind: { const: box } } } }',
      [
        { id: 'a', kind: 'tube' },
        { id: 'b', kind: 'box' },
      ],
      '/1/id',
    ],
    [
      'unevaluatedItems',
      `{ allOf: [{ prefixItems: [{ type: object }] }], unevaluatedItems: ${ID} }`,
      [{ id: 'a' }, { id: 'b' }],
      '/1/id',
    ],
  ])('A readOnly member of an item is found through %s', async (_, schema, body, place) => {
    const contract = await contractOf(documentOf(schema));
    expect(ofRequest(contract, body).filter((fault) => fault.endsWith('readOnly'))).toEqual([
      `warning ${place} readOnly`,
    ]);
  });

  test('A readOnly member that another member or a dependent schema demands may be missing in a request', async () => {
    const schema = (rule: string) =>
      `{ type: object, properties: { id: { type: string, readOnly: true }, kind: { type: string } }, ${rule} }`;
    for (const rule of ['dependentRequired: { kind: [id] }', 'dependentSchemas: { kind: { required: [id] } }']) {
      const contract = await contractOf(documentOf(schema(rule)));
      expect(ofRequest(contract, { kind: 'a' })).toEqual([]);
      expect(ofResponse(contract, { kind: 'a' })).toHaveLength(1);
    }
  });
});

test.each([
  ['application/x-www-form-urlencoded', 'id=7&size=x'],
  [
    'multipart/form-data; boundary=b',
    '--b\r\ncontent-disposition: form-data; name="id"\r\n\r\n7\r\n--b\r\ncontent-disposition: form-data; name="size"\r\n\r\nx\r\n--b--\r\n',
  ],
  ['application/xml', '<Parcel><id>7</id><size>x</size></Parcel>'],
])(
  'A member that one of several schemas calls readOnly is a warning, and judged by the others, in %s',
  async (type, body) => {
    const contract = await contractOf(
      documentOf(
        '{ allOf: [{ properties: { size: { readOnly: true } } }, { type: object, properties: { id: { type: string }, size: { type: integer } } }] }',
      ),
    );
    expect(faults(contract, body, '{}', type)).toEqual(['error /size type', 'warning /size readOnly']);
  },
);

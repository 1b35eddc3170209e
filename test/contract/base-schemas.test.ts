import { describe, expect, test } from 'vitest';
import { selftest } from '../../src/api/index.js';
import { lintDocument } from '../../src/check/index.js';
import type { Contract } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import type { JsonValue } from '../../src/model/index.js';
import { contractOf } from '../support/contract.js';

interface Written {
  readonly version?: string;
  readonly vehicle?: string;
  readonly car?: string;
  readonly more?: string;
  readonly used?: string;
}

const DISCRIMINATED = `{ type: object, required: [kind], properties: { kind: { type: string } },
      discriminator: { propertyName: kind, mapping: { car: '#/components/schemas/Car', boat: '#/components/schemas/Boat' } },
      oneOf: [{ $ref: '#/components/schemas/Car' }, { $ref: '#/components/schemas/Boat' }] }`;
const CAR =
  "{ allOf: [{ $ref: '#/components/schemas/Vehicle' }, { type: object, required: [doors], properties: { doors: { type: integer } } }] }";

const documentOf = (written: Written): string => `openapi: ${written.version ?? '3.0.3'}
info: { title: Vehicles, version: '1' }
paths:
  /vehicles:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/${written.used ?? 'Vehicle'}' } } } }
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/${written.used ?? 'Vehicle'}' } } } }
components:
  schemas:
    Vehicle: ${written.vehicle ?? DISCRIMINATED}
    Car: ${written.car ?? CAR}
    Boat: { allOf: [{ $ref: '#/components/schemas/Vehicle' }, { type: object, properties: { masts: { type: integer }, tender: { $ref: '#/components/schemas/Vehicle' } } }] }
${written.more ?? ''}`;

/** Nothing where the value is valid, `undecided`, or the faults. */
function judged({ schemas }: Contract, value: JsonValue, component = 'Vehicle'): string[] {
  const pointer = `/components/schemas/${component}`;
  const verdict = schemas.isValid(pointer, 'response', value);
  if (verdict === undefined) return ['undecided'];
  return schemas.explain(pointer, 'response', value).map(({ location, keyword }) => `${location} ${keyword}`);
}

describe('a base schema whose alternatives are built on it', () => {
  test.each(['3.0.3', '3.1.0'])(
    'A base is judged by the alternative that the discriminator names, in OpenAPI %s',
    async (version) => {
      const contract = await contractOf(documentOf({ version }));
      expect(judged(contract, { kind: 'car', doors: 3 })).toEqual([]);
      expect(judged(contract, { kind: 'car', doors: 'x' })).toEqual(['/doors type']);
      expect(judged(contract, { kind: 'car' })).toEqual([' required']);
      expect(judged(contract, { kind: 'boat', tender: { kind: 'car', doors: 'x' } })).toEqual(['/tender/doors type']);
      expect(judged(contract, { kind: 'cart' })).toEqual(['/kind enum']);
      expect(judged(contract, { doors: 3 })).toContain(' required');
    },
  );

  test('An alternative is judged as what it says and what its base says', async () => {
    const contract = await contractOf(documentOf({}));
    expect(judged(contract, { kind: 'car', doors: 3 }, 'Car')).toEqual([]);
    expect(judged(contract, { kind: 7, doors: 3 }, 'Car')).toEqual(['/kind type']);
    expect(judged(contract, { doors: 3 }, 'Car')).toEqual([' required']);
  });

  test('A base without a discriminator is judged by what its alternatives say', async () => {
    const vehicle =
      "{ type: object, required: [kind], properties: { kind: { type: string } }, anyOf: [{ $ref: '#/components/schemas/Car' }] }";
    const contract = await contractOf(documentOf({ vehicle }));
    expect(judged(contract, { kind: 'car', doors: 3 })).toEqual([]);
    expect(judged(contract, { kind: 'car', doors: 'x' })).toEqual(['/doors type']);
  });

  test('Alternatives may be bases of further ones', async () => {
    const car =
      "{ allOf: [{ $ref: '#/components/schemas/Vehicle' }, { type: object, properties: { doors: { type: integer } } }], oneOf: [{ $ref: '#/components/schemas/Van' }, { $ref: '#/components/schemas/Taxi' }] }";
    const more = `    Van: { allOf: [{ $ref: '#/components/schemas/Car' }, { required: [load], properties: { load: { type: integer } } }] }
    Taxi: { allOf: [{ $ref: '#/components/schemas/Car' }, { required: [fare], properties: { fare: { type: integer } } }] }`;
    const contract = await contractOf(documentOf({ car, more }));
    expect(judged(contract, { kind: 'car', load: 3 })).toEqual([]);
    expect(judged(contract, { kind: 'car', load: 3, fare: 3 })).toEqual([' oneOf']);
    expect(judged(contract, { kind: 7, fare: 3 }, 'Taxi')).toEqual(['/kind type']);
  });

  test.each(['oneOf', 'anyOf'])('An alternative of %s may be a choice of alternatives of its own', async (choice) => {
    const vehicle = `{ required: [kind], anyOf: [{ ${choice}: [{ $ref: '#/components/schemas/Car' }] }, { type: 'null' }] }`;
    const contract = await contractOf(documentOf({ vehicle, version: '3.1.0' }));
    expect(judged(contract, null)).toEqual([]);
    expect(judged(contract, { kind: 'car', doors: 3 })).toEqual([]);
    expect(judged(contract, { kind: 'car', doors: 'x' })).toContain('/doors type');
    expect(contract.unusableKeywords()).toEqual([]);
  });

  test('In OpenAPI 3.1, an alternative may be built on its base by keywords beside a $ref', async () => {
    const car = "{ $ref: '#/components/schemas/Vehicle', required: [doors], properties: { doors: { type: integer } } }";
    const contract = await contractOf(documentOf({ car, version: '3.1.0' }));
    expect(judged(contract, { kind: 'car', doors: 3 })).toEqual([]);
    expect(judged(contract, { kind: 'car', doors: 'x' })).toEqual(['/doors type']);
  });

  test('An alias of the base means the base with its choice', async () => {
    const contract = await contractOf(documentOf({ more: "    Alias: { $ref: '#/components/schemas/Vehicle' }" }));
    expect(judged(contract, { kind: 'car', doors: 'x' }, 'Alias')).toEqual(['/doors type']);
  });

  test('A choice that leads back to itself otherwise stays undecided, and is a finding', async () => {
    const vehicle = "{ oneOf: [{ $ref: '#/components/schemas/Vehicle' }, { type: object }] }";
    const contract = await contractOf(documentOf({ vehicle }));
    expect(judged(contract, {})).toEqual(['undecided']);
    expect(lintDocument(contract).map(({ rule }) => rule.id)).toContain('circular-reference');
  });

  test('Such a base is not a finding, no keyword of it is left out, and the self-test catches every fault', async () => {
    const contract = await contractOf(documentOf({}));
    expect(lintDocument(contract).filter(({ rule }) => rule.id === 'circular-reference')).toEqual([]);
    expect(contract.unusableKeywords()).toEqual([]);
    const { seeded, caught, falseAlarms, misjudged, classes } = await selftest(contract);
    expect(misjudged).toEqual([]);
    expect([caught, falseAlarms]).toEqual([seeded, 0]);
    expect(classes.some(({ class: name, seeded: count }) => name.includes('type') && count > 0)).toBe(true);
  });

  test('Bodies that are generated for such a base are valid', async () => {
    const contract = await contractOf(documentOf({ used: 'Vehicle' }));
    const generator = createGenerator(contract);
    const [operation] = contract.operations;
    if (!operation) throw new Error('no operation');
    const media = contract
      .compile(operation)
      .responseContent(operation.responses.get('200') ?? { node: {}, pointer: '' });
    const json = media.get('application/json');
    if (!json) throw new Error('no media type');
    for (const seed of ['a', 'b', 'c', 'd']) {
      const made = await generator.invent(json, seed);
      expect('value' in made && judged(contract, made.value)).toEqual([]);
    }
  });
});

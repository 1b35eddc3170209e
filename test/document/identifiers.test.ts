import { describe, expect, test } from 'vitest';
import { type Contract, DEFAULT_POLICY, judgeExchange } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import type { JsonValue } from '../../src/model/index.js';
import { contractOf, documentOf, thingsDocument } from '../support/contract.js';

/** Where a body of `POST /things` is wrong, as `request/age type`; the same body is sent and answered. */
function faultsOf(contract: Contract, value: JsonValue): string[] {
  const headers = { 'content-type': 'application/json' };
  const body = { state: 'present', content: JSON.stringify(value) } as const;
  const exchange = {
    source: 'test',
    index: 0,
    request: { method: 'POST', url: '/things', headers, body },
    response: { status: 201, headers, body },
  };
  const judged = judgeExchange(contract, exchange, {
    ...DEFAULT_POLICY,
    undocumentedProperties: 'allow',
    baseUrls: [],
  });
  if (judged.outOfScope !== undefined || judged.reasons.length > 0) return ['not judged'];
  return judged.violations.map(({ in: part, location, keyword }) => `${part} ${location} ${keyword}`);
}

/** The same fault in the request and in the response. */
function both(fault: string): string[] {
  return [`request ${fault}`, `response ${fault}`];
}

async function things(schema: string, more = ''): Promise<Contract> {
  return contractOf(thingsDocument(schema, { more }));
}

describe('Schemas by $id', () => {
  test('A pointer within a schema that has an $id starts at that schema.', async () => {
    const contract = await things(`
$id: https://api.example/thing
type: object
properties: { age: { $ref: '#/$defs/age' } }
$defs: { age: { type: integer } }`);
    expect(faultsOf(contract, { age: 1 })).toEqual([]);
    expect(faultsOf(contract, { age: 'x' })).toEqual(both('/age type'));
  });

  test('A component is found by its absolute $id without being fetched, before and after it is defined.', async () => {
    const contract = await things(
      `properties: { one: { $ref: 'https://api.example/late' }, two: { $ref: 'https://api.example/early#/$defs/no' } }`,
      `early: { $id: 'https://api.example/early', $defs: { no: { type: integer } } }\nlate: { $id: 'https://api.example/late', type: string }`,
    );
    expect(faultsOf(contract, { one: 'a', two: 1 })).toEqual([]);
    expect(faultsOf(contract, { one: 1, two: 'a' })).toEqual([
      ...['request /one type', 'request /two type', 'response /one type', 'response /two type'],
    ]);
  });

  test('A relative reference is relative to the nearest $id around it.', async () => {
    const contract = await things(`
$id: https://api.example/a/
properties: { list: { $ref: item }, inner: { $id: b/, $ref: item } }
$defs: { item: { $id: item, type: array }, other: { $id: 'b/item', type: integer } }`);
    expect(faultsOf(contract, { list: [], inner: 1 })).toEqual([]);
    expect(faultsOf(contract, { list: 1, inner: 1 })).toEqual(both('/list type'));
    expect(faultsOf(contract, { list: [], inner: [] })).toEqual(both('/inner type'));
  });

  test('A URN names a schema, and its anchors and pointers are found in it.', async () => {
    const contract = await things(
      `properties: { a: { $ref: 'urn:example:kinds#kind' }, b: { $ref: 'urn:example:kinds#/$defs/level' } }`,
      `kinds: { $id: 'urn:example:kinds', $defs: { k: { $anchor: kind, enum: [x] }, level: { type: integer } } }`,
    );
    expect(faultsOf(contract, { a: 'x', b: 1 })).toEqual([]);
    expect(faultsOf(contract, { a: 'y' })).toEqual(both('/a enum'));
    expect(faultsOf(contract, { b: 'y' })).toEqual(both('/b type'));
  });

  test('A pointer from the root of the document is followed in spite of an $id around it.', async () => {
    const contract = await things(
      `$id: https://api.example/thing\nproperties: { age: { $ref: '#/components/schemas/age' } }`,
      'age: { type: integer }',
    );
    expect(faultsOf(contract, { age: 'x' })).toEqual(both('/age type'));
  });

  test('An $id, an $anchor or a reference in an example, an enumeration or a constant is data.', async () => {
    const contract = await things(`
properties:
  a: { enum: [{ $id: 'https://api.example/x', type: 'null' }] }
  b: { const: { $anchor: named } }
  c: { $ref: 'https://api.example/x' }
  d: { $ref: '#named' }
$defs: { x: { $id: 'https://api.example/x', type: string, $anchor: inner }, named: { $anchor: named, type: integer } }
example: { $id: 'https://api.example/x', c: 1 }`);
    expect(faultsOf(contract, { c: 'a', d: 1 })).toEqual([]);
    expect(faultsOf(contract, { c: null })).toEqual(both('/c type'));
    expect(faultsOf(contract, { d: 'a' })).toEqual(both('/d type'));
  });

  test('OpenAPI 3.0 has no $id: references lead to the file.', async () => {
    const schema = `$id: https://api.example/thing\nproperties: { age: { $ref: '#/components/schemas/age' } }`;
    const contract = await contractOf(thingsDocument(schema, { version: '3.0.3', more: 'age: { type: integer }' }));
    expect(faultsOf(contract, { age: 'x' })).toEqual(both('/age type'));
  });
});

describe('Schemas by name over files', () => {
  const root = (schema: string): string => thingsDocument(schema);

  test('A file is found by its $id, and by the relative references of its own $id.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': root(
        `properties: { user: { $ref: user.yaml }, again: { $ref: 'https://api.example/age' } }`,
      ),
      '/docs/user.yaml': `$id: https://api.example/user\nproperties: { age: { $ref: age }, zip: { $ref: '#zip' } }\n$defs: { age: { $id: age, type: integer }, zip: { $anchor: zip, type: string } }`,
    });
    expect(faultsOf(contract, { user: { age: 1, zip: 'a' }, again: 1 })).toEqual([]);
    expect(faultsOf(contract, { user: { age: 'x' } })).toEqual(both('/user/age type'));
    expect(faultsOf(contract, { user: { zip: 1 } })).toEqual(both('/user/zip type'));
    expect(faultsOf(contract, { again: 'x' })).toEqual(both('/again type'));
  });

  test('A file beside the document is read though an $id puts the reference on another host.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': root(`$ref: schemas/user.yaml`),
      '/docs/schemas/user.yaml': `$id: https://api.example/schemas/user.yaml\nproperties: { age: { $ref: age.yaml } }`,
      '/docs/schemas/age.yaml': `type: integer`,
    });
    expect(faultsOf(contract, { age: 'x' })).toEqual(both('/age type'));
  });

  test('An anchor of another file is found, in a file that is a schema and in one that holds several.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': root(`properties: { a: { $ref: 'one.yaml#here' }, b: { $ref: 'many.yaml#/b' } }`),
      '/docs/one.yaml': `$defs: { x: { $anchor: here, type: integer } }`,
      '/docs/many.yaml': `b: { items: { $ref: '#there' } }\nc: { $anchor: there, type: boolean }`,
    });
    expect(faultsOf(contract, { a: 1, b: [true] })).toEqual([]);
    expect(faultsOf(contract, { a: 'x', b: [1] })).toEqual([
      ...['request /a type', 'request /b/0 type', 'response /a type', 'response /b/0 type'],
    ]);
  });

  test('Files with the same $id are told apart where each refers to itself.', async () => {
    const file = (type: string): string =>
      `$id: https://api.example/same\nproperties: { a: { $ref: '#/$defs/a' }, b: { $ref: '#b' } }\n$defs: { a: { type: ${type} }, b: { $anchor: b, type: ${type} } }`;
    const contract = await contractOf({
      '/docs/openapi.yaml': root(
        `properties: { one: { $ref: one.yaml }, two: { $ref: two.yaml }, b: { $ref: 'two.yaml#b' } }`,
      ),
      '/docs/one.yaml': file('string'),
      '/docs/two.yaml': file('integer'),
    });
    expect(faultsOf(contract, { one: { a: 'x', b: 'x' }, two: { a: 1, b: 1 }, b: 1 })).toEqual([]);
    expect(faultsOf(contract, { two: { a: 'x', b: 1 } })).toEqual(both('/two/a type'));
    expect(faultsOf(contract, { two: { a: 1, b: 'x' } })).toEqual(both('/two/b type'));
    expect(faultsOf(contract, { b: 'x' })).toEqual(both('/b type'));
  });

  test('A published meta-schema is at hand: it judges schemas in bodies without a network.', async () => {
    const contract = await things(`$ref: 'https://json-schema.org/draft/2020-12/schema'`);
    expect(faultsOf(contract, { properties: { a: { minLength: 1 } } })).toEqual([]);
    expect(faultsOf(contract, { properties: { a: { minLength: -1 } } })).toEqual(
      both('/properties/a/minLength minimum'),
    );
    expect(contract.document.files).toEqual(['/docs/openapi.yaml']);
  });

  test('Keywords of a later draft than that of a file say nothing there.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': root(`properties: { old: { $ref: old.json }, new: { $ref: new.json } }`),
      '/docs/old.json': `{ "$schema": "http://json-schema.org/draft-07/schema#", "prefixItems": [{ "type": "string" }], "minItems": 1 }`,
      '/docs/new.json': `{ "$schema": "https://json-schema.org/draft/2020-12/schema", "prefixItems": [{ "type": "string" }] }`,
    });
    expect(faultsOf(contract, { old: [1], new: ['a'] })).toEqual([]);
    expect(faultsOf(contract, { old: [], new: [1] })).toEqual([
      ...['request /old minItems', 'request /new/0 type', 'response /old minItems', 'response /new/0 type'],
    ]);
  });

  test('A $schema beside the document decides by its vocabularies which keywords count.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': root(`$ref: user.json`),
      '/docs/user.json': `{ "$schema": "meta.json", "properties": { "a": { "type": "string" }, "b": false } }`,
      '/docs/meta.json': `{ "$id": "meta.json", "$vocabulary": { "https://json-schema.org/draft/2020-12/vocab/core": true, "https://json-schema.org/draft/2020-12/vocab/applicator": true } }`,
    });
    expect(faultsOf(contract, { a: 1 })).toEqual([]);
    expect(faultsOf(contract, { b: 1 })).toEqual(both('/b false schema'));
  });
});

describe('Dynamic references', () => {
  test('A $dynamicRef to the only anchor of its name is a reference like any other.', async () => {
    const contract = await things(
      `{ type: array, items: { $dynamicRef: '#item' }, $defs: { item: { $dynamicAnchor: item, type: string } } }`,
    );
    expect(faultsOf(contract, ['a', 'b'])).toEqual([]);
    expect(faultsOf(contract, ['a', 1])).toEqual(both('/1 type'));
  });

  /** Two pages of different items, by one generic schema. */
  const PAGES = (id: (name: string) => string): string => `
page: { ${id('page')} type: object, required: [items], properties: { items: { type: array, minItems: 1, items: { $dynamicRef: '#item' } } }, $defs: { item: { $dynamicAnchor: item, not: {} } } }
users: { ${id('users')} $ref: '#/components/schemas/page', $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/user' } } }
teams: { ${id('teams')} $ref: '#/components/schemas/page', $defs: { item: { $dynamicAnchor: item, $ref: '#/components/schemas/team' } } }
user: { type: object, required: [name], properties: { name: { type: string } } }
team: { type: object, required: [size], properties: { size: { type: integer }, page: { $ref: '#/components/schemas/users' } } }`;
  const USES = `properties: { users: { $ref: '#/components/schemas/users' }, teams: { $ref: '#/components/schemas/teams' } }`;

  test.each([
    { title: 'each with an $id', id: (name: string) => `$id: 'https://api.example/${name}',` },
    { title: 'none with an $id', id: () => '' },
  ])('A generic schema means in each use what that use binds, $title.', async ({ id }) => {
    const contract = await things(USES, PAGES(id));
    expect(faultsOf(contract, { users: { items: [{ name: 'a' }] }, teams: { items: [{ size: 1 }] } })).toEqual([]);
    expect(faultsOf(contract, { users: { items: [{ name: 1 }] } })).toEqual(both('/users/items/0/name type'));
    expect(faultsOf(contract, { users: { items: [{ size: 1 }] } })).toEqual(both('/users/items/0 required'));
    expect(faultsOf(contract, { teams: { items: [{ name: 'a' }] } })).toEqual(both('/teams/items/0 required'));
  });

  test('A scope ends where its schema is left, and the outermost anchor of a name counts.', async () => {
    const contract = await things(
      `$id: 'https://api.example/thing'
$dynamicAnchor: node
type: object
required: [strict]
properties: { strict: true, tree: { $ref: tree } }`,
      `tree: { $id: 'https://api.example/tree', $dynamicAnchor: node, type: object, properties: { child: { $dynamicRef: '#node' } } }`,
    );
    expect(faultsOf(contract, { strict: 1, tree: { child: { strict: 1 } } })).toEqual([]);
    expect(faultsOf(contract, { strict: 1, tree: { child: {} } })).toEqual(both('/tree/child required'));
  });

  test('A $dynamicRef by pointer, or to an $anchor, does not look for other anchors of that name.', async () => {
    const contract = await things(`
$id: https://api.example/thing
properties: { a: { $ref: inner } }
$defs:
  t: { $dynamicAnchor: t, type: string }
  inner: { $id: inner, items: { $dynamicRef: '#/$defs/t' }, contains: { $dynamicRef: '#u' }, $defs: { t: { $dynamicAnchor: t, type: integer }, u: { $anchor: u, minimum: 5 } } }
  u: { $dynamicAnchor: u, type: 'null' }`);
    expect(faultsOf(contract, { a: [7] })).toEqual([]);
    expect(faultsOf(contract, { a: ['x', 7] })).toEqual(both('/a/0 type'));
    expect(faultsOf(contract, { a: [1] })).toEqual(both('/a contains'));
  });

  test('A $ref and a $dynamicRef in one schema both apply.', async () => {
    const contract = await things(
      `{ $ref: '#/components/schemas/base', $dynamicRef: '#more', $defs: { more: { $dynamicAnchor: more, required: [b] } } }`,
      'base: { required: [a] }',
    );
    expect(faultsOf(contract, { a: 1, b: 1 })).toEqual([]);
    expect(faultsOf(contract, {})).toHaveLength(4);
  });

  test('A generic schema in a separate file is bound by the files that use it.', async () => {
    const contract = await contractOf({
      '/docs/openapi.yaml': thingsDocument(
        `properties: { users: { $ref: lists.yaml#/users }, teams: { $ref: lists.yaml#/teams } }`,
      ),
      '/docs/lists.yaml': `
users: { $id: users, $ref: page.yaml, $defs: { item: { $dynamicAnchor: item, type: string } } }
teams: { $id: teams, $ref: page.yaml, $defs: { item: { $dynamicAnchor: item, type: integer } } }`,
      '/docs/page.yaml': `{ type: array, items: { $dynamicRef: '#item' }, $defs: { item: { $dynamicAnchor: item } } }`,
    });
    expect(faultsOf(contract, { users: ['a'], teams: [1] })).toEqual([]);
    expect(faultsOf(contract, { users: [1], teams: [1] })).toEqual(both('/users/0 type'));
    expect(faultsOf(contract, { users: ['a'], teams: ['a'] })).toEqual(both('/teams/0 type'));
  });

  test('The mock makes bodies of a generic schema, and a bundle of it judges as the document does.', async () => {
    const contract = await things(
      USES,
      PAGES((name) => `$id: 'https://api.example/${name}',`),
    );
    const operation = contract.operations.find(({ id }) => id === 'POST /things');
    const response = operation?.responses.get('201');
    const media =
      operation && response && contract.compile(operation).responseContent(response).get('application/json');
    expect(media).toBeDefined();
    if (!media) return;
    const made = await createGenerator(contract, { now: () => new Date(0) }).invent(media, 'seed');
    expect(made).toHaveProperty('value');
    if ('value' in made) expect(faultsOf(contract, made.value)).toEqual([]);
    const bundled = JSON.stringify(contract.document.root);
    expect(bundled).not.toMatch(/"\$(?:id|dynamic\w+)"/);
    const again = await contractOf(bundled);
    expect(faultsOf(again, { users: { items: [{ size: 1 }] } })).toEqual(both('/users/items/0 required'));
    expect(faultsOf(again, { teams: { items: [{ size: 1 }] } })).toEqual([]);
  });
});

describe('References by name that lead nowhere', () => {
  test.each([
    { reference: '#nobody', key: '$ref', message: 'the $ref #nobody leads nowhere' },
    { reference: '#nobody', key: '$dynamicRef', message: 'the $dynamicRef #nobody leads nowhere' },
    { reference: 'urn:example:nobody', key: '$ref', message: 'the $ref urn:example:nobody leads nowhere' },
    { reference: 'nobody', key: '$ref', message: 'the $ref nobody leads nowhere' },
  ])('A $key to $reference is refused at load, with its line.', async ({ reference, key, message }) => {
    const schema = `properties:\n  a:\n    ${key}: '${reference}'\n  b: { $id: 'urn:example:b' }`;
    await expect(documentOf(thingsDocument(schema))).rejects.toMatchObject({
      code: 'unresolvable-ref',
      problem: message,
      place: { source: 'openapi.yaml', line: 14 },
    });
  });

  test('An unknown address is refused, and the cure says how to have it fetched.', async () => {
    const document = documentOf(thingsDocument(`properties: { a: { $ref: 'https://api.example/unknown' } }`));
    await expect(document).rejects.toMatchObject({
      code: 'refused-ref',
      cure: expect.stringContaining('--allow-remote'),
    });
  });
});

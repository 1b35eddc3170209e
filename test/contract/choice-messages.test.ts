import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/index.js';
import { createGenerator } from '../../src/generate/index.js';
import { type JsonValue, describe as sentenceOf } from '../../src/model/index.js';
import { contractOf, thingsDocument } from '../support/contract.js';

/** `/a/kind must be one of x, y (#/components/…/oneOf)` */
function said(contract: Contract, value: JsonValue): string[] {
  return contract.schemas
    .explain('/components/schemas/thing', 'response', value)
    .map(
      (error) =>
        `${error.location} ${sentenceOf({ ...error, in: 'response', part: 'body', severity: 'error' })} (${error.schema})`,
    );
}

const tagged = (name: string, tag: string, more = '') =>
  `${name}: { type: object, required: [kind], properties: { kind: { type: string, ${tag} }${more} } }`;

describe('a choice in which no branch holds', () => {
  test('A choice without a matching branch names the components, and their kind where it is short', async () => {
    const contract = await contractOf(
      thingsDocument(
        "oneOf: [{ $ref: '#/components/schemas/Size' }, { $ref: '#/components/schemas/Label' }, { $ref: '#/components/schemas/Any' }]",
        {
          more: 'Size: { type: number }\nLabel: { enum: [s, m] }\nAny: { allOf: [{ type: boolean }] }',
        },
      ),
    );
    expect(said(contract, { a: 1 })).toEqual([
      ' must be Size (number), or Label (one of s, m), or Any (/components/schemas/thing/oneOf)',
    ]);
  });

  test.each(['oneOf', 'anyOf'])(
    'A choice names all values of the member that tells its branches apart: %s',
    async (keyword) => {
      const contract = await contractOf(
        thingsDocument(
          `type: array\nitems: { ${keyword}: [{ $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/File' }, { $ref: '#/components/schemas/Link' }] }`,
          {
            more: [
              tagged('User', 'enum: [users]', ', name: { type: integer }'),
              tagged('File', 'const: files'),
              tagged('Link', 'enum: [links, anchors]'),
            ].join('\n'),
          },
        ),
      );
      expect(said(contract, [{ kind: 'user', name: 'x' }])).toEqual([
        `/0/kind must be one of users, files, links, anchors (/components/schemas/thing/items/${keyword})`,
      ]);
    },
  );

  test('A choice names the values of a tag however deep it is', async () => {
    const branch = (tag: string) =>
      `{ type: object, properties: { head: { type: object, required: [kind], properties: { kind: { enum: [${tag}] } } } } }`;
    const contract = await contractOf(
      thingsDocument(`oneOf: [${branch('line')}, ${branch('top')}, ${branch('heat')}]`),
    );
    expect(said(contract, { head: { kind: 'table' } })).toEqual([
      '/head/kind must be one of line, top, heat (/components/schemas/thing/oneOf)',
    ]);
  });

  test('A choice reports what is wrong by the branch whose tag the value has', async () => {
    const contract = await contractOf(
      thingsDocument("oneOf: [{ $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/File' }]", {
        more: [
          tagged('User', 'enum: [users]', ', state: { enum: [on, off] }'),
          tagged('File', 'enum: [files]', ', state: { enum: [open, shut] }'),
        ].join('\n'),
      }),
    );
    expect(said(contract, { kind: 'files', state: 'on' })).toEqual([
      '/state must be one of open, shut (/components/schemas/File/properties/state/enum)',
    ]);
  });
});

describe('a discriminator without mapping', () => {
  const choice = (branches: string) => `oneOf: [${branches}]\ndiscriminator: { propertyName: kind }`;
  const both = "{ $ref: '#/components/schemas/Open' }, { $ref: '#/components/schemas/Shut' }";

  test.each([
    [
      'by enum',
      both,
      `${tagged('Open', 'enum: [open]')}\n${tagged('Shut', 'enum: [shut]', ', why: { type: string }')}`,
    ],
    ['by const', both, `${tagged('Open', 'const: open')}\n${tagged('Shut', 'const: shut', ', why: { type: string }')}`],
    [
      'through allOf',
      both,
      `Open: { allOf: [{ $ref: '#/components/schemas/Base' }] }\n${tagged('Base', 'const: open')}\n${tagged('Shut', 'const: shut', ', why: { type: string }')}`,
    ],
    [
      'in place',
      '{ type: object, properties: { kind: { const: open } } }, { type: object, properties: { kind: { const: shut }, why: { type: string } } }',
      'Nothing: {}',
    ],
  ])(
    'A discriminator without mapping is decided by what its branches say of themselves: %s',
    async (_, branches, more) => {
      const contract = await contractOf(thingsDocument(choice(branches), { more }));
      expect(said(contract, { kind: 'open' })).toEqual([]);
      expect(said(contract, { kind: 'shut', why: 7 })[0]).toMatch(/^\/why must be string/);
      expect(said(contract, { kind: 'Open' })[0]).toMatch(/^\/kind must be one of open, shut/);
      const media = { schema: '/components/schemas/thing' };
      const generator = createGenerator(contract);
      expect(await generator.sample(media)).toMatchObject({ kind: 'open' });
      expect(await generator.invent(media, 'seed')).toHaveProperty('value.kind');
    },
  );

  test('A discriminator with a mapping goes by its keys, and by the names of components where it has none', async () => {
    const plain = (name: string) => `${name}: { type: object, properties: { kind: { type: string } } }`;
    const contract = await contractOf(
      thingsDocument(choice(both).replace('kind }', "kind, mapping: { o: '#/components/schemas/Open' } }"), {
        more: `${plain('Open')}\n${plain('Shut')}`,
      }),
    );
    for (const kind of ['o', 'Open', 'Shut']) expect(said(contract, { kind })).toEqual([]);
    expect(said(contract, { kind: 'open' })[0]).toMatch(/^\/kind must be one of o, Open, Shut/);
  });
});

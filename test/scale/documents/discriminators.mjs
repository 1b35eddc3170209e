// In the manner of companies with a class for everything: a hundred discriminators, with a mapping and without, one
// within another.
import { answer, createDocument, inPath, json, list, named, nameOf, object, times } from './made.mjs';

/** How many families of kinds there are, each with a discriminator. */
const FAMILIES = { '3.0.3': 100, '3.1.0': 30 };
const KINDS = 4;
const text = { type: 'string' };

/** @param version `3.0.3`: branches say their kind by an enumeration; `3.1.0`: by `const` */
export function discriminators(version) {
  const document = createDocument(version, 'Discriminators');
  const { schemas } = document.root.components;
  const only = (value) => (version.startsWith('3.0') ? { type: 'string', enum: [value] } : { const: value });
  const families = FAMILIES[version];
  times(families, (index) => {
    const family = nameOf(index);
    const made = STYLES[index % STYLES.length]({ family, index, schemas, only, other: nameOf((index + 1) % families) });
    document.add(
      `POST /${family}`,
      {
        operationId: `add${family}`,
        requestBody: { required: true, ...json(named(family)) },
        responses: {
          201: answer('made', json(named(family))),
          422: answer('refused', json(object({ reasons: list(named(family)) }))),
        },
      },
      { body: made },
    );
    document.add(
      `GET /${family}/{id}`,
      {
        parameters: [inPath('id', { type: 'integer' })],
        responses: {
          200: answer('all', json(object({ items: list(named(family), { minItems: 1 }), first: named(family) }))),
        },
      },
      { target: `/${family}/7` },
    );
  });
  // Everything in one choice: a union of unions.
  schemas.Anything = { oneOf: times(6, (index) => named(nameOf(index * STYLES.length + 1))) };
  document.add('GET /anything', { responses: { 200: answer('any', json(list(named('Anything'), { minItems: 2 }))) } });
  return document.whole(`discriminators-${version.slice(0, 3)}`);
}

/** Ways to write a family of kinds. Each gives a valid value. */
const STYLES = [
  /** A choice with a mapping of short names. */
  ({ family, index, schemas, only }) => {
    const kinds = kindsOf(family);
    for (const [turn, kind] of kinds.entries())
      schemas[kind] = object({
        type: only(`k${turn}`),
        name: text,
        [`size${turn}`]: { type: 'integer', minimum: index },
      });
    schemas[family] = {
      oneOf: kinds.map(named),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(kinds.map((kind, turn) => [`k${turn}`, `#/components/schemas/${kind}`])),
      },
    };
    return { type: 'k1', name: 'a', size1: index };
  },
  /** A choice without a mapping, whose branches say their values. */
  ({ family, index, schemas, only }) => {
    const kinds = kindsOf(family);
    for (const [turn, kind] of kinds.entries())
      schemas[kind] = object({ kind: only(`is-${index}-${turn}`), note: text });
    schemas[family] = { oneOf: kinds.map(named), discriminator: { propertyName: 'kind' } };
    return { kind: `is-${index}-2`, note: 'b' };
  },
  /** A base with a mapping, and heirs built on it by `allOf`; the heirs lead to the next family. */
  ({ family, schemas, other }) => {
    const kinds = kindsOf(family);
    schemas[family] = {
      ...object({ '@type': text, id: text }, ['@type']),
      discriminator: {
        propertyName: '@type',
        mapping: Object.fromEntries(kinds.map((kind, turn) => [`#shop.${turn}`, `#/components/schemas/${kind}`])),
      },
    };
    for (const [turn, kind] of kinds.entries())
      schemas[kind] = {
        allOf: [named(family), object({ [`of${turn}`]: { type: 'boolean' }, next: named(other) }, [`of${turn}`])],
      };
    return { '@type': '#shop.0', id: '7', of0: true };
  },
  /** A base without a mapping: the names of the heirs are the values. Heirs have heirs. */
  ({ family, schemas, other }) => {
    const [first, second, third, fourth] = kindsOf(family);
    schemas[family] = { ...object({ petType: text, name: text }), discriminator: { propertyName: 'petType' } };
    schemas[first] = { allOf: [named(family), object({ claws: { type: 'integer', maximum: 20 } })] };
    schemas[second] = { allOf: [named(first), object({ breed: text })] };
    schemas[third] = { allOf: [named(second), object({ friends: list(named(other)) }, [])] };
    schemas[fourth] = { allOf: [named(family)] };
    return { petType: second, name: 'a', claws: 9, breed: 'b' };
  },
  /** A choice of choices, each with its own discriminator; mapped by bare names. */
  ({ family, schemas, only }) => {
    const [first, second, third, fourth] = kindsOf(family);
    schemas[first] = object({
      method: only('card'),
      network: only('one'),
      digits: { type: 'string', pattern: '^\\d{4}$' },
    });
    schemas[second] = object({ method: only('card'), network: only('two'), digits: { type: 'string', minLength: 4 } });
    schemas[third] = {
      oneOf: [named(first), named(second)],
      discriminator: { propertyName: 'network', mapping: { one: first, two: second } },
    };
    schemas[fourth] = object({ method: only('bank'), account: { type: 'string', format: 'uuid' } });
    schemas[family] = {
      oneOf: [named(third), named(fourth)],
      discriminator: { propertyName: 'method', mapping: { card: third, bank: fourth } },
    };
    return { method: 'card', network: 'two', digits: '12345' };
  },
];

function kindsOf(family) {
  return times(KINDS, (turn) => `${family}Kind${turn}`);
}

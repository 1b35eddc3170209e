import { core, type Entry, openapi, validation } from '../entry.js';

/** Keywords of JSON Schema that speak of objects and lists. */
export const STRUCTURES = {
  required: {
    means: 'The object lacks a member that its schema requires.',
    why: 'Clients read a required member without asking whether it is there. Without it they fail, far from the cause.',
    example: {
      of: 'value',
      schema: '{ type: object, required: [id], properties: { id: { type: string } } }',
      bad: '{}',
      good: '{ "id": "p-1" }',
    },
    documented: [validation('6.5.3')],
  },
  dependentRequired: {
    means: 'The object has a member that demands another one, which is not there.',
    why: 'The two belong together, such as an amount and its currency: one of them alone means nothing.',
    example: {
      of: 'value',
      schema:
        '{ type: object, properties: { price: { type: number }, currency: { type: string } }, dependentRequired: { price: [currency] } }',
      bad: '{ "price": 5 }',
      good: '{ "price": 5, "currency": "EUR" }',
    },
    documented: [validation('6.5.4')],
  },
  additionalProperties: {
    means:
      'The object has a member that its schema does not describe, and `additionalProperties: false` allows no others.',
    why: 'Often it is a misspelt name: what was meant is not there, and the service ignores what is.',
    example: {
      of: 'value',
      schema: '{ type: object, properties: { label: { type: string } }, additionalProperties: false }',
      bad: '{ "lable": "Tea" }',
      good: '{ "label": "Tea" }',
    },
    documented: [core('10.3.2.3')],
  },
  unevaluatedProperties: {
    means:
      'The object has a member that none of the schemas for it describes, and `unevaluatedProperties: false` allows no others.',
    why: 'As with additionalProperties, it is often a misspelt name. This keyword also counts what allOf, anyOf and $ref describe.',
    example: {
      of: 'value',
      schema: '{ type: object, allOf: [{ properties: { label: { type: string } } }], unevaluatedProperties: false }',
      bad: '{ "lable": "Tea" }',
      good: '{ "label": "Tea" }',
    },
    documented: [core('11.3')],
  },
  propertyNames: {
    means: 'A member of the object has a name that its schema does not allow.',
    why: 'In a map, the names are data: codes of languages, ids. Readers look them up, and find nothing under a wrong one.',
    example: {
      of: 'value',
      schema: "{ type: object, propertyNames: { pattern: '^[a-z]{2}$' }, additionalProperties: { type: string } }",
      bad: '{ "english": "Tea" }',
      good: '{ "en": "Tea" }',
    },
    documented: [core('10.3.2.4')],
  },
  minProperties: {
    means: 'The object has fewer members than its schema demands.',
    why: 'An empty object, such as a change that changes nothing, is mostly a mistake of its sender.',
    example: {
      of: 'value',
      schema: '{ type: object, minProperties: 1, properties: { label: { type: string } } }',
      bad: '{}',
      good: '{ "label": "Tea" }',
    },
    documented: [validation('6.5.2')],
  },
  maxProperties: {
    means: 'The object has more members than its schema allows.',
    why: 'Readers keep room for the documented number, and refuse more, or drop them.',
    example: {
      of: 'value',
      schema: '{ type: object, maxProperties: 1, additionalProperties: { type: integer } }',
      bad: '{ "tea": 1, "rice": 2 }',
      good: '{ "tea": 1 }',
    },
    documented: [validation('6.5.1')],
  },
  minItems: {
    means: 'The list has fewer items than its schema demands.',
    why: 'Clients take the first item without asking whether there is one.',
    example: {
      of: 'value',
      schema: '{ type: array, minItems: 1, items: { type: string } }',
      bad: '[]',
      good: '["tea"]',
    },
    documented: [validation('6.4.2')],
  },
  maxItems: {
    means: 'The list has more items than its schema allows.',
    why: 'A page that is longer than documented breaks layouts, limits and the arithmetic of paging.',
    example: {
      of: 'value',
      schema: '{ type: array, maxItems: 1, items: { type: string } }',
      bad: '["tea", "rice"]',
      good: '["tea"]',
    },
    documented: [validation('6.4.1')],
  },
  uniqueItems: {
    means: 'The list has two equal items, where its schema wants each only once.',
    why: 'The list is a set: who counts its items, or uses them as keys, is wrong by the double one.',
    example: {
      of: 'value',
      schema: '{ type: array, uniqueItems: true, items: { type: string } }',
      bad: '["tea", "tea"]',
      good: '["tea", "rice"]',
    },
    documented: [validation('6.4.3')],
  },
  contains: {
    means: 'The list has too few or too many items of the kind that its schema asks for by `contains`.',
    why: 'Readers search the list for an item of that kind, such as the main address, and rely on finding it.',
    example: {
      of: 'value',
      schema: '{ type: array, items: { type: integer }, contains: { minimum: 10 } }',
      bad: '[1, 2]',
      good: '[1, 20]',
    },
    documented: [core('10.3.1.3'), validation('6.4.4'), validation('6.4.5')],
  },
  items: {
    means: 'The list has more items than its `prefixItems` describe, and `items: false` allows no others.',
    why: 'A list of fixed places, such as a pair of coordinates, has a meaning for each place and none for one more.',
    example: {
      of: 'value',
      schema: '{ type: array, prefixItems: [{ type: number }, { type: number }], items: false }',
      bad: '[1, 2, 3]',
      good: '[1, 2]',
    },
    documented: [core('10.3.1.2')],
  },
  unevaluatedItems: {
    means:
      'The list has an item that none of the schemas for it describes, and `unevaluatedItems: false` allows no others.',
    why: 'A list of fixed places has a meaning for each place and none for one more.',
    example: {
      of: 'value',
      schema: '{ type: array, allOf: [{ prefixItems: [{ type: number }] }], unevaluatedItems: false }',
      bad: '[1, 2]',
      good: '[1]',
    },
    documented: [core('11.2'), openapi('Schema Object')],
  },
} as const satisfies Readonly<Record<string, Entry>>;

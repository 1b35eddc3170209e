import { core, type Entry, openapi, validation } from '../entry.js';

/** Keywords of JSON Schema that speak of one value. */
export const VALUES = {
  type: {
    means: 'The value has another JSON type than its schema allows, such as a text where a number belongs.',
    why: 'Clients read the value with the documented type. A number that arrives as a text breaks typed clients, and sums of it are wrong without an error.',
    example: { of: 'value', schema: '{ type: integer }', bad: '"7"', good: '7' },
    documented: [validation('6.1.1'), openapi('Data Types')],
  },
  enum: {
    means: 'The value is not one of those that its schema lists.',
    why: 'Clients handle each listed value. One that is not listed ends in a branch that nobody wrote.',
    example: { of: 'value', schema: '{ type: string, enum: [packed, sent] }', bad: '"lost"', good: '"sent"' },
    documented: [validation('6.1.2')],
  },
  const: {
    means: 'The value is not the one value that its schema allows.',
    why: 'A constant tells readers what they have before them, such as a version or a kind. Another value leads them to the wrong code.',
    example: { of: 'value', schema: '{ const: parcel }', bad: '"letter"', good: '"parcel"' },
    documented: [validation('6.1.3')],
  },
  multipleOf: {
    means: 'The number is not a multiple of the one that its schema names.',
    why: 'Amounts in steps (whole cents, packs of six) are then rounded by every reader in a different way.',
    example: { of: 'value', schema: '{ type: number, multipleOf: 0.5 }', bad: '1.25', good: '1.5' },
    documented: [validation('6.2.1')],
  },
  maximum: {
    means: 'The number is greater than its schema allows.',
    why: 'Columns of databases, controls and tests are made for the documented range.',
    example: { of: 'value', schema: '{ type: integer, maximum: 100 }', bad: '101', good: '100' },
    documented: [validation('6.2.2')],
  },
  exclusiveMaximum: {
    means: 'The number is not less than the limit of its schema. The limit itself is not allowed.',
    why: 'Code that divides by the distance to the limit, or uses the value as an index, fails exactly at the limit.',
    example: { of: 'value', schema: '{ type: number, exclusiveMaximum: 1 }', bad: '1', good: '0.99' },
    documented: [validation('6.2.3')],
  },
  minimum: {
    means: 'The number is less than its schema allows.',
    why: 'A negative amount or a page 0 passes through many programs before one of them fails.',
    example: { of: 'value', schema: '{ type: integer, minimum: 1 }', bad: '0', good: '1' },
    documented: [validation('6.2.4')],
  },
  exclusiveMinimum: {
    means: 'The number is not greater than the limit of its schema. The limit itself is not allowed.',
    why: 'A weight or a rate of 0 often means "unknown" or "nothing", which readers take for a measured value.',
    example: { of: 'value', schema: '{ type: number, exclusiveMinimum: 0 }', bad: '0', good: '0.1' },
    documented: [validation('6.2.5')],
  },
  maxLength: {
    means: 'The text has more characters than its schema allows.',
    why: 'Who stores the text in a column of the documented length loses its end, or cannot store it.',
    example: { of: 'value', schema: '{ type: string, maxLength: 3 }', bad: '"label"', good: '"tea"' },
    documented: [validation('6.3.1')],
  },
  minLength: {
    means: 'The text has fewer characters than its schema demands. Often it is empty.',
    why: 'An empty name passes for a name until somebody searches for it or prints it.',
    example: { of: 'value', schema: '{ type: string, minLength: 1 }', bad: '""', good: '"t"' },
    documented: [validation('6.3.2')],
  },
  pattern: {
    means:
      'The text does not match the regular expression of its schema. A pattern without ^ and $ may match anywhere.',
    why: 'Readers take the text apart by its pattern: a code that does not match cannot be read.',
    example: { of: 'value', schema: "{ type: string, pattern: '^p-[0-9]+$' }", bad: '"p7"', good: '"p-7"' },
    documented: [validation('6.3.3'), openapi('Data Types')],
  },
  format: {
    means: 'The text or number is not of the format that its schema names, such as date-time, uuid or int32.',
    why: 'Clients read dates and numbers by their format. One that cannot be read is an exception in one language and a wrong date in another.',
    example: {
      of: 'value',
      schema: '{ type: string, format: date-time }',
      bad: '"2026-03-01 08:30"',
      good: '"2026-03-01T08:30:00Z"',
    },
    documented: [validation('7.3'), openapi('Data Type Format')],
  },
  not: {
    means: 'The value is what the schema under `not` describes, and that is excluded.',
    why: 'What is excluded has a reason, such as a reserved name. Readers do not expect it.',
    example: { of: 'value', schema: '{ type: string, not: { enum: [admin] } }', bad: '"admin"', good: '"ann"' },
    documented: [core('10.2.1.4')],
  },
  anyOf: {
    means:
      'The value matches none of the alternatives. The message names the one that came closest, where there is one.',
    why: 'A reader tries the documented alternatives. Where none fits, it has no code for the value.',
    example: {
      of: 'value',
      schema: '{ anyOf: [{ type: integer }, { type: boolean }] }',
      bad: '"yes"',
      good: 'true',
    },
    documented: [core('10.2.1.2')],
  },
  oneOf: {
    means: 'The value matches none of the alternatives, or more than one of them, where exactly one must match.',
    why: 'Where two alternatives match, nobody can tell which of them is meant, and clients choose differently.',
    example: {
      of: 'value',
      schema: '{ oneOf: [{ type: integer }, { type: number, minimum: 5 }] }',
      bad: '7',
      good: '7.5',
    },
    documented: [core('10.2.1.3'), openapi('Discriminator Object')],
  },
  'false schema': {
    means: 'Something is there that no value may be: its schema is `false`.',
    why: 'A schema of `false` forbids a member or an item. Its author relies on its absence.',
    example: {
      of: 'value',
      schema: '{ type: object, properties: { secret: false } }',
      bad: '{ "secret": "x" }',
      good: '{}',
    },
    documented: [core('4.3.2')],
  },
} as const satisfies Readonly<Record<string, Entry>>;

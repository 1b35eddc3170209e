import { describe, expect, test } from 'vitest';
import { validatorOf } from '../../src/contract/index.js';
import { EDM } from '../../src/pages/templates/graph/edm.js';
import { exampleSchema } from '../../src/pages/types/primitive.js';

describe('values of examples', () => {
  test.each([
    ['Int64', '9007199254740993'],
    ['Decimal', '12.50'],
    ['Double', '-INF'],
    ['DateTimeOffset', '2021-07-01T09:30:00Z'],
    ['DateTimeOffset', '2021-07-01T09:30'],
    ['Duration', '-PT1.5S'],
    ['Uri', '/users/1'],
    ['Stream', [1]],
  ] as const)('An example of %s can be %j', (name, value) => {
    expect(validatorOf(exampleSchema(EDM[name]))(JSON.parse(JSON.stringify(value)))).toBe(true);
  });

  test.each([
    ['Int32', 2 ** 31],
    ['Int64', '1.5'],
    ['Date', '2021-02-30'],
    ['DateTimeOffset', '2021-13-01T09:30:00Z'],
    ['TimeOfDay', '25:00'],
    ['Duration', 'P'],
    ['Duration', 'PT'],
    ['Guid', '1234'],
    ['Boolean', 'true'],
  ] as const)('An example of %s cannot be %j', (name, value) => {
    expect(validatorOf(exampleSchema(EDM[name]))(value)).toBe(false);
  });
});

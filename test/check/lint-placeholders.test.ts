import { expect, test } from 'vitest';
import { lintDocument } from '../../src/check/index.js';
import { contractOf } from '../support/contract.js';

function operation(name: string, value: string): string {
  return `  /${name}:
    get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/parcel' }, example: { state: ${value} } } } } } }
`;
}

test('A placeholder that examples repeat is one finding, with its count and its first three places', async () => {
  const contract = await contractOf(`openapi: 3.1.0
info: { title: T, version: '1' }
paths:
${['a', 'b', 'c', 'd'].map((name) => operation(name, 'String')).join('')}${operation('e', '"<state>"')}
components: { schemas: { parcel: { type: object, properties: { state: { enum: [sent, lost] } } } } }
`);
  const found = lintDocument(contract).filter(({ rule }) => rule.id === 'example-placeholder');
  expect(found.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^GET \/a, response 200, .*: \/state must be one of sent, lost \(4 times, also GET \/b, .*: \/state; GET \/c, .*: \/state …\)$/,
    ),
    expect.stringMatching(/^GET \/e, response 200, .*: \/state must be one of sent, lost$/),
  ]);
});

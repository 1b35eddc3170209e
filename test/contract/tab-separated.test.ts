import { expect, test } from 'vitest';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

const contract = contractOf(`swagger: '2.0'
info: { title: Tabs, version: '1' }
paths:
  /tabs:
    get:
      parameters:
        - { name: ids, in: query, type: array, items: { type: integer }, maxItems: 3, collectionFormat: tsv }
        - { name: X-Ids, in: header, type: array, items: { type: integer }, collectionFormat: tsv }
      responses: { '200': { description: ok } }
`);

test.each([
  ['1%092', '1\t2', []],
  ['1', '1', []],
  ['1%09x', '1\tx', ['query ids type', 'header X-Ids type']],
  ['1%092%093%094', '1', ['query ids maxItems']],
  ['1,2', '1,2', ['query ids type', 'header X-Ids type']],
])(
  'Values of a Swagger 2.0 parameter with collectionFormat tsv are separated by tabs: %s',
  async (query, header, faults) => {
    expect(faultsOfRequest(await contract, { url: `/tabs?ids=${query}`, headers: { 'x-ids': header } })).toEqual(
      faults,
    );
  },
);

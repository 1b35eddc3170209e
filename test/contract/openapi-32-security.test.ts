import { expect, test } from 'vitest';
import { selftest } from '../../src/api/index.js';
import { contractOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

const locked = (version = '3.2.0', requirement = 'old'): string => `openapi: ${version}
info: { title: Locks, version: '1' }
paths:
  /a: { get: { security: [{ '${requirement}': [] }], responses: { '204': { description: d } } } }
components:
  securitySchemes:
    old: { type: apiKey, in: header, name: X-Old, deprecated: true }
    device: { type: oauth2, oauth2MetadataUrl: 'https://a.example/m', flows: { deviceAuthorization: { deviceAuthorizationUrl: 'https://a.example/d', tokenUrl: 'https://a.example/t', scopes: {} } } }
`;

test('Credentials of a deprecated scheme are a warning from OpenAPI 3.2 on', async () => {
  const headers = { 'X-Old': 'k' };
  expect(faultsOfRequest(await contractOf(locked()), { url: '/a', headers })).toEqual(['security X-Old deprecated']);
  expect(faultsOfRequest(await contractOf(locked()), { url: '/a' })).toEqual(['security X-Old missing-credentials']);
  expect(faultsOfRequest(await contractOf(locked('3.1.0')), { url: '/a', headers })).toEqual([]);
});

test('A requirement may name a scheme by a local reference', async () => {
  const contract = await contractOf(locked('3.2.0', '#/components/securitySchemes/old'));
  expect(contract.loadWarnings()).toEqual([]);
  expect(faultsOfRequest(contract, { url: '/a' })).toEqual(['security X-Old missing-credentials']);
});

test('A flow for devices is met by a token', async () => {
  const contract = await contractOf(locked('3.2.0', 'device'));
  expect(faultsOfRequest(contract, { url: '/a', headers: { authorization: 'Bearer t' } })).toEqual([]);
  expect(faultsOfRequest(contract, { url: '/a' })).toEqual(['security authorization missing-credentials']);
});

test('The self-test finds all faults in a document of OpenAPI 3.2, and no others', async () => {
  const contract = await contractOf(`openapi: 3.2.0
info: { title: All, version: '1' }
paths:
  /a:
    additionalOperations:
      COPY:
        security: [{ old: [] }]
        parameters:
          - { name: to, in: cookie, style: cookie, required: true, schema: { type: string, pattern: '^[a-z]{2,5}$' } }
          - name: q
            in: querystring
            required: true
            content:
              application/x-www-form-urlencoded:
                schema: { type: object, required: [term], properties: { term: { type: string, minLength: 2 }, limit: { type: integer, minimum: 1 } } }
        responses: { '201': { description: d, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' }, examples: { a: { dataValue: { kind: Cat, lives: 9 } } } } } } }
    query:
      parameters: [{ name: f, in: querystring, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: boolean } } } } } }]
      responses: { '200': { description: d, content: { application/json: { schema: { type: integer } } } } }
components:
  securitySchemes: { old: { type: apiKey, in: header, name: X-Old, deprecated: true } }
  schemas:
    Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Other' }], discriminator: { propertyName: kind, defaultMapping: Other } }
    Cat: { type: object, required: [kind, lives], properties: { kind: { const: Cat }, lives: { type: integer } } }
    Other: { type: object, required: [name], properties: { kind: { type: string }, name: { type: string } } }
`);
  const result = await selftest(contract, { perClass: 3 });
  expect(result.misjudged).toEqual([]);
  expect([result.caught, result.falseAlarms]).toEqual([result.seeded, 0]);
  expect(result.operations.untested).toEqual([]);
  expect(result.seeded).toBeGreaterThan(30);
});

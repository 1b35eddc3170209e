import { expect, test } from 'vitest';
import { contractOf, documentOf } from '../support/contract.js';
import { faultsOfRequest } from '../support/judge.js';

const api = (self: string, reference: string, version = '3.2.0'): string => `openapi: ${version}
$self: ${self}
info: { title: T, version: '1' }
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '${reference}' } } } }
      responses: { '200': { description: d } }
components: { schemas: { count: { type: integer } } }
`;

async function judged(files: string | Record<string, string>): Promise<string[]> {
  const headers = { 'content-type': 'application/json' };
  return faultsOfRequest(await contractOf(files), { method: 'POST', url: '/a', headers, body: '"x"' });
}

test.each([
  ['https://api.example/v1/openapi', 'https://api.example/v1/openapi#/components/schemas/count'],
  ['https://api.example/v1/openapi', 'openapi#/components/schemas/count'],
  ['https://api.example/v1/openapi', '/v1/openapi#/components/schemas/count'],
  ['/apis/one', '/apis/one#/components/schemas/count'],
  ['sub/one.yaml', 'one.yaml#/components/schemas/count'],
  ['urn:example:api', 'urn:example:api#/components/schemas/count'],
])('A document with the name %s is meant by the reference %s in it', async (self, reference) => {
  expect(await judged(api(self, reference))).toEqual(['body type']);
});

test('Files beside a document are found though it has another name', async () => {
  const files = {
    '/docs/openapi.yaml': api('https://api.example/v1/openapi', 'schemas/count.json'),
    '/docs/schemas/count.json': '{ "type": "integer" }',
  };
  expect(await judged(files)).toEqual(['body type']);
});

test('Another file refers to a document by the name that it gives itself', async () => {
  const files = {
    '/docs/openapi.yaml': api('https://api.example/v1/openapi', 'parts.yaml#/components/schemas/list'),
    '/docs/parts.yaml':
      "openapi: 3.2.0\n$self: https://api.example/v1/parts\ninfo: { title: P, version: '1' }\ncomponents: { schemas: { list: { $ref: 'openapi#/components/schemas/count' } } }",
  };
  expect(await judged(files)).toEqual(['body type']);
  const { root } = await documentOf(files);
  expect(JSON.stringify(root)).not.toContain('"$ref":"https');
});

test('Before OpenAPI 3.2 a document gives itself no name', async () => {
  const text = api('https://api.example/v1/openapi', 'openapi#/components/schemas/count', '3.1.0');
  await expect(documentOf(text)).rejects.toThrow('leads nowhere');
});

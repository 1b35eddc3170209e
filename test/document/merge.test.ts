import { describe, expect, test } from 'vitest';
import { createContract } from '../../src/contract/index.js';
import { mergeDocuments } from '../../src/document/index.js';
import { documentOf } from '../support/contract.js';
import { serve } from '../support/serve.js';

const document = (name: string, paths: string, more = '', version = '3.1.0') =>
  documentOf(`openapi: ${version}
info: { title: ${name}, version: '1' }
servers: [{ url: /${name} }]
paths: ${paths}
components: { schemas: { item: { type: object, properties: { from: { type: string, const: ${name} } }, required: [from] } }, securitySchemes: { key: { type: http, scheme: bearer } } }
${more}`);

const GET = (schema = 'item') =>
  `{ get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/${schema}' } } } } } } }`;

describe('merged documents', () => {
  test('Merged documents are served as one, each with its own components, base path and security', async () => {
    const [pets, toys] = await Promise.all([
      document('pets', `{ /pets: ${GET()} }`),
      document('toys', `{ /toys: ${GET()} }`, 'security: [{ key: [] }]'),
    ]);
    const merged = mergeDocuments([pets, toys]);
    const { ask } = await serve(createContract(merged));
    expect((await ask('GET /pets/pets')).json).toEqual({ from: 'pets' });
    expect((await ask('GET /toys/toys')).status).toBe(401);
    expect((await ask('GET /toys', { headers: { authorization: 'Bearer x' } })).json).toEqual({ from: 'toys' });
    expect(merged.source).toBe('openapi.yaml, openapi.yaml');
  });

  test('Merged documents may describe one operation alike but not differently, whatever its parameters are called', async () => {
    const [one, same, other] = await Promise.all([
      document('a', `{ '/x/{id}': ${GET()} }`),
      document('a', `{ '/x/{id}': ${GET()} }`),
      document('a', `{ '/x/{key}': { get: { responses: { '204': { description: none } } } } }`),
    ]);
    expect(createContract(mergeDocuments([one, same])).operations).toHaveLength(1);
    expect(() => mergeDocuments([one, other])).toThrow(
      /GET \/x\/\{key\} is described by openapi\.yaml too, and differently/,
    );
  });

  test('Documents of different OpenAPI versions are not merged', async () => {
    const [one, other] = await Promise.all([
      document('a', `{ /a: ${GET()} }`),
      document('b', `{ /b: ${GET()} }`, '', '3.0.3'),
    ]);
    expect(() => mergeDocuments([one, other])).toThrow(/cannot be merged/);
  });
});

test('A binary example file is served unchanged, and an image without an example is generated', async () => {
  const { contractOf } = await import('../support/contract.js');
  const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0xfe]);
  const contract = await contractOf({
    '/docs/openapi.yaml': `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /photo: { get: { responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary }, examples: { one: { externalValue: files/photo.png } } } } } } } }
  /table: { get: { responses: { '200': { description: ok, content: { text/csv: { examples: { one: { externalValue: files/table.csv } } } } } } } }
  /drawn: { get: { responses: { '200': { description: ok, content: { image/png: { schema: { type: string, format: binary } } } } } } }
`,
    '/docs/files/photo.png': bytes,
    '/docs/files/table.csv': 'a,b\n1,2\n',
  });
  const { server, ask } = await serve(contract);
  const photo = await fetch(`${server.url}/photo`);
  expect(new Uint8Array(await photo.arrayBuffer())).toEqual(bytes);
  expect(photo.headers.get('content-type')).toBe('image/png');
  expect((await ask('GET /table')).text).toBe('a,b\n1,2\n');
  expect(new Uint8Array(await (await fetch(`${server.url}/drawn`)).arrayBuffer()).slice(1, 4)).toEqual(
    new TextEncoder().encode('PNG'),
  );
});

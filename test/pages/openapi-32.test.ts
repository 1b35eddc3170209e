import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compile, loadContract } from '../../src/api/index.js';
import { at, type JsonValue } from '../../src/model/index.js';
import { run } from '../support/command.js';

const FENCE = '```';

/** A page of one operation, with a request and a response. */
function page(title: string, request: string, body: string): string {
  return `---
doc_type: apiPageType
---
# ${title}
## HTTP request
${FENCE} http
${request}
${FENCE}
## Response
If successful, this method returns a \`200 OK\` response code.
## Example
### Request
${FENCE} http
${request.replace(' /', ' https://api.example/').replace('{id}', '7')}
Content-Type: application/json

${body}
${FENCE}
### Response
${FENCE} http
HTTP/1.1 200 OK
Content-Type: application/json

{ "name": "Olive" }
${FENCE}
`;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-pages-32-'));
  await writeFile(join(folder, 'cup-search.md'), page('Search cups', 'QUERY /cups', '{ "glaze": "matt" }'));
  await writeFile(join(folder, 'cup-copy.md'), page('Copy cup', 'COPY /cups/{id}', '{ "shelf": 4 }'));
  await writeFile(join(folder, 'cup-get.md'), page('Get cup', 'GET /cups/{id}', ''));
});
afterAll(() => rm(folder, { recursive: true }));

test('Pages compiled as OpenAPI 3.2 have QUERY as a field and other methods as additional operations', async () => {
  const { document, operations, findings } = await compile([folder], { openapi: '3.2' });
  expect(document.openapi).toBe('3.2.0');
  expect(operations).toBe(3);
  const paths: JsonValue = document.paths ?? null;
  expect(at(paths, '/~1cups/query')).toMatchObject({ operationId: 'searchCups' });
  expect(Object.keys(at(paths, '/~1cups~1{id}') ?? {})).toEqual(['get', 'additionalOperations']);
  expect(at(paths, '/~1cups~1{id}/additionalOperations')).toMatchObject({
    COPY: {
      operationId: 'copyCup',
      parameters: [{ name: 'id', in: 'path' }],
      requestBody: { content: { 'application/json': { examples: { documented: { value: { shelf: 4 } } } } } },
      responses: { 200: { content: { 'application/json': {} } } },
    },
  });
  expect(findings.findings.map(({ rule }) => rule)).not.toContain('unreadable-request');
});

test('Pages compiled as OpenAPI 3.1 leave out a method that it has no field for, with a finding', async () => {
  const { document, operations, findings } = await compile([folder]);
  expect(document.openapi).toBe('3.1.0');
  expect(operations).toBe(2);
  expect(Object.keys(at(document, '/paths/~1cups~1{id}') ?? {})).toEqual(['get']);
  expect(findings.findings.filter(({ rule }) => rule === 'unreadable-request')).toMatchObject([
    { page: 'cup-copy.md', line: 7 },
  ]);
});

test('docproof compile --openapi 3.2 writes the examples of additional operations into files', async () => {
  const made = await run(['compile', folder, '-o', 'spec', '--openapi', '3.2'], { cwd: folder });
  expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('3 operations from 3 pages')]);
  const text = await readFile(join(folder, 'spec/openapi.yaml'), 'utf8');
  expect(text).toMatch(/^openapi: 3\.2\.0\n/);
  expect(text).toContain('externalValue: mocks/copyCup/request.documented.json');
  const { operations } = await loadContract(join(folder, 'spec/openapi.yaml'));
  expect(operations.map(({ id }) => id)).toEqual(['QUERY /cups', 'GET /cups/{id}', 'COPY /cups/{id}']);
  expect(await readFile(join(folder, 'spec/mocks/copyCup/request.documented.json'), 'utf8')).toContain('"shelf": 4');
});

test('docproof compile refuses a version of OpenAPI that it does not write', async () => {
  const made = await run(['compile', folder, '-o', 'spec', '--openapi', '3.0'], { cwd: folder });
  expect([made.code, made.stderr]).toEqual([2, expect.stringContaining('--openapi')]);
});

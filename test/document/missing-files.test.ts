import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lint, loadContract } from '../../src/api/index.js';

/** A document that refers to files which are not there, as operation, part, schema and example. */
const DOCUMENT = `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a: { $ref: gone-path.yaml }
  /b:
    get:
      parameters: [{ $ref: 'gone-parts.yaml#/parameters/top' }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: schemas/gone.yaml } } } }
        '201': { description: ok, content: { application/json: { schema: { $ref: schemas/gone.yaml } } } }
        '404': { $ref: 'gone-parts.yaml#/responses/none' }
        '500': { description: x, content: { application/json: { schema: { type: strnig } } } }
`;

async function write(document: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'docproof-missing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'api.yaml');
  await writeFile(path, document);
  return path;
}

test.each([
  ['OpenAPI 3.1', DOCUMENT],
  ['OpenAPI 3.0', DOCUMENT.replace('3.1.0', '3.0.3')],
])('Lint names every reference to a missing file with its line, and finds what else is wrong: %s', async (_, text) => {
  const { findings } = await lint(await write(text));
  const missing = findings.filter(({ rule }) => rule === 'unresolvable-ref');
  expect(missing.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '4 the $ref gone-path.yaml leads nowhere',
    '7 the $ref gone-parts.yaml#/parameters/top leads nowhere',
    '9 the $ref schemas/gone.yaml leads nowhere',
    '10 the $ref schemas/gone.yaml leads nowhere',
    '11 the $ref gone-parts.yaml#/responses/none leads nowhere',
  ]);
  expect(findings.filter(({ rule }) => rule === 'unusable-schema').map(({ line }) => line)).toEqual([12]);
  // Nothing is said of the parts in the place of what is missing.
  expect(findings.filter(({ line }) => [4, 7, 9, 10, 11].includes(line))).toHaveLength(5);
});

test('A document with a missing file is refused where it is not linted', async () => {
  await expect(loadContract(await write(DOCUMENT))).rejects.toMatchObject({ code: 'unresolvable-ref' });
});

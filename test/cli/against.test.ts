import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { expectGolden } from '../support/golden.js';

const OLD = `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      parameters:
        - { name: kind, in: query, schema: { enum: [cat, dog] } }
        - { name: page, in: query, schema: { type: integer } }
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/pet' } } } } }
        '404': { description: none }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } }
      responses: { '201': { description: made } }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/pet' } } } } } }
    delete: { responses: { '204': { description: gone } } }
  /unused: { get: { responses: { '200': { description: never asked for } } } }
components:
  schemas:
    pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        kind: { enum: [cat, dog, cow] }
        age: { type: integer }
        chip: { type: string }
        never: { type: string }
`;

/** Takes away what is used and what is not, narrows, widens and renames. */
const NEW = OLD.replace("version: '1'", "version: '2'")
  .replace(
    '      parameters:\n',
    '      parameters:\n        - { name: tenant, in: query, required: true, schema: { type: string } }\n',
  )
  .replace('        - { name: page, in: query, schema: { type: integer } }\n', '')
  .replace("        '404': { description: none }\n", '')
  .replace('enum: [cat, dog, cow]', 'enum: [cat, dog, horse]')
  .replace('age: { type: integer }', 'age: { type: [integer, "null"] }')
  .replace('        chip: { type: string }\n', '        chip: { type: string, format: uuid }\n')
  .replace('        never: { type: string }\n', '')
  .replaceAll('{id}', '{petId}')
  .replace('name: id,', 'name: petId,')
  .replace("    delete: { responses: { '204': { description: gone } } }\n", '')
  .replace("  /unused: { get: { responses: { '200': { description: never asked for } } } }\n", '');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-against-'));
  const json = { 'content-type': 'application/json' };
  const exchanges = [
    [
      'GET',
      '/pets?kind=cat&page=2',
      200,
      [
        { name: 'Rex', kind: 'dog', age: 3 },
        { name: 'Berta', kind: 'cow' },
      ],
    ],
    ['GET', '/pets?kind=dog', 200, [{ name: 'Tom', kind: 'cat', chip: '1' }]],
    ['GET', '/pets', 404, undefined],
    ['GET', '/pets/7', 200, { name: 'Rex', kind: 'dog', age: null }],
    ['DELETE', '/pets/7', 204, undefined],
    ['DELETE', '/pets/8', 204, undefined],
  ] as const;
  const lines = exchanges.map(([method, url, status, body]) =>
    JSON.stringify({
      request: { method, url },
      response: { status, ...(body === undefined ? {} : { headers: json, json: body }) },
    }),
  );
  const files = { 'pets.yaml': OLD, 'pets-2.yaml': NEW, 'same.yaml': OLD, 'traffic.ndjson': `${lines.join('\n')}\n` };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

function compare(...args: string[]) {
  return run(['check', 'pets.yaml', 'traffic.ndjson', '--against', ...args], { cwd: folder });
}

describe('docproof check --against', () => {
  test('A check against a new document reports what breaks for these clients and nothing that they do not use', async () => {
    const { code, stdout, stderr } = await compare('pets-2.yaml');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expectGolden('test/cli/golden/against.txt', stdout);
  });

  test('A check against an equal document finds nothing that breaks', async () => {
    expect(await compare('same.yaml')).toMatchObject({
      code: 0,
      stdout: `pets.yaml (Pets 1) → same.yaml (Pets 1)
6 exchanges compared from traffic.ndjson

COMPATIBLE 6 exchanges compared, and none that passed before fails; 1 fails with both
`,
    });
  });

  test('A check against a new document writes JSON that is valid to its schema, with counts and examples', async () => {
    const { code, stdout } = await compare('pets-2.yaml', '--format', 'json');
    expect(code).toBe(1);
    const ajv = new Ajv2020({ strict: false });
    for (const name of ['result', 'comparison'])
      ajv.addSchema(JSON.parse(readFileSync(`src/model/schema/${name}.schema.json`, 'utf8')));
    expect([
      ajv.validate('https://docproof.dev/schema/1/comparison.json', JSON.parse(stdout)),
      ajv.errorsText(),
    ]).toEqual([true, 'No errors']);
    const { summary, operations, touched } = JSON.parse(stdout);
    expect(operations[0].examples[1]).toMatchObject({ location: '/1/kind', value: 'cow', exchange: 0 });
    expect(summary).toMatchObject({ compared: 6, broken: 5, mended: 1, failing: 0 });
    expect(operations[0]).toMatchObject({ operation: 'GET /pets', exchanges: 3, broken: 3, mended: 0 });
    expect(operations[0].newFaults[0]).toMatchObject({ keyword: 'missing-parameter', severity: 'error', count: 3 });
    expect(touched).toContainEqual({
      operation: 'GET /pets',
      kind: 'enum-member',
      in: 'response',
      name: '200 /*/kind',
      member: 'cow',
      change: 'removed',
      count: 1,
      pointer: '#/components/schemas/pet/properties/kind',
      newPointer: '#/components/schemas/pet/properties/kind',
    });
  });

  test('A check against a new document is written as text and JSON only', async () => {
    const { code, stderr } = await compare('pets-2.yaml', '--format', 'junit');
    expect(code).toBe(2);
    expect(stderr).toContain('a comparison is not written as junit');
  });

  test('A check against a new document passes with --fail-on never', async () => {
    expect((await compare('pets-2.yaml', '--fail-on', 'never')).code).toBe(0);
  });
});

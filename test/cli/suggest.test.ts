import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-suggest-'));
  writeFileSync(
    join(folder, 'pets.yaml'),
    `openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      security: [{ key: [] }]
      responses:
        '200': { description: all, content: { application/json: { schema: { $ref: '#/components/schemas/pets' } } } }
components:
  schemas:
    pets: { type: array, items: { properties: { kind: { enum: [cat, dog] } } } }
  securitySchemes:
    key: { type: apiKey, in: header, name: x-key }
`,
  );
  answers('traffic.ndjson', [{ kind: 'cow', name: 'Berta' }]);
  answers('fine.ndjson', [{ kind: 'cat' }], { 'x-key': 'a' });
});
afterAll(() => rmSync(folder, { recursive: true }));

function answers(file: string, json: unknown, headers = {}): void {
  const line = {
    request: { method: 'GET', url: '/pets', headers },
    response: { status: 200, headers: { 'content-type': 'application/json' }, json },
  };
  writeFileSync(join(folder, file), `${JSON.stringify(line)}\n`);
}

test('A check with --suggest writes an overlay with which the same check finds nothing', async () => {
  const checked = await run(['check', 'pets.yaml', 'traffic.ndjson', '--suggest', 'out/drift.yaml'], { cwd: folder });
  expect(checked).toMatchObject({
    code: 1,
    stderr: 'out/drift.yaml: 2 actions; with --overlay out/drift.yaml the document accepts all that was seen\n',
  });
  expect(readFileSync(join(folder, 'out/drift.yaml'), 'utf8')).toBe(`overlay: 1.0.0
info:
  title: What traffic shows of Pets
  version: 1.0.0
extends: ../pets.yaml
actions:
  - target: $.components.schemas.pets.items.properties.kind.enum
    description: '#/components/schemas/pets/items/properties/kind may be "cow". Seen once in traffic.ndjson #0 (GET /pets, status 200).'
    update: cow
    x-docproof-seen:
      - count: 1
        operation: GET /pets
        source: traffic.ndjson
        exchange: 0
        status: 200
  - target: $.components.schemas.pets.items.properties
    description: '#/components/schemas/pets/items has a property "name". Seen once in traffic.ndjson #0 (GET /pets, status 200).'
    update:
      name:
        type: string
    x-docproof-seen:
      - count: 1
        operation: GET /pets
        source: traffic.ndjson
        exchange: 0
        status: 200
`);
  const again = await run(['check', 'pets.yaml', 'traffic.ndjson', '--overlay', 'out/drift.yaml', '--format', 'json'], {
    cwd: folder,
  });
  const { violations } = JSON.parse(again.stdout);
  expect(violations.map(({ keyword }: { keyword: string }) => keyword)).toEqual([]);
});

test('A check with --suggest writes no file if there is nothing to suggest', async () => {
  const checked = await run(['check', 'pets.yaml', 'fine.ndjson', '--suggest', 'none.yaml'], { cwd: folder });
  expect(checked).toMatchObject({ code: 0, stderr: 'none.yaml was not written: there is nothing to suggest\n' });
  expect(existsSync(join(folder, 'none.yaml'))).toBe(false);
});

test('A check with --suggest refuses standard input, which can be read only once', async () => {
  const { code, stderr } = await run(['check', 'pets.yaml', '-', '--suggest', 'none.yaml'], {
    cwd: folder,
    input: readFileSync(join(folder, 'fine.ndjson'), 'utf8'),
  });
  expect(code).toBe(2);
  expect(stderr).toContain('standard input can be read only once');
});

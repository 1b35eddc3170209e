import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-overlay-'));
  const files = {
    'pets.yaml': `
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get: { responses: { '200': { description: all, content: { application/json: { schema: { type: array } } } } } }
`,
    'status.yaml': `
overlay: 1.0.0
info: { title: what pets do, version: '1' }
actions:
  - target: $.paths['/pets'].get.responses
    update: { '404': { description: none } }
  - target: $.paths['/dogs']
    remove: true
`,
    'traffic.ndjson': '{"request":{"method":"GET","url":"/pets"},"response":{"status":404}}\n',
    'docproof.yaml': 'overlay: [status.yaml]\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('A check uses the document that the overlay makes and names the action that selects nothing', async () => {
  const checked = await run(['check', 'pets.yaml', 'traffic.ndjson', '--overlay', 'status.yaml'], { cwd: folder });
  expect(checked).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /^warning \S*status\.yaml:7: \$\.paths\['\/dogs'\] selects nothing in the document\n$/,
    ),
  });
});

test('The overlays of docproof.yaml also apply to the bundle command', async () => {
  const { code, stdout } = await run(['bundle', 'pets.yaml', '--quiet'], { cwd: folder });
  expect(code).toBe(0);
  expect(stdout).toContain('        "404":\n          description: none\n');
});

test('A missing overlay is named in the message', async () => {
  const { code, stderr } = await run(['bundle', 'pets.yaml', '--overlay', 'none.yaml'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain('none.yaml');
});

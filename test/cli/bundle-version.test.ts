import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { run } from '../support/command.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-version-'));
  const files = {
    'old.yaml': `openapi: 3.0.3
info: { title: Buoys, version: '1' }
paths:
  /buoys:
    get:
      responses:
        '200': { description: d, content: { application/json: { schema: { $ref: 'buoy.yaml' } } } }
`,
    'buoy.yaml': 'type: object\nnullable: true\n',
    'new.yaml': `openapi: 3.2.0
info: { title: Buoys, version: '1' }
paths:
  /buoys:
    get: { responses: { '200': { description: d } } }
    query: { responses: { '200': { description: d } } }
`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('docproof bundle --openapi writes a document in several files in a later version, without a warning', async () => {
  const { code, stdout, stderr } = await run(['bundle', 'old.yaml', '--openapi', '3.2'], { cwd: folder });
  expect([code, stderr]).toEqual([0, '']);
  expect(parse(stdout)).toMatchObject({
    openapi: '3.2.0',
    components: { schemas: { buoy: { type: ['object', 'null'] } } },
  });
});

test('docproof bundle --openapi names what an earlier version cannot say, with --quiet too', async () => {
  const asked = ['bundle', 'new.yaml', '--openapi', '3.1', '-o', 'out.json', '--quiet'];
  const { code, stderr } = await run(asked, { cwd: folder });
  expect(code).toBe(0);
  expect(stderr).toBe(
    'warning new.yaml at /paths/~1buoys/query: the operation is left out: OpenAPI 3.1 has no QUERY\n',
  );
  const written = JSON.parse(readFileSync(join(folder, 'out.json'), 'utf8'));
  expect(written.openapi).toBe('3.1.0');
  expect(Object.keys(written.paths['/buoys'])).toEqual(['get']);
});

test('The summary of docproof bundle counts the operations that are written, and those that are left out', async () => {
  writeFileSync(
    join(folder, 'more.yaml'),
    readFileSync(join(folder, 'new.yaml'), 'utf8') +
      `    additionalOperations: { COPY: { responses: { '200': { description: d } } } }
  /again: { $ref: '#/components/pathItems/again' }
components:
  pathItems:
    again: { put: { responses: {} }, additionalOperations: { PURGE: { responses: {} }, LINK: { responses: {} } } }
`,
  );
  for (const version of ['3.0', '3.1']) {
    const { stderr } = await run(['bundle', 'more.yaml', '--openapi', version, '-o', 'more.json'], { cwd: folder });
    const methods = `whose methods OpenAPI ${version} does not have`;
    expect(stderr).toContain(`more.json: 2 operations from more.yaml; 4 left out, ${methods}\n`);
  }
  const { stderr } = await run(['bundle', 'more.yaml', '-o', 'more.json'], { cwd: folder });
  expect(stderr).toBe('more.json: 6 operations from more.yaml\n');
});

test('docproof bundle --openapi --strict writes nothing and exits with 1 where something is lost', async () => {
  const strict = ['--openapi', '3.1', '--strict', '-o', 'strict.yaml'];
  const lost = await run(['bundle', 'new.yaml', ...strict], { cwd: folder });
  expect([lost.code, lost.stderr]).toEqual([1, expect.stringContaining('/paths/~1buoys/query')]);
  expect(existsSync(join(folder, 'strict.yaml'))).toBe(false);
  const kept = await run(['bundle', 'old.yaml', ...strict], { cwd: folder });
  expect(kept.code).toBe(0);
  expect(parse(readFileSync(join(folder, 'strict.yaml'), 'utf8')).openapi).toBe('3.1.0');
});

test('docproof bundle --openapi refuses a version that it does not write', async () => {
  const { code, stderr } = await run(['bundle', 'new.yaml', '--openapi', '2.0'], { cwd: folder });
  expect([code, stderr]).toEqual([2, expect.stringContaining('3.0, 3.1')]);
});

import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../support/command.js';

let folder: string;
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docproof-reports-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const API = `openapi: 3.1.0
info: { title: Lamps, version: '1' }
paths:
  /lamps: { get: { responses: { '200': { description: ok, content: { application/json: { schema: { $ref: lamp.json } } } } } } }
`;

describe('reports of docproof check', () => {
  test('A check writes reports of every kind in one run, and they point into the document', async () => {
    const names = ['html', 'sarif', 'github', 'markdown', 'lcov', 'cobertura'];
    const ran = await run([
      'check',
      'spec/openapi.yaml',
      'contracts/captures/seeded.har',
      '--base-url',
      'http://127.0.0.1:4010',
      ...names.flatMap((name) => ['-f', `${name}=${join(folder, name)}`]),
    ]);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
    expect(ran.stdout).toMatch(/^wrote .*html\n(?:wrote .*\n){5}FAILED .* inconclusive\n$/);
    const html = await read('html');
    expect(html).toContain('"evidence":{"method":"POST"');
    expect(html).toContain('"position":"spec/schemas/identityRiskEvent.yaml:43:5"');
    expect(JSON.parse(await read('sarif')).runs[0].results.length).toBe(20);
    expect(await read('github')).toContain('::error file=spec/schemas/identityRiskEvent.yaml,line=43,col=5,');
    expect(await read('markdown')).toContain('rule `spec/schemas/identityRiskEvent.yaml:43`');
    expect(await read('lcov')).toContain('SF:spec/schemas/identityRiskEvent.yaml\n');
    expect(await read('cobertura')).toContain('filename="spec/schemas/identityRiskEvent.yaml"');
  });

  test('A check that writes a report to standard output prints no progress beside it', async () => {
    const { stdout, stderr } = await run([
      'check',
      'spec/openapi.yaml',
      'contracts/captures/browser.har',
      '--base-url',
      'http://127.0.0.1:4010',
      '-f',
      'markdown',
    ]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^<!-- docproof -->\n### ✅ PASSED/);
  });

  test.each([
    ['the document', 'api.yaml', []],
    ['a file of the document, by a link', 'link.json', []],
    ['a capture', 'traffic.har', []],
    ['the document, for what is suggested,', 'api.yaml', ['--suggest']],
  ])('A report in the place of %s is refused, and the file stays as it is', async (_, name, [option]) => {
    const path = (file: string) => join(folder, file);
    await writeFile(path('lamp.json'), '{"type":"object"}');
    if (name === 'link.json') await symlink(path('lamp.json'), path(name));
    await writeFile(path('api.yaml'), API);
    await cp('contracts/captures/seeded.har', path('traffic.har'));
    const before = await read(name);
    const output = option === undefined ? ['-f', `json=${path(name)}`] : [option, path(name)];
    const { code, stderr } = await run(['check', path('api.yaml'), path('traffic.har'), ...output]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${name}: the report would overwrite the document, or a capture`);
    expect(await read(name)).toBe(before);
  });
});

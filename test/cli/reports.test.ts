import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
});

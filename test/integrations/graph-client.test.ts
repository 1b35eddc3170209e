import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startServing } from '../support/command.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGE = readFileSync(join(ROOT, 'docs/guides/microsoft-graph.md'), 'utf8');

/** A project as the page has it, with its packages. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-graph-'));
  mkdirSync(join(folder, 'node_modules/@microsoft'), { recursive: true });
  symlinkSync(ROOT, join(folder, 'node_modules/docproof'), 'junction');
  const client = '@microsoft/microsoft-graph-client';
  symlinkSync(join(ROOT, 'node_modules', client), join(folder, 'node_modules', client), 'junction');
  writeFileSync(join(folder, 'lists.overlay.yaml'), block('yaml'));
  writeFileSync(join(folder, 'graph.mjs'), block('js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The first block of code in a language. */
function block(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  if (code === undefined) throw new Error(`docs/guides/microsoft-graph.md has no ${language}`);
  return code;
}

/** Runs the page's program, as its user would. */
function runProgram(env: Record<string, string>): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['graph.mjs'], { cwd: folder, env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

test("Graph's own client posts the documented requests over https, pages through a list and sends a batch, as docs/guides/microsoft-graph.md says", async () => {
  const [, command = ''] = /npx docproof (mock .*)$/m.exec(PAGE) ?? [];
  const mock = await startServing(command.split(' '), { cwd: folder, env: { XDG_DATA_HOME: folder } });
  onTestFinished(() => {
    mock.child.kill('SIGTERM');
  });
  const authority = /NODE_EXTRA_CA_CERTS=(\S+)/.exec(mock.seen.stdout)?.[1] ?? '';
  const url = `https://localhost:${mock.port}`;
  const ran = await runProgram({ NODE_EXTRA_CA_CERTS: authority, MOCK_URL: url });
  const expected = block('console').replace(/^\$.*\n/, '');
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([0, expected, '']);
  await expect.poll(() => mock.seen.stderr, { timeout: 10_000 }).toContain('(request create of a batch) → 201');
  const untrusted = await runProgram({ MOCK_URL: url });
  expect([untrusted.code, untrusted.stdout]).toEqual([1, '']);
});

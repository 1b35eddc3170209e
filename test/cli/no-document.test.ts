import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../support/command.js';

const EXAMPLE = 'built-in example: Microsoft Graph identity protection';

const documentWith = (path: string): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: path, version: '1' },
    paths: { [path]: { get: { responses: { 200: { description: 'ok' } } } } },
  });

/** A folder with these files, in which commands run. */
async function folderWith(files: Readonly<Record<string, string>>) {
  const cwd = await mkdtemp(join(tmpdir(), 'docproof-nodocument-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text);
  return (...args: string[]) => run(args, { cwd });
}

test('Without a document, lint and selftest take the built-in example and say so, but not with --quiet', async () => {
  const command = await folderWith({});
  expect(await command('lint')).toMatchObject({ code: 0, stderr: expect.stringContaining(EXAMPLE) });
  expect(await command('selftest', '--per-class', '1')).toMatchObject({ stderr: expect.stringContaining(EXAMPLE) });
  expect((await command('lint', '--quiet')).stderr).toBe('');
});

test('Lint leaves out the placeholders of the built-in example, says so, and lists them with --on', async () => {
  const command = await folderWith({});
  const silent = await command('lint', '--fail-on', 'warning');
  expect(silent).toMatchObject({ code: 0, stdout: 'no findings in spec/openapi.yaml\n' });
  expect(silent.stderr).toContain('--on example-placeholder lists them');
  const listed = await command('lint', '--on', 'example-placeholder');
  expect(listed.stdout).toContain('--off example-placeholder');
  expect(listed.stderr).not.toContain('not listed');
});

test.each(['openapi.yaml', 'openapi.yml', 'openapi.json'])(
  'Without a document, commands take the %s of the folder, and announce no example',
  async (name) => {
    const command = await folderWith({ [name]: documentWith('/here') });
    expect((await command('bundle')).stdout).toContain('/here');
    expect(await command('lint')).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(name) });
  },
);

test('The document of docproof.yaml goes before one with a usual name, and one that is named before both', async () => {
  const command = await folderWith({
    'openapi.yaml': documentWith('/usual'),
    'api.json': documentWith('/configured'),
    'other.json': documentWith('/named'),
    'docproof.yaml': 'document: api.json\n',
  });
  expect((await command('bundle')).stdout).toContain('/configured');
  expect((await command('bundle', 'other.json')).stdout).toContain('/named');
});

test('Without a document, bundle writes nothing and exits with 2; --builtin asks for the example', async () => {
  const command = await folderWith({});
  expect(await command('bundle')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--builtin') });
  expect(await command('bundle', '--builtin')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('/auditLogs/'),
  });
});

test('A suite without a document is checked against the openapi.yaml of the folder, and never against the example', async () => {
  const line = JSON.stringify({ request: { method: 'GET', url: '/here' }, response: { status: 200 } });
  const files = { 'docproof.yaml': 'suites:\n  all: { captures: [t.ndjson] }\n', 't.ndjson': `${line}\n` };
  const without = await folderWith(files);
  expect(await without('check')).toMatchObject({ code: 2, stderr: expect.stringContaining('no document was named') });
  const having = await folderWith({ ...files, 'openapi.yaml': documentWith('/here') });
  expect(await having('check')).toMatchObject({ code: 0, stdout: expect.stringContaining('PASSED') });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const REPORTER = fileURLToPath(new URL('./plain-reporter.ts', import.meta.url));

const PASSES = "import { test } from 'vitest';\ntest('passes', () => {});";
const CASES = {
  'passes.test.js': PASSES,
  'fails.test.js':
    "import { test } from 'vitest';\ntest('fails', () => { throw new Error('no'); });\ntest.skip('not yet', () => {});",
  'hook.test.js': `import { beforeAll } from 'vitest';\nbeforeAll(() => { throw new Error('no'); });\n${PASSES}`,
  'inner-hook.test.js': `import { beforeAll, describe, test } from 'vitest';
describe('a group', () => { beforeAll(() => { throw new Error('no'); }); test('never runs', () => {}); });`,
  'broken.test.js': `import './nothing-here.js';\n${PASSES}`,
  'late.test.js': `${PASSES}\ntest('ends too early', () => { Promise.reject(new Error('late')); });`,
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docproof-reporter-'));
  symlinkSync(MODULES, join(folder, 'node_modules'), 'junction');
  writeFileSync(
    join(folder, 'vitest.config.mjs'),
    `import { PlainReporter } from '${pathToFileURL(REPORTER)}';\nexport default { test: { reporters: [new PlainReporter()] } };`,
  );
  for (const [name, text] of Object.entries(CASES)) writeFileSync(join(folder, name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  { file: 'passes', status: 0, line: '1 passed, 0 failed, 0 skipped' },
  { file: 'fails', status: 1, line: '0 passed, 1 failed, 1 skipped' },
  { file: 'hook', status: 1, line: '0 passed, 2 failed, 2 skipped' },
  { file: 'broken', status: 1, line: '0 passed, 1 failed, 0 skipped' },
  { file: 'late', status: 1, line: '2 passed, 1 failed, 0 skipped' },
])('closes a run in which one $file with: $line', ({ file, status, line }) => {
  const vitest = join(MODULES, 'vitest/vitest.mjs');
  const ran = spawnSync(process.execPath, [vitest, 'run', '--root', folder, file], { encoding: 'utf8' });
  expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe(line);
  expect(ran.status).toBe(status);
});

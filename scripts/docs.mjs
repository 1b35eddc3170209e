/**
 * `npm run docs`: builds the documentation site into docs/.vitepress/dist. VitePress and TypeDoc have a package.json
 * and lock file of their own in docs/; they are installed there when they are not, or when the lock file has changed.
 * With `--serve` it shows the site while its pages are edited.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLibrary } from './docs/library.mjs';
import { buildPlayground } from './docs/playground.mjs';
import { writeProjectPages } from './docs/project.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DOCS = join(ROOT, 'docs');

install();
writeProjectPages(ROOT);
await Promise.all([buildPlayground(ROOT), writeLibrary(ROOT)]);
const verb = process.argv.includes('--serve') ? 'dev' : 'build';
run(DOCS, process.execPath, join(DOCS, 'node_modules/vitepress/bin/vitepress.js'), verb);

function install() {
  const stamp = join(DOCS, 'node_modules/.docproof-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(join(DOCS, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // No script of a package needs to run: esbuild's only checks what its optional package brings.
  run(DOCS, process.platform === 'win32' ? 'npm.cmd' : 'npm', 'ci', '--no-audit', '--no-fund', '--ignore-scripts');
  writeFileSync(stamp, wanted);
}

/** @param {string} cwd @param {string} command @param {...string} args */
function run(cwd, command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

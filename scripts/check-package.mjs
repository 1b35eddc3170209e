/**
 * `npm run check:package`: packs the built package, and holds the tarball to publint and to attw ("are the types
 * wrong").
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundler.mjs';

const folder = mkdtempSync(join(tmpdir(), 'docproof-pack-'));
try {
  run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]);
  const tarball = join(folder, readdirSync(folder)[0] ?? '');
  run('npx', ['--yes', 'publint@0.3.25', tarball, '--strict']);
  // The document is no module: nothing imports it, and its types cannot be wrong.
  run('npx', ['--yes', '@arethetypeswrong/cli@0.18.5', tarball, '--exclude-entrypoints', './spec/openapi.yaml']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

// Where things are, for all cases.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BENCH = fileURLToPath(new URL('../', import.meta.url));
export const ROOT = join(BENCH, '..');
export const DOCPROOF = join(ROOT, 'dist/cli/main.cjs');
export const PRISM = join(BENCH, 'node_modules/@stoplight/prism-cli/dist/index.js');

export const temporary = mkdtempSync(join(tmpdir(), 'docproof-bench-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

let bundled;
/** The built-in document as one file, for tools that read no others. */
export function bundledDocument() {
  if (bundled) return bundled;
  bundled = join(temporary, 'openapi.json');
  const { status } = spawnSync(process.execPath, [DOCPROOF, 'bundle', '--builtin', '--quiet', '-o', bundled], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('docproof bundle failed');
  return bundled;
}

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds the site once for all tests of this folder, as `npm run docs` does. */
export function setup(): void {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  // A site that was just built is good enough while one works at its tests.
  if (process.env.SITE_IS_BUILT) return;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 540_000,
  });
  if (status !== 0) throw new Error(`npm run docs failed:\n${stdout}\n${stderr}`);
}

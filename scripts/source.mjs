/** Modules of src/ for scripts and benchmarks: what the package publishes has fewer. */
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { esmOptions, ROOT } from './bundler.mjs';

/**
 * Bundles files of src/ and imports them. They share their modules, as they do in src/.
 * @param {...string} sources such as `src/options/index.ts`
 * @returns their exports, in the same order
 */
export async function importSources(...sources) {
  // Two folders below the project, as each file of the build is.
  const outdir = join(ROOT, '.docproof', `source-${process.pid}`);
  const entries = Object.fromEntries(
    sources.map((source) => [relative('src', source).replaceAll('/', '-').slice(0, -3), source]),
  );
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await build({ ...esmOptions(entries, outdir), chunkNames: '[name]-[hash]', sourcemap: false });
  return Promise.all(Object.keys(entries).map((entry) => import(pathToFileURL(join(outdir, `${entry}.js`)).href)));
}

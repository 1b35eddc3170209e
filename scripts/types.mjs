/** The declarations of the package: one file an entry and format, which needs no other and no package but @types/node. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { ROOT } from './bundler.mjs';
import { ENTRIES } from './entries.mjs';

/** Where tsconfig.build.json puts one declaration file a source. */
const SINGLE = join(ROOT, '.docproof/types');

/**
 * Checks all types, and bundles the declarations of libraries.
 * @param {string} outdir
 * @returns the declaration files of packages that are inlined, relative to the project
 * @throws Error at wrong types
 */
export async function writeTypes(outdir) {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('the types are wrong: see above');
  const files = [];
  for (const { entry, source, formats, types } of ENTRIES) {
    if (!types) continue;
    files.push(...(await bundled(source.replace(/^src\/(.*)\.ts$/, '$1.d.ts'), entry, outdir)));
    if (formats.includes('cjs')) copyFileSync(join(outdir, `${entry}.d.ts`), join(outdir, `${entry}.d.cts`));
  }
  rmSync(SINGLE, { recursive: true, force: true });
  return files.map((file) => relative(ROOT, file)).filter((file) => file.startsWith('node_modules/'));
}

async function bundled(declarations, entry, outdir) {
  const bundle = await rolldown({
    cwd: ROOT,
    input: { [entry]: join(SINGLE, declarations) },
    plugins: [dts({ dtsOnly: true, generator: 'oxc', sourcemap: false })],
    checks: { pluginTimings: false },
    // Types of packages that users install may not pass their compiler: what is left of them fails the package's test.
    external: (id) => /^[^./]/.test(id) && id !== 'openapi-types' && id !== entry,
  });
  const { output } = await bundle.write({ dir: outdir, format: 'es' });
  await bundle.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

/**
 * `npm run build`: bundles the entries of entries.mjs into dist/, and writes THIRD-PARTY.md. With `--types` it checks
 * and bundles types too, for the package. With `--watch` it bundles again on each change, until it is ended.
 */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, context } from 'esbuild';
import { writeInspector } from './bundle-page.mjs';
import { ROOT, tableOptions } from './bundler.mjs';
import { ENTRIES } from './entries.mjs';
import { inlinedFiles, inlinedPackages, thirdParty } from './inlined.mjs';

const DIST = join(ROOT, 'dist');

if (process.argv.includes('--watch')) {
  for (const options of tableOptions(DIST))
    await (await context({ ...options, plugins: [...(options.plugins ?? []), runBits()] })).watch();
  await writeInspector(DIST);
} else {
  rmSync(DIST, { recursive: true, force: true });
  const built = await Promise.all(tableOptions(DIST).map((options) => build(options)));
  setRunBits();
  takeMapsAway();
  const inInspector = await writeInspector(DIST);
  const inCode = inlinedFiles([...built.flatMap(({ metafile }) => (metafile ? [metafile] : [])), ...inInspector]);
  const { writeTypes } = process.argv.includes('--types') ? await import('./types.mjs') : {};
  const inTypes = ((await writeTypes?.(DIST)) ?? []).map((name) => `node_modules/${name}/`);
  writeFileSync(join(ROOT, 'THIRD-PARTY.md'), thirdParty(inlinedPackages([...inCode, ...inTypes])));
}

/** `npx docproof` runs the file itself. */
function setRunBits() {
  for (const { entry, run } of ENTRIES)
    if (run) for (const form of ['js', 'cjs']) chmodSync(join(DIST, `${entry}.${form}`), 0o755);
}

/** Vite inlines a setup file, and would warn of sources that the package does not have. */
function takeMapsAway() {
  for (const { entry, isUnmapped } of ENTRIES) {
    if (!isUnmapped) continue;
    const file = join(DIST, `${entry}.js`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=.*\n?$/, ''));
    rmSync(`${file}.map`);
  }
}

function runBits() {
  return {
    name: 'run bits',
    setup: ({ onEnd }) => onEnd(({ errors }) => (errors.length === 0 ? setRunBits() : undefined)),
  };
}

/**
 * The declarations of the package: one file an entry and format, which needs no other and no package but @types/node.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './bundler.mjs';
import { ENTRIES } from './entries.mjs';

/** Where tsconfig.build.json puts one declaration file a source. */
const FOLDER = join(ROOT, '.docproof');
const SINGLE = join(FOLDER, 'types');

/** Packages whose types are written into the declarations: users need not install them. */
const INLINED = ['openapi-types'];

/** Keeps what a source adds to the types of a tool: `declare module` and `declare global`. */
const AUGMENTING = ['--inline-declare-externals', '--inline-declare-global'];

/**
 * Checks all types, and bundles the declarations of libraries, as many at a time as there are processors.
 * @param {string} outdir
 * @returns {Promise<string[]>} the packages whose types are inlined
 * @throws Error at wrong types
 */
export async function writeTypes(outdir) {
  await run('the types are wrong', join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json');
  const waiting = ENTRIES.filter(({ types }) => types);
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) await bundle(row, outdir);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  rmSync(FOLDER, { recursive: true, force: true });
  return INLINED;
}

async function bundle({ entry, source, formats, moreTypes, dom, typesOf }, outdir) {
  const bundler = createRequire(import.meta.url).resolve('dts-bundle-generator/dist/bin/dts-bundle-generator.js');
  const declarations = join(SINGLE, source.replace(/^src\/(.*)\.ts$/, '$1.d.ts'));
  const project = join(FOLDER, `${entry.replaceAll('/', '-')}.json`);
  const compilerOptions = dom ? { lib: ['ES2023', 'DOM', 'DOM.Iterable'] } : {};
  const settings = { extends: '../tsconfig.json', compilerOptions, include: [], files: [declarations] };
  writeFileSync(project, JSON.stringify(settings));
  const options = ['--no-check', '--no-banner', '--silent', '--export-referenced-types=false', ...AUGMENTING];
  const inlined = INLINED.flatMap((name) => ['--external-inlines', name]);
  const target = join(outdir, `${entry}.d.ts`);
  const files = ['--project', project, '-o', target, '--', declarations];
  await run('the declarations cannot be bundled', bundler, ...options, ...inlined, ...files);
  writeFileSync(target, withoutMarks(readFileSync(target, 'utf8')));
  if (typesOf) writeFileSync(target, `export { ${exportedBy(target).join(', ')} } from '${typesOf}';\n`);
  if (moreTypes) appendFileSync(target, readFileSync(join(ROOT, moreTypes)));
  if (formats.includes('cjs')) copyFileSync(target, join(outdir, `${entry}.d.cts`));
}

/**
 * Each bundle declares our classes again, and TypeScript takes two classes with `#private` for different ones. Without
 * that mark, a contract of one entry is a contract for another.
 * @param {string} text of a bundle
 */
function withoutMarks(text) {
  return text.replaceAll(/^\s*#private;\n/gm, '');
}

/** The names that a bundle of declarations exports. */
function exportedBy(file) {
  const text = readFileSync(file, 'utf8');
  const declared = /^export (?:declare )?(?:interface|type|function|class|const) (\w+)/gm;
  return [...new Set([...text.matchAll(declared)].map(([, name]) => name))].sort();
}

async function run(fault, ...command) {
  const [status] = await once(spawn(process.execPath, command, { cwd: ROOT, stdio: 'inherit' }), 'close');
  if (status !== 0) throw new Error(`${fault}: see above`);
}

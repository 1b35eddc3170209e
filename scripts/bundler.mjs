/** The settings with which esbuild bundles src/ for Node: shared by the build, by development and by scripts. */
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeChunked } from './chunked.mjs';
import { ENTRIES, IN_BROWSERS, INLINED_IN_CJS } from './entries.mjs';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
const { dependencies, peerDependencies = {} } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** What users install beside `dist/`: our dependencies, and the tools of theirs into which we plug. */
const APART = Object.keys({ ...dependencies, ...peerDependencies });
/** The same for browsers: what is ours is inlined there. */
const TOOLS = Object.keys(peerDependencies);

/** Inlined CommonJS asks for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Some packages have, beside their ES modules, a `main` whose `require` no bundler can follow.
  mainFields: ['module', 'main'],
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
};

/**
 * ES modules that share chunks.
 * @param {Record<string, string>} entryPoints sources by entry
 * @param {string} outdir
 * @returns {import('esbuild').BuildOptions}
 */
export function esmOptions(entryPoints, outdir) {
  return {
    ...COMMON,
    entryPoints,
    outdir,
    format: 'esm',
    splitting: true,
    // Names stay, for messages and stack traces.
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: REQUIRE },
    plugins: [apart(APART), withoutUnused(), unmapped()],
  };
}

/** The builds of the table of entries. @param {string} outdir @returns {import('esbuild').BuildOptions[]} */
export function tableOptions(outdir) {
  return [
    esmOptions(entriesOf('esm'), outdir),
    browserOptions(entriesOf('esm', 'browser'), outdir),
    browserOptions(entriesOf('esm', 'browser', true), outdir, { isWhole: true }),
    ...ENTRIES.filter(({ isImported }) => isImported).map(({ entry }) => importing(entry, outdir)),
    ...ENTRIES.filter(({ formats }) => formats.includes('cjs')).map(({ entry, source, isLoaded, isKept, partOf }) => {
      if (isKept) return keptOptions(outdir);
      if (partOf) return part(entry, partOf, outdir);
      return isLoaded ? loading(entry, source, outdir) : cjs(entry, source, outdir);
    }),
  ];
}

/**
 * One CommonJS file, since esbuild splits ES modules only. What is imported dynamically still runs when needed. It
 * keeps short lines instead of a source map, which would be nearly as large again.
 */
function cjs(entry, source, outdir) {
  return {
    ...COMMON,
    entryPoints: { [entry]: source },
    outdir,
    format: 'cjs',
    minifyWhitespace: true,
    // Short names inside, since it holds all in one file; those of functions and classes stay for messages.
    minifyIdentifiers: true,
    keepNames: true,
    lineLimit: 500,
    outExtension: { '.js': '.cjs' },
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [withoutUnused(), besides(entry), apart(APART.filter((name) => !INLINED_IN_CJS.includes(name)))],
  };
}

/**
 * The file of the command line and the library, and the one beside it with what few starts need, made of the same
 * chunks. Names inside are short, for a quarter less is read at each start; functions and classes do not keep theirs
 * either, since keeping them runs a call for each at the start.
 * @param {string} outdir
 * @param {boolean} [hasNames] whether they have all names: line by line the same program, for who reads a stack trace
 * or a profile, with a list of the sources in each chunk
 * @returns {import('esbuild').BuildOptions}
 */
export function keptOptions(outdir, hasNames = false) {
  const { entry, source, soon = [] } = ENTRIES.find(({ isKept }) => isKept);
  const library = ENTRIES.find(({ partOf }) => partOf === 'library')?.source;
  const inlined = [...INLINED_IN_CJS, 'ajv', 'ajv-formats'];
  const file = join(outdir, `${entry}.cjs`);
  return {
    ...COMMON,
    entryPoints: { commandLine: source, library },
    outdir,
    write: false,
    format: 'esm',
    splitting: true,
    chunkNames: '[name]-[hash]',
    define: { 'import.meta.url': 'moduleUrl' },
    plugins: [
      withoutUnused(),
      ajvInside(),
      apart(APART.filter((name) => !inlined.includes(name))),
      {
        name: 'chunked',
        setup: ({ onEnd }) =>
          onEnd(async (built) => {
            if (built.errors.length > 0) return;
            const sources = await writeChunked(built, {
              file,
              later: join(dirname(file), 'later.cjs'),
              entries: { commandLine: source, library },
              first: [source, ...soon],
              hasNames,
            });
            if (hasNames) await writeFile(join(dirname(file), 'chunks.json'), JSON.stringify(sources));
          }),
      },
    ],
  };
}

/** A CommonJS file with the exports of a part of the kept file. */
function part(entry, name, outdir) {
  const { entry: whole } = ENTRIES.find(({ isKept }) => isKept);
  const contents = `module.exports = require('${relative(dirname(entry), whole)}.cjs').${name}();`;
  return { ...COMMON, stdin: { contents }, bundle: false, format: 'cjs', outfile: join(outdir, `${entry}.cjs`) };
}

/**
 * What loads ajv's files when they are needed has them in the bundle: each is still evaluated when it is asked for. So
 * are our keywords for it: most starts compile no schema. And so is RE2, which few patterns need, and whose tables take
 * a while to make.
 */
function ajvInside() {
  const later = "import { createAjvEngine } from './ajv-engine.js';";
  const re2 = "import { RE2JS } from 're2js';";
  return {
    name: 'ajv-inside',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/]schema[\\/]validate[\\/]engine\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!text.includes(later)) throw new Error(`${path} has no line ${later}`);
        const loading =
          "const createAjvEngine = (options) => $now(import('./ajv-engine.js')).createAjvEngine(options);";
        return { contents: text.replace(later, loading), loader: 'ts' };
      });
      build.onLoad({ filter: /[\\/]src[\\/]schema[\\/]regexp[\\/]re2\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        if (!text.includes(re2)) throw new Error(`${path} has no line ${re2}`);
        const used = "return $now(import('re2js')).RE2JS;";
        return { contents: text.replace(re2, '').replace('return RE2JS;', used), loader: 'ts' };
      });
      build.onLoad(
        { filter: /[\\/]src[\\/]schema[\\/](?:validate[\\/]ajv|precompiled[\\/]library)\.ts$/ },
        async ({ path }) => ({
          contents: (await readFile(path, 'utf8'))
            .replace(/^ *const load = createRequire\(import\.meta\.url\);$/m, '')
            .replaceAll(/\bload\(/g, 'require('),
          loader: 'ts',
        }),
      );
    },
  };
}

/** A program in the form of an ES module, for who names that file. */
function importing(entry, outdir) {
  const contents = `#!/usr/bin/env node\nimport './${entry.split('/').at(-1)}.cjs';`;
  return { ...COMMON, stdin: { contents }, bundle: false, format: 'esm', outfile: join(outdir, `${entry}.js`) };
}

/** A CommonJS file that loads the ES module beside it, so that both are one module, and its code is there once. */
function loading(entry, source, outdir) {
  const loaded = `require('./${entry.split('/').at(-1)}.js')`;
  const hasDefault = /^export default |\bas default\b/m.test(readFileSync(join(ROOT, source), 'utf8'));
  // Tools look for the mark in the text, to know that the default export is one member of several.
  const contents = hasDefault
    ? `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = ${loaded}.default;`
    : `module.exports = ${loaded};`;
  return { ...COMMON, stdin: { contents }, bundle: false, format: 'cjs', outfile: join(outdir, `${entry}.cjs`) };
}

/**
 * ES modules for browsers and workers: every package is inlined, and what few documents need is in chunks that are
 * loaded when they are needed.
 * @param {Record<string, string>} entryPoints sources by entry
 * @param {string} outdir
 * @param {{ isWhole?: boolean }} [how] whether each entry is one file instead
 * @returns {import('esbuild').BuildOptions}
 */
export function browserOptions(entryPoints, outdir, { isWhole = false } = {}) {
  return {
    ...COMMON,
    entryPoints,
    outdir,
    platform: 'browser',
    target: 'es2022',
    format: 'esm',
    splitting: !isWhole,
    minify: true,
    chunkNames: 'browser/chunks/[name]-[hash]',
    plugins: [apart(TOOLS), inBrowsers(isWhole), withoutHelp()],
  };
}

function entriesOf(format, platform, isWhole) {
  const rows = ENTRIES.filter(
    (row) => row.formats.includes(format) && row.platform === platform && row.isWhole === isWhole,
  );
  return Object.fromEntries(rows.map(({ entry, source }) => [entry, source]));
}

/**
 * Takes the browser's side of each pair, except where that side itself asks for the other. What is one file has nothing
 * that is loaded later.
 */
function inBrowsers(isWhole) {
  return {
    name: 'in-browsers',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, importer }) => {
        const source = relative(ROOT, join(dirname(importer), path))
          .replaceAll('\\', '/')
          .replace(/\.js$/, '.ts');
        const side = IN_BROWSERS[source];
        const instead = side && join(ROOT, side);
        if (isWhole && side?.endsWith('-later.ts')) return undefined;
        return instead && importer !== instead ? { path: instead } : undefined;
      });
    },
  };
}

/** An entry of one CommonJS file requires another entry of the table instead of holding its code too. */
function besides(entry) {
  const others = new Map(
    Object.entries(entriesOf('cjs')).flatMap(([other, source]) =>
      other === entry ? [] : [[join(ROOT, source), other]],
    ),
  );
  return {
    name: 'besides',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\/.*\.js$/ }, ({ path, importer }) => {
        const other = others.get(join(dirname(importer), path).replace(/\.js$/, '.ts'));
        const place = other && relative(dirname(entry), `${other}.cjs`);
        return place && { path: place.startsWith('.') ? place : `./${place}`, external: true };
      });
    },
  };
}

/** Texts of `--help` are for the command line: no browser loads them. */
function withoutHelp() {
  return {
    name: 'without-help',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/]options[\\/]tables[\\/].*\.ts$/ }, async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(/\bhelp:\s*'(?:[^'\\]|\\.)*'/g, "help: ''"),
        loader: 'ts',
      }));
    },
  };
}

/** Leaves the packages that users install out of the bundle. Another version, inside an inlined package, is inlined. */
function apart(names) {
  return {
    name: 'dependencies',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        const name = path.split('/', path.startsWith('@') ? 2 : 1).join('/');
        if (!names.includes(name)) return undefined;
        const isOwn = !importer.includes('/node_modules/');
        const found = () => createRequire(importer).resolve(path);
        return isOwn || found().startsWith(join(ROOT, 'node_modules', name, '/'))
          ? { path, external: true }
          : undefined;
      });
    },
  };
}

/**
 * What inlined packages load, and we never use. Express has its body parser, with tables of all charsets, and 180 kB of
 * media types; our pages read the few bodies that they take by themselves, and send few types. The converter of Swagger
 * has a YAML library; it gets values without references to other files from us.
 */
const REPLACED = [
  { filter: /\/node_modules\/body-parser\/index\.js$/, contents: () => 'module.exports = {};' },
  {
    filter: /\/node_modules\/mime-db\/index\.js$/,
    contents: async (path) => `module.exports = ${await fewTypes(path)};`,
  },
  {
    filter: /\/node_modules\/(?:swagger2openapi|oas-resolver)\/node_modules\/yaml\/.*\.js$/,
    contents: () => 'module.exports = { parse: JSON.parse, stringify: (value) => JSON.stringify(value) };',
  },
];
const TYPES_OF_PAGES = [
  'application/json',
  'application/octet-stream',
  'text/css',
  'text/event-stream',
  'text/html',
  'text/javascript',
  'text/plain',
];

function withoutUnused() {
  return {
    name: 'without-unused',
    setup(build) {
      for (const { filter, contents } of REPLACED)
        build.onLoad({ filter }, async ({ path }) => ({ contents: await contents(path), loader: 'js' }));
    },
  };
}

async function fewTypes(path) {
  const all = JSON.parse(await readFile(join(dirname(path), 'db.json'), 'utf8'));
  return JSON.stringify(Object.fromEntries(TYPES_OF_PAGES.map((type) => [type, all[type]])));
}

/** Source maps lead to our sources alone: those of inlined packages would be two thirds of them. */
function unmapped() {
  const map = Buffer.from('{"version":3,"sources":["inlined"],"mappings":"AAAA"}').toString('base64');
  const load =
    (before) =>
    async ({ path }) => ({
      contents: `${before}${await readFile(path, 'utf8')}\n//# sourceMappingURL=data:application/json;base64,${map}`,
      loader: 'js',
    });
  return {
    name: 'unmapped',
    setup(build) {
      build.onLoad({ filter: /\/node_modules\/.*\.[cm]?js$/ }, load(''));
      build.onLoad({ filter: /\/node_modules\/.*\.json$/ }, load('module.exports='));
    },
  };
}

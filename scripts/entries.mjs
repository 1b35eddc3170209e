/**
 * What `npm run build` makes: one row an entry. Each becomes `dist/ENTRY.js` (esm) or `dist/ENTRY.cjs` (cjs). Entries
 * in esm share chunks in `dist/chunks/`, and what they import dynamically is in chunks of its own, loaded when needed.
 * Every file is two folders below the package, as sources are below `src/`: so `../../spec/` leads to the same place.
 * `run`: it is a program, and gets the run bit. `types`: it is a library, and its declarations are bundled for each
 * format; `require` of one that has no cjs row gets the main file, which exports the same. `moreTypes`: a
 * file whose text ends the declarations, since it needs types that are not installed here.
 * `isUnmapped`: it has no source map. `dom`: its tool's types need those of pages.
 * `isImported`: its esm form imports the cjs one, which starts sooner: Node loads what ES modules need with the first
 * one.
 * `isLoaded`: its cjs form loads the esm one by `require`, as each Node that we support can.
 * `typesOf`: another entry, beside it, exports the same types and more. `platform`: it is for
 * browsers and workers, uses nothing of Node and needs no package; chunks of its own, or one file with all, since a
 * service worker may not import dynamically (`isWhole`). `isKept`: V8's code of it is kept (src/cli/kept-code.ts): ajv
 * is inlined, and the first line is a digest; it is made of chunks (chunked.mjs), of which `soon` lists what they are
 * made of that start soonest. `partOf`: its cjs form is what this function of the kept file returns.
 * @typedef {{ entry: string, source: string, formats: readonly ('esm' | 'cjs')[], run?: true, types?: true,
 *   moreTypes?: string, isUnmapped?: true, isImported?: true, isLoaded?: true, dom?: true, typesOf?: string,
 *   platform?: 'browser', isWhole?: true, isKept?: true, soon?: readonly string[], partOf?: string }} Entry
 * @type {readonly Entry[]}
 */
export const ENTRIES = [
  { entry: 'cli/main', source: 'src/cli/main.ts', formats: ['cjs'], run: true, isImported: true },
  {
    entry: 'commonjs/whole',
    source: 'src/cli/run.ts',
    formats: ['cjs'],
    isKept: true,
    soon: [
      'src/cli/mock.ts',
      'src/cli/proxy.ts',
      'src/cli/check.ts',
      'src/document/index.ts',
      'src/api/wrong-examples.ts',
    ],
  },
  { entry: 'api/index', source: 'src/api/index.ts', formats: ['esm', 'cjs'], types: true, partOf: 'library' },
  { entry: 'core/index', source: 'src/core/index.ts', formats: ['esm'], types: true },
  { entry: 'core/contract', source: 'src/core/contract.ts', formats: ['esm'], types: true, typesOf: './index.js' },
  { entry: 'browser/core', source: 'src/core/index.ts', formats: ['esm'], platform: 'browser' },
  { entry: 'browser/contract', source: 'src/core/contract.ts', formats: ['esm'], platform: 'browser' },
  { entry: 'browser/worker', source: 'src/core/index.ts', formats: ['esm'], platform: 'browser', isWhole: true },
  { entry: 'integrations/express', source: 'src/integrations/express/index.ts', formats: ['esm'], types: true },
  { entry: 'integrations/vitest', source: 'src/integrations/vitest/index.ts', formats: ['esm'], types: true },
  {
    entry: 'integrations/vitest-reporter',
    source: 'src/integrations/vitest/coverage.ts',
    formats: ['esm'],
    types: true,
  },
  {
    entry: 'integrations/vitest-setup',
    source: 'src/integrations/vitest/setup.ts',
    formats: ['esm'],
    types: true,
    isUnmapped: true,
  },
  {
    entry: 'integrations/jest',
    source: 'src/integrations/jest/index.ts',
    formats: ['esm', 'cjs'],
    types: true,
    moreTypes: 'src/integrations/jest/expect-types.txt',
  },
  {
    entry: 'integrations/jest-reporter',
    source: 'src/integrations/jest/coverage.ts',
    formats: ['esm', 'cjs'],
    types: true,
  },
  { entry: 'integrations/jest-setup', source: 'src/integrations/jest/setup.ts', formats: ['esm', 'cjs'], types: true },
  { entry: 'integrations/msw', source: 'src/integrations/msw/index.ts', formats: ['esm'], types: true, dom: true },
  { entry: 'browser/msw', source: 'src/integrations/msw/index.ts', formats: ['esm'], platform: 'browser' },
  { entry: 'integrations/vite', source: 'src/integrations/vite/index.ts', formats: ['esm'], types: true },
  {
    entry: 'integrations/playwright',
    source: 'src/integrations/playwright/index.ts',
    formats: ['esm', 'cjs'],
    types: true,
    isLoaded: true,
  },
  {
    entry: 'integrations/playwright-reporter',
    source: 'src/integrations/playwright/coverage.ts',
    formats: ['esm', 'cjs'],
    types: true,
    isLoaded: true,
  },
  { entry: 'threads/thread', source: 'src/threads/thread.ts', formats: ['esm'] },
  { entry: 'fleet/thread', source: 'src/fleet/thread.ts', formats: ['esm'] },
  { entry: 'api/shadow-thread', source: 'src/api/shadow-thread.ts', formats: ['esm'] },
];

/**
 * The sides of a pair that builds for browsers take: `X-later.ts` imports `X.ts` dynamically, when it is needed, and
 * `ajv-bundled.ts` needs no file to be loaded at once; `X-left-out.ts` does without what only Node needs. Both sides
 * export the same functions.
 * @type {Readonly<Record<string, string>>}
 */
export const IN_BROWSERS = {
  'src/model/few-exact.ts': 'src/model/few-exact-left-out.ts',
  'src/schema/regexp/re2.ts': 'src/schema/regexp/re2-later.ts',
  'src/schema/validate/convert.ts': 'src/schema/validate/convert-later.ts',
  'src/schema/validate/engine.ts': 'src/schema/validate/engine-later.ts',
  'src/schema/validate/ajv.ts': 'src/schema/validate/ajv-bundled.ts',
  'src/schema/precompiled/validators.ts': 'src/schema/precompiled/validators-later.ts',
  'src/schema/precompiled/library.ts': 'src/schema/precompiled/library-bundled.ts',
  'src/generate/generator.ts': 'src/generate/generator-later.ts',
};

/** Jest loads no ES modules where CommonJS asks for them: a dependency that has no other form is inlined there. */
export const INLINED_IN_CJS = ['@faker-js/faker'];

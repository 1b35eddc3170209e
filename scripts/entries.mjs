/**
 * What `npm run build` makes: one row an entry. Each becomes `dist/ENTRY.js` (esm) or `dist/ENTRY.cjs` (cjs). Entries
 * in esm share chunks in `dist/chunks/`, and what they import dynamically is in chunks of its own, loaded when needed.
 * Every file is two folders below the package, as sources are below `src/`: so `../../spec/` leads to the same place.
 * `run`: it is a program, and gets the run bit. `types`: it is a library, and its declarations are bundled for each
 * format.
 * @type {readonly { entry: string, source: string, formats: readonly ('esm' | 'cjs')[], run?: true, types?: true }[]}
 */
export const ENTRIES = [
  { entry: 'cli/main', source: 'src/cli/main.ts', formats: ['esm'], run: true },
  { entry: 'api/index', source: 'src/api/index.ts', formats: ['esm', 'cjs'], types: true },
  { entry: 'threads/thread', source: 'src/threads/thread.ts', formats: ['esm'] },
];

/** Jest loads no ES modules where CommonJS asks for them: a dependency that has no other form is inlined there. */
export const INLINED_IN_CJS = ['@faker-js/faker'];

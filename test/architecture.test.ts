import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { IN_BROWSERS } from '../scripts/entries.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** A row of the table of allowed imports. */
interface Allowed {
  readonly folders: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
  /** Folders and packages of which only types may be imported. */
  readonly typesOnly: ReadonlySet<string>;
}

/** An import in a source file: `from` is the file, below src/. */
interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly isType: boolean;
}

/** Reads the table under "Allowed imports". `x (types)` allows the types of x. */
function parseTable(markdown: string): Map<string, Allowed> {
  const lines = markdown.split('\n');
  const head = lines.findIndex((line) => /^\| folder \| may import \| third-party packages \|/.test(line));
  const rows = new Map<string, Allowed>();
  for (const line of lines.slice(head + 2)) {
    if (!line.startsWith('|')) break;
    const [, folder = '', folders = '', packages = ''] = line.split('|').map((cell) => cell.trim());
    rows.set(names(folder)[0] ?? '', {
      folders: new Set(names(folders)),
      packages: new Set(names(packages)),
      typesOnly: new Set(names(`${folders}, ${packages}`, /`([^`]+)` \(types\)/g)),
    });
  }
  return rows;
}

function names(cell: string, pattern = /`([^`]+)`/g): string[] {
  return [...cell.matchAll(pattern)].map(([, name = '']) => name);
}

/** `import { type X } from 'x'` loads x nevertheless (TypeScript's `verbatimModuleSyntax`): it does not count as a type. */
function importsOf(file: string, text: string): Import[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'/g;
  return [...text.matchAll(pattern)].map(([all, a, b, c]) => ({
    from: file,
    specifier: a ?? b ?? c ?? '',
    isType: /^\s*(?:import|export)\s+type\b/.test(all),
  }));
}

/** What breaks the table, in words. */
function breaches(imports: readonly Import[], table: ReadonlyMap<string, Allowed>): string[] {
  const found: string[] = [];
  for (const { from, specifier, isType } of imports) {
    const folder = from.split('/')[0] ?? '';
    const row = table.get(folder);
    if (!row) found.push(`${folder} is not in the table`);
    else {
      const name = specifier.startsWith('.') ? folderOf(from, specifier) : packageOf(specifier);
      const isAllowed = specifier.startsWith('.') ? name === folder || row.folders.has(name) : row.packages.has(name);
      if (!isAllowed) found.push(`${from} imports ${name}`);
      else if (row.typesOnly.has(name) && !isType) found.push(`${from} imports more than types of ${name}`);
    }
  }
  return [...new Set(found)];
}

function folderOf(from: string, specifier: string): string {
  return normalize(join(dirname(from), specifier)).split('/')[0] ?? '';
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The source of a module: components are in files of another ending. */
function sourceOf(module: string): string {
  const source = module.replace(/\.js$/, '.ts');
  return existsSync(join(ROOT, 'src', `${source}x`)) ? `${source}x` : source;
}

/** Files that import each other, run-time imports and types alike. */
function cycles(imports: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { from, specifier } of imports) {
    if (specifier.startsWith('.'))
      edges.set(from, [...(edges.get(from) ?? []), sourceOf(normalize(join(dirname(from), specifier)))]);
  }
  const found: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' → '));
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
}

const FILES = sources(join(ROOT, 'src')).map((path) => ({
  file: relative(join(ROOT, 'src'), path),
  text: readFileSync(path, 'utf8'),
}));
const IMPORTS = FILES.flatMap(({ file, text }) => importsOf(file, text));
const ARCHITECTURE = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
const TABLE = parseTable(ARCHITECTURE);
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('the table of allowed imports', () => {
  test('The table of allowed imports names exactly the folders of src', () => {
    expect([...TABLE.keys()].sort()).toEqual([...new Set(FILES.map(({ file }) => file.split('/')[0]))].sort());
  });

  test('Every import is allowed by the table of imports in ARCHITECTURE.md', () => {
    expect(IMPORTS.length).toBeGreaterThan(200);
    expect(breaches(IMPORTS, TABLE)).toEqual([]);
  });

  test('Options load the names of report formats, and nothing that writes reports', () => {
    const ofReport = IMPORTS.filter(
      ({ from, specifier, isType }) => !isType && from.startsWith('options/') && specifier.includes('/report/'),
    );
    expect(ofReport.length).toBeGreaterThan(0);
    expect([...new Set(ofReport.map(({ specifier }) => specifier))]).toEqual(['../../report/names.js']);
    expect(IMPORTS.filter(({ from }) => from === 'report/names.ts')).toEqual([]);
  });

  test('The table of imports and package.json name exactly the packages that src imports', () => {
    const used = new Set(
      IMPORTS.filter(({ specifier }) => !/^[.]|^node:/.test(specifier)).map(({ specifier }) => packageOf(specifier)),
    );
    const listed = new Set(
      [...TABLE.values()].flatMap(({ packages }) => [...packages]).filter((name) => name !== 'node'),
    );
    expect([...listed].sort()).toEqual([...used].sort());
    const installed = Object.keys({ ...PACKAGE.dependencies, ...PACKAGE.devDependencies });
    expect([...used].filter((name) => !installed.includes(name))).toEqual([]);
    expect(Object.keys(PACKAGE.dependencies).filter((name) => !used.has(name))).toEqual([]);
  });
});

/** The packages in the first column of the table that follows a text. */
function packagesAfter(text: string): string[] {
  const rows = ARCHITECTURE.slice(ARCHITECTURE.indexOf(text)).split('\n').slice(2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(2, end < 0 ? undefined : end).flatMap((line) => names(line.split('|')[1] ?? ''));
}

describe('the tables of dependencies', () => {
  test('ARCHITECTURE.md gives a reason for each package that users install, and for no other', () => {
    expect(packagesAfter('## Why each dependency').sort()).toEqual(Object.keys(PACKAGE.dependencies).sort());
  });

  test('ARCHITECTURE.md gives a reason for each package that src imports and the build inlines', () => {
    const used = new Set([...TABLE.values()].flatMap(({ packages }) => [...packages]));
    const apart = { node: true, ...PACKAGE.dependencies, ...PACKAGE.peerDependencies };
    const inlined = [...used].filter((name) => !Object.hasOwn(apart, name));
    expect(inlined.length).toBeGreaterThan(5);
    expect(packagesAfter('Inlined in `dist/`:').sort()).toEqual(inlined.sort());
  });

  test('ARCHITECTURE.md names each tool of users into which Docproof plugs, and each is optional', () => {
    const peers = Object.keys(PACKAGE.peerDependencies ?? {}).sort();
    expect(packagesAfter('Tools of users:').sort()).toEqual(peers);
    expect(peers.filter((name) => PACKAGE.peerDependenciesMeta?.[name]?.optional !== true)).toEqual([]);
  });

  test('ARCHITECTURE.md gives a reason for each package that only developers install, except type packages', () => {
    const inlined = [...packagesAfter('Inlined in `dist/`:'), ...packagesAfter('Tools of users:')];
    const installed = Object.keys(PACKAGE.devDependencies).filter(
      (name) => !name.startsWith('@types/') && !inlined.includes(name),
    );
    expect(packagesAfter('For development only:').sort()).toEqual(installed.sort());
  });
});

/** Rooms that compute: what they need from outside arrives as an argument. */
const CORE = [
  'http',
  'model',
  'redact',
  'schema',
  'document',
  'pages',
  'contract',
  'generate',
  'mock',
  'check',
  'report',
  'selftest',
];
/** Rooms of which the core for browsers and workers consists. */
const ANYWHERE = ['http', 'model', 'redact', 'schema', 'contract', 'generate', 'mock', 'core'];
/** Node's side of a pair: the build puts the other side in its place where an entry is meant for browsers. */
const isReplaced = (file: string): boolean => `src/${file}` in IN_BROWSERS;
/** Texts may hold any word: of them only names of modules count. */
const ofImports = (text: string) => (text.startsWith("'node:") ? text : "''");
const CORE_FILES = FILES.filter(
  ({ file }) => CORE.includes(file.split('/')[0] ?? '') && file !== 'report/html/page.generated.ts',
);
/** The code without its comments. */
const codeOf = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** Whether code needs Node. */
function usesNode(text: string): boolean {
  const code = codeOf(text).replace(/'[^'\n]*'|`[^`]*`/g, ofImports);
  return /'node:|\bBuffer\b|\bprocess\b|\bsetImmediate\b|\brequire\(|\b__dirname\b/.test(code);
}

/** The files that others load, themselves among them. */
function closure(entries: readonly string[]): string[] {
  const reached = new Set(entries);
  for (const file of reached)
    for (const { from, specifier, isType } of IMPORTS)
      if (from === file && !isType && specifier.startsWith('.'))
        reached.add(normalize(join(dirname(from), specifier)).replace(/\.js$/, '.ts'));
  return [...reached];
}

describe('the core', () => {
  test('The core uses no clock, no random numbers, no environment, no timers and no console', () => {
    const pattern =
      /\bprocess\.|\bconsole\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bset(?:Timeout|Interval)\(/;
    expect(CORE_FILES.length).toBeGreaterThan(200);
    expect(CORE_FILES.filter(({ text }) => pattern.test(codeOf(text))).map(({ file }) => file)).toEqual([]);
  });

  test('The rooms that run in browsers and workers use neither modules nor globals of Node', () => {
    const files = FILES.filter(({ file }) => ANYWHERE.includes(file.split('/')[0] ?? '') && !isReplaced(file));
    expect(files.length).toBeGreaterThan(150);
    expect(files.filter(({ text }) => usesNode(text)).map(({ file }) => file)).toEqual([]);
    expect(["import { join } from 'node:path';", 'Buffer.from(text)', 'process.env'].filter(usesNode)).toHaveLength(3);
  });

  test('Nothing of Node is in what the core for browsers and workers loads, statically or dynamically', () => {
    const reached = closure(['core/index.ts', 'core/contract.ts']);
    expect(reached.length).toBeGreaterThan(150);
    const rooms = new Set(reached.map((file) => file.split('/')[0] ?? ''));
    expect([...rooms].sort()).toEqual([...ANYWHERE, 'check', 'document', 'options', 'store'].sort());
    const files = FILES.filter(({ file }) => reached.includes(file) && !isReplaced(file));
    expect(files.filter(({ text }) => usesNode(text)).map(({ file }) => file)).toEqual([]);
  });

  test('The core keeps no state at module level, except the memos that ARCHITECTURE.md names', () => {
    const pattern = /^(?:export )?(?:let \w|const \w+[^=\n]*= (?:new (?:Weak)?(?:Map|Set)(?:<[^(\n]*>)?\(\)|kept\())/m;
    const isEmptyConstant = /^(?:export )?const [A-Z_]+: (?:Readonly(?:Map|Set)<[^\n]*|\w+) = new (?:Map|Set)\(\);$/gm;
    const found = CORE_FILES.filter(({ text }) => pattern.test(codeOf(text).replace(isEmptyConstant, '')));
    const named = new Set(names(/^Memos of pure functions: (.*)$/m.exec(ARCHITECTURE)?.[1] ?? ''));
    expect(found.map(({ file }) => file).filter((file) => ![...named].some((place) => file.startsWith(place)))).toEqual(
      [],
    );
  });
});

describe('the templates of pages', () => {
  const pages = FILES.filter(({ file }) => file.startsWith('pages/'));
  const general = pages.filter(({ file }) => !file.startsWith('pages/templates/'));

  test("Only the folder of Graph's template names Graph, OData and their types", () => {
    const pattern = /microsoft|graph\.|odata|\bedm\b|unknownFutureValue|blockType|HTTP request section/i;
    const outside = pages.filter(({ file }) => !file.startsWith('pages/templates/graph/'));
    expect(outside.length).toBeGreaterThan(40);
    expect(
      outside
        .filter(({ text }) => pattern.test(text.replaceAll("from './graph/index.js'", '')))
        .map(({ file }) => file),
    ).toEqual([]);
    expect(pages.filter(({ text }) => pattern.test(text)).length).toBeGreaterThan(5);
  });

  test('No room of pages imports from the folder of a template', () => {
    const targets = general.flatMap(({ file, text }) =>
      importsOf(file, text).map(({ specifier }) => normalize(join(dirname(file), specifier))),
    );
    expect(targets).toContain('pages/templates/index.js');
    expect(targets.filter((target) => /^pages\/templates\/[^/]+\//.test(target))).toEqual([]);
  });
});

describe('the source', () => {
  test('The source files have no import cycles', () => {
    expect(cycles(IMPORTS)).toEqual([]);
  });

  test('No list of unknown length is spread into a call, which takes only so many arguments', () => {
    const spread = FILES.flatMap(({ file, text }) =>
      [...text.matchAll(/\.(?:push|unshift)\(\.\.\..*/g)].map(([line]) => `${file}: ${line}`),
    );
    // What `splice` takes out of a list is one item here.
    expect(spread.filter((line) => !line.includes('.splice('))).toEqual([]);
  });

  test('No source file has more than 300 lines', () => {
    expect(FILES.filter(({ text }) => text.split('\n').length > 301).map(({ file }) => file)).toEqual([]);
  });

  test('No comment line in src has more than 120 characters', () => {
    const long = FILES.filter(({ file }) => !file.endsWith('.generated.ts')).flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, at) => (line.length > 120 && /^\s*(?:\/?\*|\/\/)/.test(line) ? [`${file}:${at + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test('Each test title is a sentence that begins with its subject', () => {
    const titles = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...readFileSync(join(ROOT, 'test', file), 'utf8').matchAll(
          /^\s*test(?:\.each\([^\n]*\)|\.skipIf\([^\n]*\))?\(\s*(['"`])(.+)\1,\s/gm,
        ),
      ])
      .map(([, , title = '']) => title);
    expect(titles.length).toBeGreaterThan(500);
    // A name of code or of a flag may come first: `--seed`, `openStore`, `docproof`.
    const opening = /^(?:[A-Z]|--\w|docproof |npm |[a-z]+[A-Z]\w+ |\$\{|[$%]\w)/;
    expect(titles.filter((title) => !opening.test(title) || title.split(' ').length < 3)).toEqual([]);
  });

  test('The index file of each folder of src says what the folder never does', () => {
    for (const folder of TABLE.keys()) {
      const index =
        FILES.find(({ file }) => file === `${folder}/index.ts`)?.text ?? (folder === 'cli' ? '/**\nnever' : '');
      expect(index, folder).toMatch(/^\/\*\*\n[\s\S]*?never/i);
    }
  });

  test('The source contains no any and no silenced check', () => {
    expect(
      FILES.filter(({ text }) =>
        /:\s*any\b|\bas any\b|as unknown as|@ts-ignore|@ts-expect-error|biome-ignore/.test(text),
      ).map(({ file }) => file),
    ).toEqual([]);
  });
});

test('SECURITY.md names tests that exist, one at least for each promise', () => {
  const rows =
    readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').split('## What we promise')[1]?.split('\n').slice(4) ?? [];
  const promises = rows.filter((row) => row.startsWith('| '));
  expect(promises.length).toBeGreaterThan(10);
  for (const promise of promises) {
    const files = [...promise.matchAll(/test\/[\w/.-]+/g)].map(([file]) => file);
    expect(files.length, promise).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  }
});

describe('the checker of imports', () => {
  const table = parseTable(
    '| folder | may import | third-party packages |\n|---|---|---|\n| `a` | `b` | `x` (types) |\n| `b` | | `node` |\n',
  );
  const check = (file: string, text: string) => breaches(importsOf(file, text), table);

  test('The checker of imports reports each import that the table does not allow', () => {
    expect(check('b/one.ts', "import { z } from '../a/two.js';")).toEqual(['b/one.ts imports a']);
    expect(check('a/one.ts', "import type { Y } from 'y';\nimport fs from 'node:fs';")).toEqual([
      'a/one.ts imports y',
      'a/one.ts imports node',
    ]);
    expect(check('b/one.ts', "const z = await import('@s/x/deep.js');")).toEqual(['b/one.ts imports @s/x']);
  });

  test('The checker of imports reports values where the table allows types only', () => {
    expect(check('a/one.ts', "import { x } from 'x';")).toEqual(['a/one.ts imports more than types of x']);
    expect(check('a/one.ts', "import { type X } from 'x';")).toEqual(['a/one.ts imports more than types of x']);
    expect(check('a/one.ts', "export type { X } from 'x';")).toEqual([]);
  });

  test('The checker of imports accepts what the table allows', () => {
    expect(
      check('a/one.ts', "export * from '../b/index.js';\nimport type {\n  X,\n} from 'x/sub';\nimport './two.js';"),
    ).toEqual([]);
    expect(check('b/deep/one.ts', "import fs from 'node:fs';\nexport { y } from '../two.js';")).toEqual([]);
  });

  test('The checker of imports finds cycles', () => {
    expect(
      cycles([...importsOf('a/one.ts', "import './two.js';"), ...importsOf('a/two.ts', "import '../a/one.js';")]),
    ).toEqual(['a/one.ts → a/two.ts → a/one.ts']);
  });
});

/**
 * Writes docs/reference/library/: a page for each entry of the package, made by TypeDoc of the types and their comments
 * that users import. TypeDoc needs a TypeScript that has an API for programs: docs/ has TypeScript 6 for it.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENTRIES } from '../entries.mjs';
import { anchorOf } from '../reference/markdown.mjs';

/**
 * The entries that the reference has, by the name under which they are imported; reporters and setups have options
 * only.
 */
const NAMES = {
  'api/index': ['docproof', 'programs on Node: mocks, proxies, checks, captures, the documents themselves'],
  'core/index': ['docproof/core', 'browsers, workers, Deno: the contract, its mock as a fetch handler, verdicts'],
  'core/contract': ['docproof/core/contract', 'the same without the mock'],
  'integrations/express': [
    'docproof/express',
    'Express, Connect and others: the mock below a path, a judge of the real service',
  ],
  'integrations/vitest': ['docproof/vitest', 'matchers for `expect` of Vitest, and coverage'],
  'integrations/jest': ['docproof/jest', 'the same for Jest'],
  'integrations/msw': ['docproof/msw', 'handlers of MSW, and a judge of its traffic'],
  'integrations/vite': ['docproof/vite', 'the mock in the dev server and the preview of Vite'],
  'integrations/playwright': ['docproof/playwright', 'fixtures of Playwright: a mock for each test, and the guard'],
};

/** @param {string} root */
export async function writeLibrary(root) {
  const out = join(root, 'docs/reference/library');
  rmSync(out, { recursive: true, force: true });
  const entries = ENTRIES.filter(({ entry }) => NAMES[entry]);
  const missing = Object.keys(NAMES).filter((name) => !entries.some(({ entry }) => entry === name));
  if (missing.length > 0) throw new Error(`scripts/entries.mjs has no ${missing.join(', ')}`);
  const fromDocs = createRequire(join(root, 'docs/package.json'));
  const { Application, LogLevel } = await import(pathToFileURL(fromDocs.resolve('typedoc')).href);
  const application = await Application.bootstrapWithPlugins({
    plugin: [fromDocs.resolve('typedoc-plugin-markdown')],
    entryPoints: entries.map(({ source }) => join(root, source)),
    tsconfig: join(root, 'docs/.vitepress/typedoc.json'),
    basePath: join(root, 'src'),
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    // `npm run check` has found mistakes in types.
    skipErrorChecking: true,
    readme: 'none',
    githubPages: false,
    logLevel: LogLevel.Error,
    outputFileStrategy: 'modules',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    expandObjects: false,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    useCodeBlocks: true,
    sanitizeComments: true,
    outputs: [{ name: 'markdown', path: out }],
  });
  const project = await application.convert();
  if (!project) throw new Error('TypeDoc could not read the library');
  await application.generateOutputs(project);
  const made = readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md') && file !== 'README.md');
  const pages = new Map(
    made.map((file) => [pageOf(file), pageText(entryOf(file), readFileSync(join(out, file), 'utf8'), file)]),
  );
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  for (const [page, text] of pages) writeFileSync(join(out, page), withAnchors(text, page, pages));
  writeFileSync(join(out, 'index.md'), INDEX);
}

const INDEX = `---
order: 7
---

# Library

Each entry of the package has a page, made of the types and the comments that an editor shows: what it exports, with parameters, options and errors.

| import | for |
|---|---|
${Object.values(NAMES)
  .map(([name, purpose]) => `| [\`${name}\`](${fileOf(name)}) | ${purpose} |`)
  .join('\n')}
`;

/** @param {string} name `docproof/core/contract` */
function fileOf(name) {
  return `${name === 'docproof' ? name : name.slice('docproof/'.length).replace('/', '-')}.md`;
}

/** The entry of a page of TypeDoc's: `api.md`, `core/contract.md`. @param {string} file */
function entryOf(file) {
  const stem = file.replace(/\.md$/, '');
  const [name] = NAMES[stem] ?? NAMES[`${stem}/index`] ?? [];
  if (name === undefined) throw new Error(`TypeDoc wrote ${file}, which is no entry of the package`);
  return name;
}

/** @param {string} file */
function pageOf(file) {
  return fileOf(entryOf(file));
}

/** @param {string} name @param {string} text @param {string} from */
function pageText(name, text, from) {
  const order = Object.values(NAMES).findIndex(([each]) => each === name) + 1;
  const body = text
    .replace(/^# .*\n/, '')
    .replace(
      /\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)/g,
      (_, file, hash = '') => `](${pageOf(posix.join(posix.dirname(from), file))}${hash})`,
    )
    .replace(/^### .+\n\nRe-exports (\[.+\))\n(?:\n\*\*\*\n\n?)?/gm, '- $1\n')
    .replace('## References', '## From other entries');
  const [, purpose] = Object.values(NAMES).find(([each]) => each === name);
  return `---\norder: ${order}\nnav: ${name}\ntitle: Library ${name}\ndescription: What ${name} exports, for ${purpose.replaceAll(': ', ', ').replaceAll('`', '')}.\n---\n\n# \`${name}\`\n\nFor ${purpose}.\n${body}`;
}

/**
 * Names that differ in case have anchors with numbers, and TypeDoc counts them otherwise than the site: a link leads to
 * the heading that is its text.
 * @param {string} text @param {string} page @param {ReadonlyMap<string, string>} pages
 */
function withAnchors(text, page, pages) {
  return text.replace(/\[([^\]]+)\]\(([\w-]+\.md)?#([\w-]+-\d+)\)/g, (all, shown, file = page) => {
    const anchor = anchorsOf(pages.get(file) ?? '').get(shown.replace(/[`\\]|\(\)$/g, ''));
    return anchor === undefined ? all : `[${shown}](${file === page ? '' : file}#${anchor})`;
  });
}

/** The anchors of a page by the headings' texts: of equal ones all but the first have a number. @param {string} text */
function anchorsOf(text) {
  const seen = new Map();
  const anchors = new Map();
  for (const [, heading] of text.matchAll(/^#+ (.+)$/gm)) {
    const slug = anchorOf(heading);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    const name = heading.replace(/[`\\]|\(\)$/g, '');
    if (!anchors.has(name)) anchors.set(name, before === 0 ? slug : `${slug}-${before}`);
  }
  return anchors;
}

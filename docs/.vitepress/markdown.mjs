/**
 * What the site adds to Markdown: links that lead out of docs/, pictures of light and dark, a description of each page.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { split, summaryOf } from './front-matter.mjs';

/** Files of the project that are pages of the site too: scripts/docs/project.mjs writes them into docs/project/. */
export const PROJECT_PAGES = {
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security.md',
  'bench/README.md': 'bench.md',
};

/** Files to which pages lead, below the project: copied to files/ of the site. */
export const linkedFiles = new Set();

/**
 * A link that leads out of docs/ leads to a page of the site, or to a copy of the file. A folder has no page: its name
 * stays, without a link.
 * @param {import('markdown-it').default} markdown @param {string} root
 */
export function leaveDocs(markdown, root) {
  markdown.core.ruler.push('leave-docs', ({ tokens, env }) => {
    // A title alone is read without a page around it.
    if (env?.relativePath === undefined) return;
    const folder = posix.join('docs', dirname(env.relativePath));
    for (const { children } of tokens)
      for (const [at, token] of (children ?? []).entries()) {
        if (token.type !== 'link_open') continue;
        const to = placeOf(token.attrGet('href') ?? '', folder, root);
        if (to === undefined) continue;
        if (to !== '') token.attrSet('href', to);
        else unlink(children, at);
      }
  });
}

/** @returns {string | undefined} undefined: the link stays as it is; '': it leads to nothing that the site has */
export function placeOf(href, folder, root) {
  if (!/^\.{0,2}\/?[\w.-]/.test(href) || /^[a-z]+:/i.test(href) || href.startsWith('/')) return undefined;
  const [path, anchor] = decodeURI(href).split('#');
  const file = posix.join(folder, path);
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (file.startsWith('docs/'))
    return existsSync(join(root, file, 'index.md'))
      ? `/${file.slice('docs/'.length).replace(/\/?$/, '/')}${hash}`
      : undefined;
  if (file === 'README.md') return `/${hash}`;
  if (Object.hasOwn(PROJECT_PAGES, file)) return `/project/${PROJECT_PAGES[file]}${hash}`;
  if (!existsSync(join(root, file))) throw new Error(`A page in ${folder} links to ${href}, and there is no ${file}`);
  if (!statSync(join(root, file)).isFile()) return '';
  linkedFiles.add(file);
  return `/files/${file}`;
}

function unlink(children, open) {
  let depth = 0;
  for (let at = open; at < children.length; at += 1) {
    depth += children[at].nesting;
    if (depth > 0) continue;
    for (const each of [children[open], children[at]])
      Object.assign(each, { type: 'text', tag: '', content: '', nesting: 0 });
    return;
  }
}

/**
 * GitHub shows `x.png#gh-dark-mode-only` in dark only; so does the site.
 * @param {import('markdown-it').default} markdown
 */
export function picturesByScheme(markdown) {
  markdown.core.ruler.push('pictures-by-scheme', ({ tokens }) => {
    for (const { children } of tokens)
      for (const token of children ?? []) {
        const [all, scheme] = /#gh-(light|dark)-mode-only$/.exec(token.attrGet?.('src') ?? '') ?? [];
        if (token.type !== 'image' || !all) continue;
        token.attrSet('src', token.attrGet('src').slice(0, -all.length));
        token.attrJoin('class', `${scheme}-only`);
      }
  });
}

/**
 * The head of a column without a name is written as an empty cell: an empty heading says nothing.
 * @param {import('markdown-it').default} markdown
 */
export function namelessColumns(markdown) {
  markdown.core.ruler.push('nameless-columns', ({ tokens }) => {
    for (const [at, token] of tokens.entries()) {
      if (token.type !== 'th_open' || tokens[at + 1]?.content !== '') continue;
      token.tag = 'td';
      tokens[at + 2].tag = 'td';
    }
  });
}

/** @param {string} folder @param {{ filePath: string }} page */
export function descriptionOf(folder, { filePath }) {
  return summaryOf(split(readFileSync(join(folder, filePath), 'utf8')).body);
}

/** Writes docs/project/: the files of the project's root that readers of the site want too, with their links mended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PROJECT_PAGES } from '../../docs/.vitepress/markdown.mjs';

/** Titles of those whose heading is that of another page too, or says too little alone. */
const TITLES = {
  'architecture.md': 'Architecture of Docproof',
  'changelog.md': 'Changes of each version',
  'contributing.md': 'Contributing to Docproof',
  'security.md': 'Security of Docproof',
  'bench.md': 'How the benchmarks are run',
};

/** @param {string} root */
export function writeProjectPages(root) {
  const folder = join(root, 'docs/project');
  mkdirSync(folder, { recursive: true });
  for (const [file, page] of Object.entries(PROJECT_PAGES)) {
    const change = (part) => escaped(moved(part, posix.dirname(file)));
    const text = outsideCode(readFileSync(join(root, file), 'utf8'), change);
    writeFileSync(join(folder, page), `---\ntitle: ${TITLES[page]}\n---\n\n${text}`);
  }
}

/**
 * Links are relative to the file's folder, and shall be to docs/project/.
 * @param {string} text
 * @param {string} folder
 */
function moved(text, folder) {
  return text.replace(/\]\((?![a-z]+:|#|\/)([^)\s#]+)(#[^)\s]*)?\)/gi, (_, target, hash = '') => {
    const file = posix.join(folder, target);
    return `](${PROJECT_PAGES[file] ?? posix.relative('docs/project', file)}${hash})`;
  });
}

/** The site reads `<word>` as a component and `{{` as a value. @param {string} text */
function escaped(text) {
  return text.replace(/<(?=[\w/])/g, '&lt;').replaceAll('{{', '&#123;&#123;');
}

/** @param {string} text @param {(part: string) => string} change */
export function outsideCode(text, change) {
  return text
    .split(/(^```[\s\S]*?^```|`[^`\n]+`)/m)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join('');
}

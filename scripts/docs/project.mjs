/** Writes docs/project/: the files of the project's root that readers of the site want too, with their links mended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PROJECT_PAGES } from '../../docs/.vitepress/markdown.mjs';

/** @param {string} root */
export function writeProjectPages(root) {
  const folder = join(root, 'docs/project');
  mkdirSync(folder, { recursive: true });
  for (const name of PROJECT_PAGES) {
    const text = readFileSync(join(root, name), 'utf8');
    writeFileSync(
      join(folder, name),
      outsideCode(text, (part) => escaped(moved(part))),
    );
  }
}

/** Links are relative to the project's root, and shall be to docs/project/. @param {string} text */
function moved(text) {
  return text.replace(/\]\((?![a-z]+:|#|\/)([^)\s]+)\)/gi, (_, target) =>
    PROJECT_PAGES.includes(target.split('#')[0]) ? `](${target})` : `](${posix.relative('docs/project', target)})`,
  );
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

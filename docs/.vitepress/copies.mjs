/**
 * What the site has beside its pages: the Markdown of each (guides/vite.md beside guides/vite.html), llms.txt with a
 * line for each page (llmstxt.org), llms-full.txt with all texts of people, and the files of the project to which pages
 * lead.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { headingOf, split, summaryOf } from './front-matter.mjs';
import { linkedFiles } from './markdown.mjs';

const SECTIONS = {
  start: 'Start',
  guides: 'Guides',
  concepts: 'Concepts',
  reference: 'Reference',
  decisions: 'Decisions',
  project: 'Project',
};
/** Many short pages that say what a longer one says, or what the package's declarations say. */
const IN_DETAIL = /^reference\/(?:library|rules|keywords)\/(?!index\.md)/;

/** @param {import('vitepress').SiteConfig} site @param {string} root */
export function writeCopies({ pages, srcDir, outDir, userConfig }, root) {
  const texts = pages.map((page) => {
    const { matter, body } = split(readFileSync(join(srcDir, page), 'utf8'));
    const title = matter.title ?? headingOf(body);
    return { page, body, title, summary: matter.description ?? summaryOf(body) };
  });
  for (const { page, body } of texts) write(join(outDir, page), body);
  for (const file of linkedFiles) {
    mkdirSync(dirname(join(outDir, 'files', file)), { recursive: true });
    copyFileSync(join(root, file), join(outDir, 'files', file));
  }
  const known = texts.filter(({ page }) => !IN_DETAIL.test(page) && page !== 'index.md');
  const line = ({ page, title, summary }) =>
    `- [${title}](${userConfig.base ?? '/'}${page})${summary && `: ${summary}`}`;
  const sections = [...Object.entries(SECTIONS), ['', 'More']].map(([folder, title]) => {
    const own = known.filter(({ page }) => (page.includes('/') ? page.split('/')[0] : '') === folder);
    return own.length === 0 ? '' : `## ${title}\n\n${own.map(line).join('\n')}\n`;
  });
  const head = `# Docproof\n\n> ${userConfig.description}\n`;
  write(join(outDir, 'llms.txt'), [head, ...sections.filter(Boolean)].join('\n'));
  const whole = known
    .filter(({ page }) => !page.startsWith('project/'))
    .map(({ page, body }) => `<!-- ${page} -->\n\n${body.trim()}\n`);
  write(join(outDir, 'llms-full.txt'), [head, ...whole].join('\n'));
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

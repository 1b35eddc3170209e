/**
 * The sidebar, made of the folders. A page's place comes from `order` in its front matter, its name from `nav`, or from
 * its heading up to a colon. A folder in a folder is a group of its own, closed at first.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingOf, split, summaryOf } from './front-matter.mjs';

const FOLDERS = {
  start: 'Start',
  guides: 'Guides',
  concepts: 'Concepts',
  reference: 'Reference',
  decisions: 'Decisions',
  project: 'Project',
};
const CLOSED = ['decisions', 'project'];
const ONE_PAGE = ['benchmarks', 'playground'];

/**
 * @param {string} docs the folder of the pages
 * @returns {import('vitepress').DefaultTheme.SidebarItem[]}
 */
export function sidebar(docs) {
  const folders = Object.entries(FOLDERS)
    .filter(([folder]) => existsSync(join(docs, folder)))
    .map(([folder, text]) => {
      const items = itemsOf(docs, folder);
      // A group that can be closed is a link too: a button that holds buttons is nothing that a keyboard can use.
      return CLOSED.includes(folder) ? { text, items, collapsed: true, link: items[0]?.link } : { text, items };
    })
    .filter(({ items }) => items.length > 0);
  const others = ONE_PAGE.filter((name) => existsSync(join(docs, `${name}.md`))).map((name) =>
    itemOf(docs, `${name}.md`),
  );
  return [...folders, { text: 'More', items: others }];
}

/** @param {string} docs @param {string} folder */
function itemsOf(docs, folder) {
  return readdirSync(join(docs, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.name.endsWith('.md'))
    .map((entry) =>
      entry.isDirectory() ? groupOf(docs, `${folder}/${entry.name}`) : itemOf(docs, `${folder}/${entry.name}`),
    )
    .filter((item) => item !== undefined)
    .sort((a, b) => a.order - b.order || a.text.localeCompare(b.text, 'en'));
}

/** Folders of so many short pages that their index is the better list. */
const BY_INDEX = ['reference/rules', 'reference/keywords'];

/** @param {string} docs @param {string} folder */
function groupOf(docs, folder) {
  const index = `${folder}/index.md`;
  if (BY_INDEX.includes(folder)) return itemOf(docs, index);
  const items = itemsOf(docs, folder).filter(({ link }) => link !== linkOf(index));
  if (!existsSync(join(docs, index)))
    return items.length === 0 ? undefined : { text: folder, order: 100, collapsed: true, items };
  return { ...itemOf(docs, index), collapsed: true, items };
}

/** @param {string} docs @param {string} file */
function itemOf(docs, file) {
  const { matter, body } = split(readFileSync(join(docs, file), 'utf8'));
  const isIndex = /^[^/]+\/index\.md$/.test(file);
  const [name] = (matter.title ?? headingOf(body)).split(': ');
  return {
    text: matter.nav ?? name,
    link: linkOf(file),
    order: Number(matter.order ?? (isIndex ? -1 : 100)),
    summary: matter.description ?? summaryOf(body),
  };
}

/** @param {string} file */
function linkOf(file) {
  return `/${file.replace(/(?:index)?\.md$/, '')}`;
}

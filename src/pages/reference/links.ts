import type { Page } from '../page.js';

/** Finds the pages that links name. */
export interface PageIndex {
  /** @param href as written on the page of that name. @returns undefined if it leads outside the pages or nowhere */
  find(href: string, from: string): Page | undefined;
  /** Whether a page has exactly this name. */
  has(name: string): boolean;
}

/** Links are compared without regard to case: pages differ from the names of files in it. */
export function indexPages(pages: readonly Page[]): PageIndex {
  const names = new Set(pages.map(({ name }) => name));
  const byName = new Map(pages.map((page) => [page.name.toLowerCase(), page]));
  return {
    find: (href, from) => byName.get(targetOf(href, from)?.toLowerCase() ?? ''),
    has: (name) => names.has(name),
  };
}

/** The page that a relative link names: its path below the folder of pages. */
export function targetOf(href: string, from: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:|^\/|^#/i.test(href)) return undefined;
  const path = href.replace(/[?#].*$/, '');
  if (!/\.md$/i.test(path)) return undefined;
  const segments = from.split('/').slice(0, -1);
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

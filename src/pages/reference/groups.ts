import type { Page } from '../page.js';

/**
 * Pages that describe one version of an API. Where `api` and `resources` are folders by kind, those of `v1.0/api` and
 * `v1.0/resources` are of `v1.0`.
 */
export interface Group {
  /** The folder above those by kind; empty if there is no such folder. */
  readonly name: string;
  readonly pages: readonly Page[];
}

/**
 * Groups pages by version. Groups and the pages in them are in the order of their names.
 * @param kinds names of folders by kind of page, in lower case
 */
export function groupPages(pages: readonly Page[], kinds: ReadonlySet<string>): Group[] {
  const groups = new Map<string, Page[]>();
  for (const page of [...pages].sort((a, b) => compare(a.name, b.name))) {
    const name = groupOf(page.name, kinds);
    const group = groups.get(name);
    if (group) group.push(page);
    else groups.set(name, [page]);
  }
  return [...groups].sort(([a], [b]) => compare(a, b)).map(([name, members]) => ({ name, pages: members }));
}

function groupOf(name: string, kinds: ReadonlySet<string>): string {
  const folders = name.split('/').slice(0, -1);
  const kind = folders.findIndex((folder) => kinds.has(folder.toLowerCase()));
  return folders.slice(0, kind < 0 ? folders.length : kind).join('/');
}

/** Code unit order: the same everywhere. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

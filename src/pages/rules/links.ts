import type { Page, PageLink } from '../page.js';
import { targetOf } from '../reference/links.js';
import type { Conventions } from '../templates/conventions.js';
import { type Found, linksOf, memoized, pageRule, type Rule, shown } from './rule.js';

/** The links that name the types of rows, bodies and responses: without their pages the contract has to guess. */
const typeLinks = memoized((page: Page): readonly PageLink[] => {
  const said = [page.body.type, page.promised.type].flatMap((type) =>
    type?.href ? [{ text: type.name, href: type.href, line: type.line }] : [],
  );
  const rows = [...page.body.rows, ...page.resources.flatMap(({ properties }) => properties)];
  const typed = rows.flatMap(({ type, line }) =>
    (type?.of ?? []).flatMap((each) =>
      each.kind === 'named' && each.href ? [{ text: each.name, href: each.href, line }] : [],
    ),
  );
  return [...said, ...typed];
});

export const missingTypePage: Rule = pageRule(
  {
    id: 'missing-type-page',
    severity: 'warning',
    finds: 'A type of a property, a body or a response whose link leads to no page of the folder.',
    example: '`|grams|[weight](../resources/weight.md)|`, and no page weight.md.',
  },
  function* (page, { links }) {
    for (const { text, href, line } of distinct(typeLinks(page))) {
      const target = targetOf(href, page.name);
      if (target === undefined || links.find(href, page.name)) continue;
      yield {
        page: page.name,
        line,
        message: `The type ${text} links to ${shown(target)}; there is no such page.`,
        suggestion: 'Correct the link, or write the page.',
      };
    }
  },
);

export const missingLink: Rule = pageRule(
  {
    id: 'missing-link',
    severity: 'info',
    finds:
      'A link, other than that of a type, to a page that the folder does not have; reported once for each page and target.',
    example:
      '`See [shipment](shipment.md)`, and no such page. Where the folder holds a part of a reference, there may be many: `--off missing-link`.',
  },
  function* (page, { links, conventions }) {
    const typed = new Set(typeLinks(page).map(({ href, line }) => `${line} ${href}`));
    const said = new Set<string>();
    for (const { href, line } of linksOf(page)) {
      const target = targetOf(href, page.name);
      if (target === undefined || isElsewhere(target, conventions) || links.find(href, page.name)) continue;
      if (said.has(target) || typed.has(`${line} ${href}`)) continue;
      said.add(target);
      yield {
        page: page.name,
        line,
        message: `This links to ${shown(target)}; there is no such page.`,
        suggestion: 'Correct the link, or write the page.',
      };
    }
  },
);

export const linkCase: Rule = pageRule(
  {
    id: 'link-case',
    severity: 'warning',
    finds: 'A link that differs from the name of its page in letter case only.',
    example: '`[parcel](../resources/Parcel.md)`, and the file is `parcel.md`.',
  },
  function* (page, { links }) {
    for (const { href, line } of distinct(linksOf(page))) {
      const target = targetOf(href, page.name);
      const found = links.find(href, page.name);
      if (target === undefined || !found || found.name === target) continue;
      yield {
        page: page.name,
        line,
        message: `The link says ${target.split('/').at(-1)}; the file is called ${found.name.split('/').at(-1)}.`,
        suggestion: 'Write the link as the file is called: most servers distinguish upper and lower case.',
      } satisfies Found;
    }
  },
);

/** Pages of concepts and texts that are included are mostly not among the pages of a reference. */
function isElsewhere(target: string, { wholeFolders }: Conventions): boolean {
  return !target
    .split('/')
    .slice(0, -1)
    .some((folder) => wholeFolders.has(folder.toLowerCase()));
}

/** One link a line and target. */
function distinct<T extends { href: string; line: number }>(links: readonly T[]): T[] {
  return [...new Map(links.map((link) => [`${link.line} ${link.href.replace(/[?#].*$/, '')}`, link])).values()];
}

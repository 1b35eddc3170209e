import type { Page } from '../page.js';
import { bodyEntry, returnedEntry } from '../reference/collect.js';
import { circleAt, simpleName, type TypeEntry } from '../reference/types.js';
import {
  type Found,
  type GroupFacts,
  groupRule,
  linksOf,
  listed,
  memoized,
  type Rule,
  type RuleContext,
} from './rule.js';

/** Pages of operations, each with the page of the type that it takes or returns. */
function* operations({ group, index }: GroupFacts): Generator<{ page: Page; type: Page; name: string }> {
  for (const page of group.pages) {
    if (page.requests.length === 0) continue;
    const entry = bodyEntry(page, index) ?? returnedEntry(page, index);
    if (entry?.resource) yield { page, type: entry.resource.page, name: simpleName(entry.fullName) };
  }
}

/** Where the page declares its operation. */
function lineOf({ requests, title }: Page): number {
  return requests[0]?.line ?? title.line;
}

export const deprecationUnsaid: Rule = groupRule(
  {
    id: 'deprecation-unsaid',
    severity: 'info',
    finds: 'An operation whose page does not say that it is deprecated, where the page of its type does.',
    example:
      '`> The parcel API is deprecated.` below the title of `resources/parcel.md`, and nothing of the kind in `api/parcel-post.md`.',
  },
  function* (group) {
    for (const { page, type, name } of operations(group)) {
      if (page.deprecation || !type.deprecation) continue;
      yield {
        page: page.name,
        line: lineOf(page),
        message: `The page of ${name} says that it is deprecated; this page does not.`,
        suggestion: 'Say so here too, or remove it there.',
        against: { page: type.name, line: type.deprecation.line },
      };
    }
  },
);

/** The pages to which any other page links. */
const linked = memoized(({ pages, links }: RuleContext): ReadonlySet<Page> => {
  const targets = new Set<Page>();
  for (const page of pages)
    for (const { href } of linksOf(page)) {
      const target = links.find(href, page.name);
      if (target && target !== page) targets.add(target);
    }
  return targets;
});

/** `signin-list.md` is of `signin.md`; what other pages are of, pages may list that are not in this folder. */
function isNamedAfter(page: Page, type: Page): boolean {
  const [name, owner] = [page, type].map((each) => each.name.split('/').at(-1)?.replace(/\.md$/i, '') ?? '');
  return name?.startsWith(`${owner}-`) ?? false;
}

export const notAmongMethods: Rule = groupRule(
  {
    id: 'not-among-methods',
    severity: 'info',
    finds:
      'A page of an operation, named after the page of its type, which has a table of methods without it, and no other page links to it either.',
    example:
      '`resources/parcel.md` has a section Methods that links `../api/parcel-get.md`, and not `../api/parcel-post.md`.',
  },
  function* (group, context) {
    for (const { page, type, name } of operations(group)) {
      const methods = isNamedAfter(page, type) && !linked(context).has(page) ? type.methods : undefined;
      if (!methods) continue;
      yield {
        page: page.name,
        line: lineOf(page),
        message: `The page of ${name} lists its methods without this one.`,
        suggestion: 'List it there: readers find no other way to this page.',
        against: { page: type.name, line: methods.line },
      };
    }
  },
);

/** Whether what is known of the type is from the page of another type of its name. */
function isLent({ fullName, resource }: TypeEntry): boolean {
  return resource !== undefined && resource.resource.fullName.toLowerCase() !== fullName.toLowerCase();
}

/** Where pages name the base of a type. */
function basePlace({ resource, rows }: TypeEntry): Pick<Found, 'page' | 'line'> | undefined {
  if (resource) return { page: resource.page.name, line: resource.resource.line };
  const inherited = rows.find(({ row }) => row.notes.inheritedFrom);
  return inherited && { page: inherited.page.name, line: inherited.row.line };
}

export const baseCircle: Rule = groupRule(
  {
    id: 'base-circle',
    severity: 'error',
    finds: 'A type that inherits from itself, directly or through other types.',
    example:
      '`"baseType": "harbour.crate"` on the page of parcel, and `"baseType": "harbour.parcel"` on the page of crate. In the document, the first of them by name has no base.',
  },
  function* ({ index }) {
    for (const entry of index.entries.values()) {
      const [first, ...others] = circleAt(entry, index);
      const place = first && basePlace(first);
      if (!place || isLent(first) || others.some(isLent)) continue;
      const name = simpleName(first.fullName);
      const way =
        others.length === 0 ? '' : `, by way of ${listed(others.map(({ fullName }) => simpleName(fullName)))}`;
      const against = others[0] && basePlace(others[0]);
      yield {
        ...place,
        message: `${name} inherits from itself${way}.`,
        suggestion: `Correct a base type; until then, ${name} has none in the document.`,
        ...(against ? { against } : {}),
      };
    }
  },
);

import type { Page } from '../../../page.js';
import { enter, type Found, pageRule, type Rule } from '../../../rules/rule.js';

const SECTIONS = new Set(['http request', 'request headers', 'request body']);

/** A spelling of which pages have several, with its place. */
interface Spelling {
  readonly of: string;
  readonly as: string;
  readonly page: string;
  readonly line: number;
  /** Of the folder of the page's version. */
  readonly folder: string;
}

/** All folders get the same advice, each once: the first page of a folder that has a spelling other than most. */
function* rareSpellings(
  all: readonly Spelling[],
  word: (rare: Spelling, usual: string, more: number) => string,
): Generator<Found> {
  const subjects = new Map<string, Spelling[]>();
  for (const each of all) enter(subjects, each.of, each);
  for (const spellings of subjects.values()) {
    const counts = new Map<string, Spelling[]>();
    for (const each of spellings) enter(counts, each.as, each);
    const [usual] = [...counts].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    if (!usual) continue;
    const folders = new Map<string, Spelling[]>();
    for (const each of spellings) if (each.as !== usual[0]) enter(folders, `${each.folder} ${each.as}`, each);
    for (const [first, ...more] of folders.values())
      if (first)
        yield {
          page: first.page,
          line: first.line,
          message: word(first, usual[0], more.length),
          suggestion: 'Use the same on all pages.',
        };
  }
}

/** `This page writes`, `This page and 3 more of its folder write`. */
function pagesInWords(more: number, verb: string): string {
  return more === 0 ? `This page ${verb}s` : `This page and ${more} more of its folder ${verb}`;
}

export const headingCase: Rule = {
  id: 'heading-case',
  severity: 'info',
  finds: 'A heading of the template that most pages write in another letter case; reported once for each folder.',
  example: '`## HTTP Request` where most pages have `## HTTP request`.',
  *check({ groups }) {
    const spellings = groups.flatMap(({ group }) =>
      group.pages.flatMap((page) =>
        page.outline.sections
          .filter(({ key, level }) => level === 2 && SECTIONS.has(key))
          .map(({ key, title, line }) => ({ of: key, as: title, page: page.name, line, folder: group.name })),
      ),
    );
    yield* rareSpellings(
      spellings,
      ({ as }, usual, more) =>
        `${pagesInWords(more, 'write')} the heading ${JSON.stringify(as)}; most pages write ${JSON.stringify(usual)}.`,
    );
  },
};

export const permissionOrder: Rule = {
  id: 'permission-order',
  severity: 'info',
  finds: 'A table of permissions in the opposite order of those of most pages; reported once for each folder.',
  example: '"from most to least privileged" where most pages have "from least to most privileged".',
  *check({ groups }) {
    const spellings = groups.flatMap(({ group }) =>
      group.pages.flatMap((page) => {
        const head = permissionHead(page);
        const order = head && /from (least|most) to (?:least|most)/i.exec(head.text)?.[1]?.toLowerCase();
        return head && order ? [{ of: '', as: order, page: page.name, line: head.line, folder: group.name }] : [];
      }),
    );
    yield* rareSpellings(
      spellings,
      ({ as }, usual, more) =>
        `${pagesInWords(more, 'list')} permissions from the ${as} privileged on; most pages begin with the ${usual} privileged.`,
    );
  },
};

function permissionHead(page: Page): { text: string; line: number } | undefined {
  for (const { blocks } of page.outline.sections)
    for (const block of blocks)
      if (block.kind === 'table' && /^permission type/i.test(block.heads[0] ?? ''))
        return { text: block.heads.join(' '), line: block.line };
  return undefined;
}

export const noRequest: Rule = pageRule(
  {
    id: 'no-request',
    severity: 'warning',
    finds: 'A page of an operation that declares no HTTP request.',
    example: 'A page of `doc_type: apiPageType` without a section HTTP request.',
  },
  function* (page) {
    const type = page.outline.front.get('doc_type')?.value;
    const isOperation = type === 'apiPageType' && /(?:^|\/)api\//.test(page.name);
    if (isOperation && page.requests.length + page.unreadRequests.length === 0 && page.resources.length === 0)
      yield {
        page: page.name,
        line: page.title.line,
        message: 'The page describes an operation and declares no HTTP request.',
        suggestion: 'Add a section HTTP request with a line such as GET /users/{id}.',
      };
  },
);

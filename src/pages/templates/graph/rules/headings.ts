import type { Page } from '../../../page.js';
import { enter, type Found, groupRule, pageRule, type Rule } from '../../../rules/rule.js';

const SECTIONS = new Set(['http request', 'request headers', 'request body']);

export const headingCase: Rule = groupRule(
  {
    id: 'heading-case',
    severity: 'info',
    finds: 'A heading of the template that most pages write in another letter case.',
    example: '`## HTTP Request` where most pages have `## HTTP request`.',
  },
  function* ({ group }) {
    const spellings = new Map<string, Map<string, Found[]>>();
    for (const page of group.pages)
      for (const { key, title, line, level } of page.outline.sections) {
        if (level !== 2 || !SECTIONS.has(key)) continue;
        const known = spellings.get(key) ?? new Map<string, Found[]>();
        enter(known, title, { page: page.name, line, message: '' });
        spellings.set(key, known);
      }
    for (const known of spellings.values()) {
      const [usual, ...others] = [...known].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
      for (const [title, places] of usual ? others : [])
        for (const place of places)
          yield {
            ...place,
            message: `the heading is written ${JSON.stringify(title)}, on most pages ${JSON.stringify(usual?.[0])}`,
            suggestion: 'Write both alike.',
          };
    }
  },
);

export const permissionOrder: Rule = groupRule(
  {
    id: 'permission-order',
    severity: 'info',
    finds: 'A table of permissions in the opposite order of those of most pages.',
    example: '"from most to least privileged" where most pages have "from least to most privileged".',
  },
  function* ({ group }) {
    const orders = new Map<string, Found[]>();
    for (const page of group.pages) {
      const head = permissionHead(page);
      const order = head && /from (least|most) to (?:least|most)/i.exec(head.text)?.[1]?.toLowerCase();
      if (!head || !order) continue;
      const known = orders.get(order) ?? [];
      known.push({
        page: page.name,
        line: head.line,
        message: `permissions stand from ${order} privileged on, on most pages the other way round`,
      });
      orders.set(order, known);
    }
    const [, ...others] = [...orders.values()].sort((a, b) => b.length - a.length);
    for (const found of others.flat())
      yield { ...found, suggestion: 'Use one order, or correct the head of the table.' };
  },
);

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
        message: 'the page is one of an operation, and declares no HTTP request',
        suggestion: 'Add a section HTTP request with a line such as GET /users/{id}.',
      };
  },
);

import type { Page, PageExample } from '../page.js';
import { type GroupFacts, groupRule, memoized, pageRule, type Rule } from './rule.js';

/** The examples whose request their page declares, or that have none. */
const declaredExamples = memoized(
  (group: GroupFacts): ReadonlySet<PageExample> =>
    new Set(
      group.operations.flatMap(({ descriptions }) =>
        descriptions.flatMap(({ examples }) => examples.flatMap((each) => (each.isDeclared ? [each.example] : []))),
      ),
    ),
);

/** Whether a response without a request follows one that sends the client elsewhere: a download, a progress report. */
function followsRedirect({ examples }: Page, example: PageExample): boolean {
  if (example.request) return false;
  const start = examples[examples.indexOf(example) - 1]?.response?.message.start;
  return start?.kind === 'response' && (start.status === 202 || (start.status >= 300 && start.status < 400));
}

/** The text of a page is about its own requests: not about what is fetched from another address afterwards. */
export const statusDiffers: Rule = groupRule(
  {
    id: 'status-differs',
    severity: 'error',
    finds: 'A status of an example that the text does not promise.',
    example: 'The text promises `201 Created`, the example begins with `HTTP/1.1 200 OK`.',
  },
  function* (group) {
    const declared = declaredExamples(group);
    for (const page of group.group.pages) {
      const promised = page.promised.statuses.map(({ status }) => status);
      const [first] = page.promised.statuses;
      if (!first) continue;
      const known = new Set([...promised, ...page.errors.map(({ status }) => status)]);
      for (const example of page.examples) {
        const { response } = example;
        const start = response?.message.start;
        if (!response || response.isAside || start?.kind !== 'response' || start.status >= 400) continue;
        if (known.has(start.status) || followsRedirect(page, example)) continue;
        if (page.requests.length > 0 && !declared.has(example)) continue;
        yield {
          page: page.name,
          line: response.message.line,
          message: `The example answers ${start.status}; the text promises ${promised.join(', ')}.`,
          suggestion: 'Write the same status in both.',
          against: { page: page.name, line: first.line },
        };
      }
    }
  },
);

export const bodyOf204: Rule = pageRule(
  {
    id: 'body-without-content',
    severity: 'error',
    finds: 'A body of an example whose status allows none (RFC 9110 §6.4.1).',
    example: '`HTTP/1.1 204 No Content`, and below it `{"label": "Tea"}`.',
  },
  function* (page) {
    for (const { response } of page.examples) {
      const start = response?.message.start;
      const body = response?.message.body;
      if (start?.kind !== 'response' || !body || ![204, 205, 304].includes(start.status)) continue;
      yield {
        page: page.name,
        line: body.line,
        message: `The example shows a body with status ${start.status}, which has none.`,
        suggestion: 'Correct the status, or remove the body.',
      };
    }
  },
);

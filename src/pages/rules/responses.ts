import { pageRule, type Rule } from './rule.js';

export const statusDiffers: Rule = pageRule(
  {
    id: 'status-differs',
    severity: 'error',
    finds: 'A status of an example that the text does not promise.',
    example: 'The text promises `201 Created`, the example begins with `HTTP/1.1 200 OK`.',
  },
  function* (page) {
    const promised = page.promised.statuses.map(({ status }) => status);
    const [first] = page.promised.statuses;
    if (!first) return;
    const known = new Set([...promised, ...page.errors.map(({ status }) => status)]);
    for (const { response } of page.examples) {
      const start = response?.message.start;
      if (!response || response.isAside || start?.kind !== 'response' || start.status >= 400 || known.has(start.status))
        continue;
      yield {
        page: page.name,
        line: response.message.line,
        message: `the example answers ${start.status}, the text promises ${promised.join(', ')}`,
        suggestion: 'Make both say the same.',
        against: { page: page.name, line: first.line },
      };
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
        message: `a response of status ${start.status} has no body, the example shows one`,
        suggestion: 'Correct the status, or take the body out.',
      };
    }
  },
);

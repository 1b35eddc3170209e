import type { Page } from '../page.js';
import type { JsonText } from '../read/json.js';
import { type Found, memoized, messagesOf, pageRule, type Rule } from './rule.js';

/** The JSON texts of a page: bodies of examples, and what a type's page shows of it. */
const jsonTexts = memoized((page: Page): readonly { json: JsonText; what: string }[] => [
  ...messagesOf(page).flatMap(({ message }) =>
    message.body?.json
      ? [
          {
            json: message.body.json,
            what: `The body of this ${message.start.kind === 'request' ? 'request' : 'response'}`,
          },
        ]
      : [],
  ),
  ...page.resources.flatMap(({ representation }) =>
    representation ? [{ json: representation, what: 'The JSON representation' }] : [],
  ),
]);

export const unreadableJson: Rule = pageRule(
  {
    id: 'unreadable-json',
    severity: 'error',
    finds: 'JSON of an example that cannot be read, nor repaired with certainty.',
    example: '`{"state": packed}`: a word that is not a value, and might be any text.',
  },
  function* (page) {
    for (const { json, what } of jsonTexts(page))
      if (!json.node)
        yield {
          page: page.name,
          line: json.line,
          column: json.column,
          message: `${what} is not JSON: ${json.problem}.`,
          suggestion: 'Correct it: until then neither the mock nor the contract knows this example.',
        };
  },
);

export const repairedJson: Rule = pageRule(
  {
    id: 'repaired-json',
    severity: 'warning',
    finds: 'JSON of an example that breaks RFC 8259 in a way that can only have been meant otherwise.',
    example: '`{"label": "Tea",}`: read without the last comma.',
  },
  function* (page) {
    for (const { json, what } of jsonTexts(page)) {
      if (!json.node) continue;
      const kinds = new Map<string, { first: Found; count: number }>();
      for (const { line, column, what: slip } of json.repairs) {
        const known = kinds.get(slip);
        if (known) known.count += 1;
        else kinds.set(slip, { first: { page: page.name, line, column, message: `${what} has ${slip}` }, count: 1 });
      }
      for (const { first, count } of kinds.values())
        yield {
          ...first,
          message: count === 1 ? `${first.message}.` : `${first.message}, and ${count - 1} more like it.`,
          suggestion: 'Correct it, so that others can copy it. Docproof read it as it must have been meant.',
        };
    }
  },
);

export const duplicateMember: Rule = pageRule(
  {
    id: 'duplicate-member',
    severity: 'warning',
    finds: 'An object of an example that has two members of one name.',
    example: '`{"id": "p-1", "id": "p-2"}`.',
  },
  function* (page) {
    for (const { json } of jsonTexts(page)) {
      const waiting = json.node ? [json.node] : [];
      for (let node = waiting.pop(); node; node = waiting.pop()) {
        const lines = new Map<string, number>();
        for (const { name, line, node: child } of node.members ?? []) {
          const first = lines.get(name);
          if (first === undefined) lines.set(name, line);
          else
            yield {
              page: page.name,
              line,
              message: `The object has two members ${name}.`,
              suggestion: 'Remove one of them: the last one counts.',
              against: { page: page.name, line: first },
            };
          waiting.push(child);
        }
        for (const item of node.items ?? []) waiting.push(item);
      }
    }
  },
);

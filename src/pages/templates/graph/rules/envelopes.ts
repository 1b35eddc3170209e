import type { JsonNode } from '../../../read/json.js';
import { jsonOf } from '../../../read/message.js';
import { lineWith, pageRule, type Rule } from '../../../rules/rule.js';

/** Whether an example shows a collection: `{"value": []}`, or an array. */
function isCollection(node: JsonNode): boolean {
  if (node.items) return true;
  const value = node.members?.find(({ name }) => name === 'value')?.node;
  return value?.items !== undefined && isWrapper(node);
}

/** Whether an object has no members except `value`. */
function isWrapper({ members }: JsonNode): boolean {
  return members?.every(({ name }) => name === 'value' || name.includes('@')) ?? false;
}

export const collectionDiffers: Rule = pageRule(
  {
    id: 'collection-differs',
    severity: 'warning',
    finds:
      'A response that is a collection in the text, the annotation or the body, and one object in another of them.',
    example: '"returns a collection of parcel objects", and the body is `{"label": "Tea"}`.',
  },
  function* (page) {
    for (const { response } of page.examples) {
      const body = response && jsonOf(response.message);
      const start = response?.message.start;
      if (!response || !body?.members || (start?.kind === 'response' && start.status >= 300)) continue;
      const isShown = isCollection(body);
      const value = body.members.find(({ name }) => name === 'value')?.node;
      const isUndecided = isWrapper(body) && !value?.items;
      const isAnnotated = response.annotation?.isCollection;
      if (isAnnotated === true && !isShown && !isUndecided && !value)
        yield {
          page: page.name,
          line: lineWith(page, 'ollection', response.annotation?.line ?? body.line),
          message: 'The annotation says that a collection is returned; the body is one object.',
          suggestion: 'Correct the annotation, or show the collection in "value".',
          against: { page: page.name, line: body.line },
        };
      else if (
        page.promised.type &&
        page.promised.isCollection &&
        !isShown &&
        !isUndecided &&
        !value &&
        isAnnotated !== true
      )
        yield {
          page: page.name,
          line: body.line,
          message: 'The text promises a collection; the body is one object.',
          suggestion: 'Show the collection in "value", or promise one object.',
          against: { page: page.name, line: page.promised.type.line },
        };
      else if (page.promised.type && !page.promised.isCollection && isShown && !mentions(page, page.promised.type.line))
        yield {
          page: page.name,
          line: body.line,
          message: 'The text promises one object; the body is a collection.',
          suggestion: 'Promise a collection, or show the object.',
          against: { page: page.name, line: page.promised.type.line },
        };
    }
  },
);

/** Whether the sentence speaks of several after all, in whichever words. */
function mentions({ outline }: Parameters<typeof lineWith>[0], line: number): boolean {
  return /\b(?:collections?|lists?|arrays?|set of|objects|resources|all|each|every|or more)\b/i.test(
    outline.lines[line - 1] ?? '',
  );
}

export const valueWrapper: Rule = pageRule(
  {
    id: 'value-wrapper',
    severity: 'warning',
    finds:
      'One object of a response that is wrapped in "value", where OData wraps collections and primitive values only.',
    example: '`{"value": {"label": "Tea"}}` for one object.',
  },
  function* (page) {
    for (const { response } of page.examples) {
      const body = response && jsonOf(response.message);
      const value = body?.members?.find(({ name }) => name === 'value');
      if (!body || !value?.node.members || !isWrapper(body)) continue;
      yield {
        page: page.name,
        line: value.line,
        message: 'The body wraps one object in "value".',
        suggestion: page.promised.isCollection ? 'Show a collection: an array in "value".' : 'Show the object itself.',
      };
    }
  },
);

import { placeholderForm } from '../../model/index.js';
import type { PageExample } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { fieldOf, jsonOf } from '../read/message.js';
import { bodyEntry, returnedEntry } from '../reference/collect.js';
import { itemsOf } from '../reference/envelopes.js';
import { type Found, groupRule, pageRule, type Rule, shown } from './rule.js';

/** The one object that an example's response shows. */
function answerOf({ response }: PageExample): JsonNode | undefined {
  const start = response?.message.start;
  const body = response && jsonOf(response.message);
  return start?.kind === 'response' && (start.status === 200 || start.status === 201) && body?.members
    ? body
    : undefined;
}

/** The last id of a URL: `7` of `/parcels/7` and of `/parcels('7')`. */
function lastId(url: string): string | undefined {
  const path = url.replace(/[?#].*$/, '').replace(/\/$/, '');
  return /\('?([^()']+)'?\)$/.exec(path)?.[1] ?? /\/([^/]+)$/.exec(path)?.[1];
}

function isPlaceholder(text: string): boolean {
  return (
    /[{}<>[\]]|\.\.|…|xxx|^id$|(?:^|[^a-z])id[^a-z]?value/i.test(text) || placeholderForm('id', text) !== undefined
  );
}

export const locationDiffers: Rule = pageRule(
  {
    id: 'location-differs',
    severity: 'warning',
    finds: 'A Location of what was created that names another id than the body.',
    example: '`Location: https://api.example/v1.0/parcels/7`, and `"id": "p-1"` in the body.',
  },
  function* (page): Generator<Found> {
    for (const example of page.examples) {
      const { response } = example;
      const answer = answerOf(example);
      const start = response?.message.start;
      const field = response && fieldOf(response.message, 'location');
      const member = answer?.members?.find(({ name }) => name === 'id');
      const id = member?.node.value;
      if (start?.kind !== 'response' || start.status !== 201 || !field || !member) continue;
      const named = lastId(field.value);
      if (typeof id !== 'string' || named === undefined || isPlaceholder(named) || isPlaceholder(id)) continue;
      // A word is the name of a collection or of a property.
      if (!/\d/.test(named) || field.value.toLowerCase().includes(id.toLowerCase())) continue;
      yield {
        page: page.name,
        line: field.line,
        message: `Location names ${shown(named)}; the body has the id ${shown(id)}.`,
        suggestion: 'Write the same id in both.',
        against: { page: page.name, line: member.line },
      };
    }
  },
);

/** Properties whose value is not what was sent, because the service changes or hides it. */
const CHANGES = /state|status|.id$|etag|version|password|secret|token|key$|url$|content|body|date|time|count/i;

export const answerDiffers: Rule = groupRule(
  {
    id: 'answer-differs',
    severity: 'warning',
    finds: 'A value that an example sends, and that the answer shows with another value.',
    example: 'The request sends `"label": "Tea"`, the response of the same example has `"label": "Coffee"`.',
  },
  function* ({ group, index }) {
    for (const page of group.pages) {
      const sent = bodyEntry(page, index);
      if (!sent || sent !== returnedEntry(page, index)) continue;
      for (const example of page.examples) {
        const request = example.request && jsonOf(example.request.message);
        const answer = answerOf(example);
        const [object, ...more] = answer ? itemsOf(answer, index.conventions) : [];
        if (!request?.members || !object?.members || more.length > 0) continue;
        for (const { name, node } of request.members) {
          const other = object.members.find((member) => member.name === name);
          if (!other || index.conventions.isControl(name) || CHANGES.test(name) || !contradict(name, node, other.node))
            continue;
          yield {
            page: page.name,
            line: other.line,
            message: `The example sends ${name} as ${shown(node.value)}; the answer has ${shown(other.node.value)}.`,
            suggestion: 'Show the value that was sent.',
            against: { page: page.name, line: node.line },
          };
        }
      }
    }
  },
);

/** Whether two values of one type differ by more than spelling. */
function contradict(name: string, { value: one }: JsonNode, { value: other }: JsonNode): boolean {
  if (typeof one === 'number' || typeof one === 'boolean') return typeof other === typeof one && other !== one;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  if ([one, other].some((text) => text === '' || isPlaceholder(text) || placeholderForm(name, text) !== undefined))
    return false;
  const [a, b] = [letters(one), letters(other)];
  return !a.includes(b) && !b.includes(a);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

import { placeholderForm } from '../../model/index.js';
import type { Page } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { jsonOf } from '../read/message.js';
import { propertyOf } from '../reference/properties.js';
import type { PageRow } from '../reference/types.js';
import { type Misfit, misfitOf } from './fits.js';
import { type Found, type GroupFacts, groupRule, memoized, messagesOf, type Rule, shown } from './rule.js';

interface Misplaced {
  readonly page: Page;
  readonly name: string;
  readonly text: JsonNode;
  readonly declared: PageRow;
  readonly misfit: Misfit;
}

/** Placeholders that their rows do not allow. */
const misplaced = memoized((group: GroupFacts): readonly Misplaced[] => [...findMisplaced(group)]);

function* findMisplaced({ objects, index }: GroupFacts): Generator<Misplaced> {
  for (const { page, node, entry } of objects)
    for (const { name, node: value } of node.members ?? []) {
      const text = placeholderIn(name, value);
      const declared = text && propertyOf(entry, name, index);
      const misfit = declared && misfitOf(value, declared, entry.fullName, index);
      // A word of the list in another case is that word.
      if (misfit && misfit.kind !== 'case') yield { page, name, text, declared, misfit };
    }
}

export const placeholderValue: Rule = groupRule(
  {
    id: 'placeholder-value',
    severity: 'warning',
    finds: 'A placeholder in an example that the declared type or enumeration of its property does not allow.',
    example: '`"state": "String"` where `packed` or `sent` is due; `"packedDateTime": "String (timestamp)"`.',
  },
  function* (group) {
    for (const { page, name, text, declared, misfit } of misplaced(group))
      yield {
        page: page.name,
        line: text.line,
        message: `${name} is the placeholder ${shown(text.value)}; it must be ${misfit.kind === 'type' ? misfit.wanted : `one of ${misfit.wanted}`}.`,
        suggestion: 'Show a value that the service might send.',
        against: { page: declared.page.name, line: declared.row.line },
      };
  },
);

/** The first text of a value that is a placeholder. */
export function placeholderIn(name: string, value: JsonNode): JsonNode | undefined {
  return (value.items ?? [value]).find(
    ({ value }) => typeof value === 'string' && placeholderForm(name, value) !== undefined,
  );
}

export const placeholderText: Rule = groupRule(
  {
    id: 'placeholder-text',
    severity: 'info',
    finds:
      'Texts of an example that only name their property or a type, where any text is allowed; reported once for each example and kind.',
    example: '`"label": "Label value"`, `"label": "String"`, `"label": "<label>"`.',
  },
  function* (group) {
    const known = new Set(misplaced(group).map(({ text }) => text));
    for (const page of group.group.pages)
      for (const { message } of messagesOf(page)) {
        const body = jsonOf(message);
        if (body) yield* textsOfBody(page, body, known);
      }
  },
);

function* textsOfBody(page: Page, body: JsonNode, known: ReadonlySet<JsonNode>): Generator<Found> {
  const kinds = new Map<string, { first: Found; count: number }>();
  for (const { name, node } of textsOf(body)) {
    const form = typeof node.value === 'string' && !known.has(node) ? placeholderForm(name, node.value) : undefined;
    if (form === undefined) continue;
    const before = kinds.get(form);
    if (before) before.count += 1;
    else {
      const message = `${name === '' ? 'The value' : name} is ${shown(node.value)}: ${form}`;
      kinds.set(form, { first: { page: page.name, line: node.line, message }, count: 1 });
    }
  }
  for (const { first, count } of kinds.values())
    yield {
      ...first,
      message: count === 1 ? `${first.message}.` : `${first.message}; ${more(count - 1)} of this example.`,
      suggestion: 'Show values that the service might send: readers learn formats from them.',
    };
}

function more(count: number): string {
  return count === 1 ? 'so is one more value' : `so are ${count} more values`;
}

/** The values of a body that hold no others, with the names of their members, in the order of the page. */
export function* textsOf(body: JsonNode): Generator<{ name: string; node: JsonNode }> {
  const waiting = [{ name: '', node: body }];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { name, node } = at;
    const children = [
      ...(node.items ?? []).map((item) => ({ name, node: item })),
      ...(node.members ?? []).map((member) => ({ name: member.name, node: member.node })),
    ];
    if (children.length === 0) yield { name, node };
    // In the order of the page.
    for (const child of children.reverse()) waiting.push(child);
  }
}

import type { Page } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { fieldOf } from '../read/message.js';
import { propertyOf } from '../reference/properties.js';
import type { PageRow } from '../reference/types.js';
import { type Misfit, misfitOf } from './fits.js';
import { placeholderIn } from './placeholders.js';
import { type Found, type GroupFacts, groupRule, memoized, messagesOf, type Rule, shown } from './rule.js';

interface Misfitting {
  readonly name: string;
  readonly node: JsonNode;
  readonly declared: PageRow;
  readonly misfit: Misfit;
  readonly page: string;
}

/** Values of examples that break what their rows declare, placeholders apart. */
const misfits = memoized((group: GroupFacts): readonly Misfitting[] => [...findMisfits(group)]);

function* findMisfits({ objects, index }: GroupFacts): Generator<Misfitting> {
  for (const { page, node, entry } of objects)
    for (const { name, node: value } of node.members ?? []) {
      const declared = propertyOf(entry, name, index);
      if (!declared) continue;
      const misfit = misfitOf(value, declared, entry.fullName, index);
      if (misfit && (misfit.kind === 'case' || !placeholderIn(name, value)))
        yield { name, node: value, declared, misfit, page: page.name };
    }
}

function place({ page, node, declared }: Misfitting): Pick<Found, 'page' | 'line' | 'against'> {
  return { page, line: node.line, against: { page: declared.page.name, line: declared.row.line } };
}

export const valueType: Rule = groupRule(
  {
    id: 'value-type',
    severity: 'error',
    finds: 'A value of an example that is not of the type which its property declares.',
    example: '`|grams|Int32|` in the table, `"grams": "heavy"` in the example.',
  },
  function* (group) {
    for (const each of misfits(group))
      if (each.misfit.kind === 'type')
        yield {
          ...place(each),
          message: `${each.name} is ${shown(each.node.value)}; it must be ${each.misfit.wanted}, as its type is ${each.declared.row.typeText}.`,
          suggestion: 'Correct the value, or the type.',
        };
  },
);

export const valueMember: Rule = groupRule(
  {
    id: 'value-member',
    severity: 'error',
    finds: 'A value of an example that its enumeration does not list.',
    example: 'Possible values are `packed`, `sent`; the example has `"state": "sunk"`.',
  },
  function* (group) {
    for (const each of misfits(group))
      if (each.misfit.kind === 'member')
        yield {
          ...place(each),
          message: `${each.name} is ${shown(each.node.value)}, which is not one of ${each.misfit.wanted}.`,
          suggestion: 'Correct the value, or list it.',
        };
  },
);

export const memberCase: Rule = groupRule(
  {
    id: 'member-case',
    severity: 'warning',
    finds: 'A value of an example that its enumeration lists in another letter case.',
    example: 'Possible values are `packed`, `sent`; the example has `"state": "Packed"`.',
  },
  function* (group) {
    for (const each of misfits(group))
      if (each.misfit.kind === 'case')
        yield {
          ...place(each),
          message: `${each.name} is ${shown(each.node.value)}; the list writes its letters in another case: ${each.misfit.wanted}.`,
          suggestion: 'Write both in the same case: clients compare them letter by letter.',
        };
  },
);

export const notUtc: Rule = groupRule(
  {
    id: 'not-utc',
    severity: 'info',
    finds:
      'A time of an example with an offset, although its property is said to be in UTC; reported once for each page and property.',
    example: '"always in UTC time" in the row, `"2026-03-01T08:30:00+01:00"` in the example.',
  },
  function* ({ objects, index }) {
    const seen = new Set<string>();
    for (const { page, node, entry, isRequest } of objects)
      for (const { name, node: value } of node.members ?? []) {
        if (!isRequest && asksForZone(page)) continue;
        if (typeof value.value !== 'string' || !/T.*[+-](?!00:00$)\d\d:\d\d$/.test(value.value)) continue;
        const declared = propertyOf(entry, name, index);
        const rows = [declared, described(entry, name)].filter((row) => row !== undefined);
        const said = rows.find(({ row }) => /\b(?:always|is) (?:\w+ ){0,3}UTC\b/i.test(row.description));
        const key = `${page.name} ${entry.fullName} ${name}`;
        if (!said || seen.has(key)) continue;
        seen.add(key);
        yield {
          page: page.name,
          line: value.line,
          message: `${name} is ${shown(value.value)}; its description says that it is in UTC.`,
          suggestion: 'Show a time that ends in Z.',
          against: { page: said.page.name, line: said.row.line },
        };
      }
  },
);

/** Whether a request of the page's examples asks for times in its own time zone, as by `Prefer: outlook.timezone`. */
const asksForZone = memoized((page: Page): boolean =>
  messagesOf(page).some(({ message }) => /time-?zone/i.test(fieldOf(message, 'prefer')?.value ?? '')),
);

/** The row of the property on the type's own page. */
function described({ resource }: GroupFacts['objects'][number]['entry'], name: string): PageRow | undefined {
  const row = resource?.resource.properties.find((each) => each.name === name);
  return resource && row ? { page: resource.page, row } : undefined;
}

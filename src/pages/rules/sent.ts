import { jsonOf } from '../read/message.js';
import { bodyEntry } from '../reference/collect.js';
import { propertyOf } from '../reference/properties.js';
import { readProse } from '../types/prose.js';
import { placeholderIn } from './placeholders.js';
import { groupRule, listed, type Rule, shown } from './rule.js';

export const sentNotInTable: Rule = groupRule(
  {
    id: 'sent-not-in-table',
    severity: 'warning',
    finds:
      'A parameter that an example sends, and that the table of the request body lacks, where no other page describes it.',
    example: '`{"grams": 250, "colour": "red"}` in the request of an action whose table has the row grams only.',
  },
  function* ({ group, index }) {
    for (const page of group.pages) {
      const { rows, areRequired } = page.body;
      const names = new Map(rows.map((row) => [row.name.toLowerCase(), row]));
      if (rows.length === 0 || areRequired || !rows.every(({ name }) => /^[\w@.-]+$/.test(name))) continue;
      if (bodyEntry(page, index)) continue;
      const said = new Set<string>();
      for (const { request } of page.examples) {
        const body = request && !request.isAside ? jsonOf(request.message) : undefined;
        for (const { name, line } of body?.members ?? []) {
          const row = names.get(name.toLowerCase());
          if (row?.name === name || said.has(name) || index.conventions.isControl(name) || !/\w/.test(name)) continue;
          said.add(name);
          yield {
            page: page.name,
            line,
            message: row
              ? `The example sends ${name}; the table writes ${row.name}.`
              : `The example sends ${name}, which the table of the request body does not describe.`,
            suggestion: row
              ? 'Write both in the same case: JSON names are compared letter by letter.'
              : 'Describe it in the table, or remove it from the example.',
            against: { page: page.name, line: row?.line ?? page.body.line },
          };
        }
      }
    }
  },
);

export const valueOutsideProse: Rule = groupRule(
  {
    id: 'value-outside-prose',
    severity: 'warning',
    finds: 'A value of an example that is not among those which the description of its property lists in a sentence.',
    example: '`It can be "day" or "week".` in the row, `"unit": "month"` in the example.',
  },
  function* ({ objects, index }) {
    for (const { page, node, entry } of objects)
      for (const { name, node: value } of node.members ?? []) {
        if (typeof value.value !== 'string' || value.value === '' || placeholderIn(name, value)) continue;
        const declared = propertyOf(entry, name, index);
        if (!declared || declared.row.notes.members) continue;
        const values = readProse(declared.row.pieces);
        const written = value.value.toLowerCase();
        if (values.length === 0 || values.some((each) => each.toLowerCase() === written)) continue;
        yield {
          page: page.name,
          line: value.line,
          message: `${name} is ${shown(value.value)}; its description lists ${listed(values)}.`,
          suggestion: 'Correct the value, or add it to the description.',
          against: { page: declared.page.name, line: declared.row.line },
        };
      }
  },
);

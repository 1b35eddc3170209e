import type { FieldRow } from '../page.js';
import type { JsonNode, JsonText } from '../read/json.js';
import { itemsOf } from '../reference/envelopes.js';
import type { Conventions } from '../templates/conventions.js';
import { pageRule, type Rule, tableRows } from './rule.js';

export const notInTable: Rule = pageRule(
  {
    id: 'not-in-table',
    severity: 'warning',
    finds: "A property in the JSON representation of a type that the page's tables lack.",
    example: '`"colour": "String"` in the JSON representation, and no row colour.',
  },
  function* (page, { conventions }) {
    for (const resource of page.resources) {
      const { relationships, representation, baseType } = resource;
      const properties = tableRows(resource);
      const node = shownObject(representation, conventions);
      if (!node?.members || properties.length === 0 || baseType !== undefined) continue;
      const names = new Map(
        [...properties, ...relationships].map(({ name, line }) => [name.toLowerCase(), { name, line }]),
      );
      for (const { name, line } of node.members) {
        if (conventions.isAnnotation(name) || /^\.+$/.test(name)) continue;
        const known = names.get(name.toLowerCase());
        if (known?.name === name) continue;
        yield known
          ? {
              page: page.name,
              line,
              message: `The JSON representation writes ${name}; the table writes ${known.name}.`,
              suggestion: 'Write both in the same case: JSON names are compared letter by letter.',
              against: { page: page.name, line: known.line },
            }
          : {
              page: page.name,
              line,
              message: `No table of this page describes ${name}, which the JSON representation shows.`,
              suggestion: 'Describe it in the table, or remove it from the JSON.',
            };
      }
    }
  },
);

export const notInRepresentation: Rule = pageRule(
  {
    id: 'not-in-representation',
    severity: 'info',
    finds: "A property of a type's table that the JSON representation lacks.",
    example: '`|grams|Int32|` in the table, and no member grams in the JSON.',
  },
  function* (page, { conventions }) {
    for (const resource of page.resources) {
      const { representation } = resource;
      const node = shownObject(representation, conventions);
      if (!node?.members?.length) continue;
      const shown = new Set(node.members.map(({ name }) => name.toLowerCase()));
      for (const row of firstTable(tableRows(resource))) {
        if (!/^\w+$/.test(row.name) || shown.has(row.name.toLowerCase()) || isInherited(row)) continue;
        yield {
          page: page.name,
          line: row.line,
          message: `The JSON representation does not show ${row.name}, which the table describes.`,
          suggestion: 'Add it to the JSON.',
          against: { page: page.name, line: node.line },
        };
      }
    }
  },
);

/** The object that a page shows; some show it in a collection, as a response has it. */
function shownObject(representation: JsonText | undefined, conventions: Conventions): JsonNode | undefined {
  return representation?.node && itemsOf(representation.node, conventions)[0];
}

/** Tables further down describe what is inside a property. */
function firstTable(rows: readonly FieldRow[]): FieldRow[] {
  const end = rows.findIndex(({ line }, at) => at > 0 && line > (rows[at - 1]?.line ?? line) + 3);
  return rows.slice(0, end < 0 ? rows.length : end);
}

function isInherited({ notes }: FieldRow): boolean {
  return notes.inheritedFrom !== undefined;
}

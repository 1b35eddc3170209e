import type { FieldRow, Page } from '../page.js';
import { columnsOf, isHeading, joined } from '../read/rows.js';
import type { Table } from '../read/tables.js';
import { isRootType, namespaceOf } from '../reference/types.js';
import { isFreeText, type Primitive } from '../types/primitive.js';
import { type Found, groupRule, memoized, pageRule, type Rule, shown, tableRows } from './rule.js';

/** The rows of a page whose tables have a column for types. */
function typedRows(page: Page): readonly FieldRow[] {
  return [
    ...page.body.rows,
    ...page.resources.flatMap((resource) => [...tableRows(resource), ...resource.relationships]),
  ];
}

export const noType: Rule = pageRule(
  {
    id: 'no-type',
    severity: 'error',
    finds: 'A row of a property without a type.',
    example: '`|grams||Its weight in grams.|` in a table with a column Type.',
  },
  function* (page) {
    for (const row of typedRows(page))
      if (
        row.typeText.trim() === '' &&
        row.surplus >= 0 &&
        /^[\w@.]+$/.test(row.name) &&
        typedLines(page).has(row.line)
      )
        yield {
          page: page.name,
          line: row.line,
          message: `${row.name} has no type.`,
          suggestion: 'Name its type in the table.',
        };
  },
);

/** The lines of rows whose tables have a column of types. */
const typedLines = memoized(
  (page: Page): ReadonlySet<number> =>
    new Set(
      tablesOf(page).flatMap((table) => ((columnsOf(table)?.type ?? -1) > 0 ? table.rows.map(({ line }) => line) : [])),
    ),
);

/** The line of the table to which the row of a line belongs. */
const tableAt = memoized(
  (page: Page): ReadonlyMap<number, number> =>
    new Map(tablesOf(page).flatMap((table) => table.rows.map(({ line }) => [line, table.line]))),
);

function tablesOf(page: Page): Table[] {
  return page.outline.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
}

export const unknownType: Rule = groupRule(
  {
    id: 'unknown-type',
    severity: 'warning',
    finds: 'A type that cannot be read, or that no page describes and no link explains.',
    example: '`|grams|weight|`: no page, no link, no list of values.',
  },
  function* ({ group, index }) {
    for (const page of group.pages)
      for (const row of typedRows(page)) {
        if (row.typeText.trim() === '') continue;
        if (!row.type) {
          yield found(page, row, `${shown(row.typeText)}, the type of ${row.name}, cannot be read.`);
          continue;
        }
        for (const type of row.type.of) {
          if (type.kind !== 'named' || type.href !== undefined || row.notes.members || row.notes.numbers) continue;
          const entry = index.find(type, page.name, page.namespace?.text ?? namespaceOf(type.name));
          if (entry?.resource || entry?.members || index.enumeration(type)) continue;
          if (isRootType(type.name, index) || LISTS_VALUES.test(row.description)) continue;
          yield found(
            page,
            row,
            `No page describes ${type.name}, the type of ${row.name}, and its values are not listed.`,
          );
        }
      }
  },
);

/** `Values: a, b`; `can only be a`. */
const LISTS_VALUES = /\bvalues?(?: are| include)?\s*:\s*\S|\bcan only be\b/i;

function found(page: Page, row: FieldRow, message: string): Found {
  return {
    page: page.name,
    line: row.line,
    message,
    suggestion: 'Link the page of the type, list its values, or name a primitive type.',
  };
}

export const typeSpelling: Rule = pageRule(
  {
    id: 'type-spelling',
    severity: 'info',
    finds: 'A primitive type with another name than the rest of the reference uses.',
    example: '`|grams|int|`.',
  },
  function* (page, { conventions }) {
    const { loose, primitives } = conventions.words;
    for (const row of typedRows(page)) {
      const word = row.typeText.replace(/\s*collection$/i, '').replace(/^collection\((.*)\)$/i, '$1');
      const key = word.toLowerCase();
      const usual = loose.has(key) ? primitives.get(key)?.name : undefined;
      if (usual !== undefined)
        yield {
          page: page.name,
          line: row.line,
          message: `The type of ${row.name} is written ${shown(word)}, which Docproof reads as ${usual}.`,
          suggestion: `Write ${usual}.`,
        };
    }
  },
);

export const raggedRow: Rule = pageRule(
  {
    id: 'ragged-row',
    severity: 'warning',
    finds: 'A row of a table that has more or fewer cells than the head.',
    example:
      '`|grams|Int32|Its weight|in grams.|` in a table of three columns. One cell in bold is a heading, and passes.',
  },
  function* (page) {
    for (const table of tablesOf(page)) {
      const width = table.heads.length;
      const hasBars = table.rows.some(({ hasBar }) => hasBar);
      for (const { first: row } of joined(table)) {
        const difference = row.width - width;
        if (difference === 0 || (hasBars && !row.hasBar) || isHeading(row)) continue;
        yield {
          page: page.name,
          line: row.line,
          message: `This row has ${row.width} ${row.width === 1 ? 'cell' : 'cells'}; its table has ${width} columns.`,
          suggestion:
            difference > 0
              ? 'Write a bar within a cell as \\|: the text of surplus cells is lost.'
              : 'Add the missing cells.',
        };
      }
    }
  },
);

export const duplicateRow: Rule = pageRule(
  {
    id: 'duplicate-row',
    severity: 'warning',
    finds: 'A name that is in two rows of one table.',
    example: 'Two rows `|grams|Int32|` in one table.',
  },
  function* (page) {
    const tables = [
      page.body.rows,
      page.headers,
      ...page.resources.flatMap((resource) => [tableRows(resource), resource.relationships]),
    ];
    for (const rows of tables) {
      const lines = new Map<string, number>();
      for (const { name, line } of rows) {
        // A request may have several preferences (RFC 7240 §2).
        if (rows === page.headers && /^prefer$/i.test(name)) continue;
        const key = `${tableAt(page).get(line)} ${name}`;
        const first = lines.get(key);
        if (first === undefined) lines.set(key, line);
        else
          yield {
            page: page.name,
            line,
            message: `The table has another row ${name}.`,
            suggestion: 'Keep one of them.',
            against: { page: page.name, line: first },
          };
      }
    }
  },
);

export const emptyDescription: Rule = pageRule(
  {
    id: 'empty-description',
    severity: 'info',
    finds: 'A row that says nothing of its property, beside a list of values.',
    example: '`|grams|Int32||`.',
  },
  function* (page) {
    for (const row of typedRows(page)) {
      const words = row.description
        .replace(/\binherited from [^.]*/i, '')
        .replace(/\bpossible values (?:are|is|include)\b.*/i, '');
      if (/\w/.test(words) || row.notes.inheritedFrom || row.surplus < 0) continue;
      // A list of values may say all; a description that begins with a full stop lost its first sentence.
      const isCut = /^\s*[.,;]/.test(row.description);
      if (row.notes.members && !isCut) continue;
      yield {
        page: page.name,
        line: row.line,
        message: isCut ? `The description of ${row.name} lacks its first sentence.` : `${row.name} has no description.`,
        suggestion: 'Write what it holds, in which unit, and when it is absent.',
      };
    }
  },
);

export const valuesOfBoolean: Rule = pageRule(
  {
    id: 'values-of-other-type',
    severity: 'warning',
    finds: 'Values that are listed for a property whose type cannot have them.',
    example: '`|succeeded|Boolean|Possible values are: \\`yes\\`, \\`no\\`.|`',
  },
  function* (page) {
    for (const row of typedRows(page)) {
      const [type] = row.type?.of ?? [];
      // Of `0 - low`, the number travels.
      const values = row.notes.numbers?.map(({ value }) => String(value)) ?? row.notes.members;
      if (!values || row.type?.of.length !== 1 || type?.kind !== 'primitive') continue;
      const others = values.filter((value) => !isOf(type.primitive, value));
      if (others.length === values.length)
        yield {
          page: page.name,
          line: row.line,
          message: `${row.name} is of type ${type.primitive.name}; its values are listed as ${others.join(', ')}.`,
          suggestion: 'Name the enumeration, or list values of the type.',
        };
    }
  },
);

function isOf({ schema, isText }: Primitive, member: string): boolean {
  if (schema.type === 'boolean') return /^(?:true|false)$/i.test(member);
  return isText || /^-?\d/.test(member);
}

export const valuesOfText: Rule = pageRule(
  {
    id: 'values-of-text',
    severity: 'info',
    finds: 'A property of type String that lists its possible values: an enumeration, or examples in prose.',
    example: '`|state|String|Possible values are: \\`packed\\`, \\`sent\\`.|`',
  },
  function* (page) {
    for (const row of typedRows(page)) {
      const [type] = row.type?.of ?? [];
      if (row.notes.members && type?.kind === 'primitive' && isFreeText(type.primitive) && row.notes.members.length > 1)
        yield {
          page: page.name,
          line: row.line,
          message: `${row.name} is of type ${type.primitive.name}; its description lists ${row.notes.members.length} possible values.`,
          suggestion: 'If it can have no other values, name an enumeration as its type; else call them examples.',
        };
    }
  },
);

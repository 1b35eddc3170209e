import type { FieldRow } from '../page.js';
import { readNotes } from '../types/notes.js';
import { readType } from '../types/type-text.js';
import { type Piece, plain } from './inline.js';
import type { Block, Row } from './outline.js';

type Table = Extract<Block, { kind: 'table' }>;

const NAME =
  /^(?:(?:query |path |function )?(?:property|parameter|relationship|header|member|name|value|field)s?(?: name)?|name)$/i;
const TYPE = /^(?:type|data type|return type|value type)$/i;

/** Whether the table describes things by name, and under which columns. */
export function columnsOf({ heads }: Table): { name: number; type: number; description: number } | undefined {
  const keys = heads.map((head) => head.trim());
  const name = keys.findIndex((head) => NAME.test(head));
  if (name !== 0) return undefined;
  const type = keys.findIndex((head) => TYPE.test(head));
  const last = keys.findIndex(
    (head, index) => index > 0 && index !== type && /^(?:description|value|notes?|details|remarks)$/i.test(head),
  );
  const fallback = keys.findIndex((_, index) => index > 0 && index !== type);
  return {
    name,
    type,
    description:
      keys.findIndex((head) => /^description$/i.test(head)) > 0
        ? keys.findIndex((head) => /^description$/i.test(head))
        : last > 0
          ? last
          : fallback,
  };
}

/** The rows of a table that describes properties, parameters or header fields. */
export function fieldRows(table: Table): FieldRow[] {
  const columns = columnsOf(table);
  if (!columns) return [];
  return joined(table).flatMap((row) => {
    const name = nameOf(row.cells[columns.name] ?? []);
    if (name === '') return [];
    const typeCell = columns.type < 0 ? [] : (row.cells[columns.type] ?? []);
    const pieces = columns.description < 0 ? [] : (row.cells[columns.description] ?? []);
    const type = readType(typeCell);
    return [
      {
        name,
        line: row.line,
        typeText: plain(typeCell),
        ...(type ? { type } : {}),
        description: plain(pieces),
        pieces,
        notes: readNotes(pieces),
        surplus: row.width - table.heads.length,
      },
    ];
  });
}

/** Rows whose description goes on in the next line are made whole: that line has no bar at its start, and too few cells. */
function joined({ rows, heads }: Table): Row[] {
  const whole: Row[] = [];
  const barred = rows.filter(({ hasBar }) => hasBar).length;
  for (const row of rows) {
    const before = whole.at(-1);
    const goesOn = !row.hasBar && barred > 0 && row.width < heads.length && before && before.width < heads.length + 1;
    if (!goesOn) whole.push(row);
    else {
      const tail: Piece[] = [{ kind: 'text', text: ' ' }, ...row.cells.flat()];
      const last = heads.length - 1;
      whole[whole.length - 1] = { ...before, cells: before.cells.with(last, [...(before.cells[last] ?? []), ...tail]) };
    }
  }
  return whole;
}

function nameOf(cell: readonly Piece[]): string {
  return plain(cell)
    .replace(/\s*\((?:deprecated|optional|required|preview|read-only)\)\s*$/i, '')
    .replace(/^`|`$/g, '')
    .trim();
}

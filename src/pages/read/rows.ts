import type { FieldRow } from '../page.js';
import { type Notes, readNotes } from '../types/notes.js';
import { readType, type TypeRef, type TypeWords } from '../types/type-text.js';
import { type Piece, plain } from './inline.js';
import { cellsOf, type Row } from './outline.js';
import type { Table } from './tables.js';

const NAME =
  /^(?:(?:query |path |function )?(?:property|parameter|relationship|header|member|name|value|field)s?(?: name)?|name)$/i;
const TYPE = /^(?:type|data type|return type|value type)$/i;

/** Whether the table describes things by name, and under which columns. */
export function columnsOf({ heads }: Table): { name: number; type: number; description: number } | undefined {
  const keys = heads.map((head) => head.trim());
  const name = keys.findIndex((head) => NAME.test(head));
  if (name !== 0) return undefined;
  const type = keys.findIndex((head) => TYPE.test(head));
  const others = keys.flatMap((head, index) => (index > 0 && index !== type ? [{ head, index }] : []));
  const described =
    others.find(({ head }) => /^description$/i.test(head)) ??
    others.find(({ head }) => /^(?:value|notes?|details|remarks)$/i.test(head));
  return { name, type, description: (described ?? others[0])?.index ?? -1 };
}

/**
 * The rows of a table that describes properties, parameters or header fields.
 * @param words for types, of the template
 */
export function fieldRows(table: Table, words: TypeWords): FieldRow[] {
  const columns = columnsOf(table);
  if (!columns) return [];
  return joined(table).flatMap((row) => {
    const name = nameOf(row.first.cell(columns.name));
    return name === '' ? [] : [new TableFieldRow(name, row, columns, table.heads.length, words)];
  });
}

/** A row whose cells are read when something asks for them: of many types only the names of properties are. */
class TableFieldRow implements FieldRow {
  readonly name: string;
  readonly line: number;
  readonly surplus: number;
  readonly #row: JoinedRow;
  readonly #columns: { readonly type: number; readonly description: number };
  readonly #words: TypeWords;
  #type: TypeRef | null | undefined;
  #notes: Notes | undefined;
  #description: string | undefined;

  constructor(
    name: string,
    row: JoinedRow,
    columns: { type: number; description: number },
    width: number,
    words: TypeWords,
  ) {
    this.name = name;
    this.line = row.first.line;
    this.surplus = row.first.width - width;
    this.#row = row;
    this.#columns = columns;
    this.#words = words;
  }

  get pieces(): readonly Piece[] {
    const { first, tails } = this.#row;
    const pieces = first.cell(this.#columns.description);
    return tails.length === 0
      ? pieces
      : [...pieces, ...tails.flatMap((tail): Piece[] => [{ kind: 'text', text: ' ' }, ...cellsOf(tail).flat()])];
  }

  get typeText(): string {
    return plain(this.#row.first.cell(this.#columns.type));
  }

  get type(): TypeRef | undefined {
    if (this.#type === undefined) this.#type = readType(this.#row.first.cell(this.#columns.type), this.#words) ?? null;
    return this.#type ?? undefined;
  }

  get description(): string {
    this.#description ??= plain(this.pieces);
    return this.#description;
  }

  get notes(): Notes {
    this.#notes ??= readNotes(this.pieces, this.description);
    return this.#notes;
  }
}

/** A row with the lines in which its description goes on. */
export interface JoinedRow {
  readonly first: Row;
  readonly tails: Row[];
}

/** The rows of a table, each with its tails. */
export function joined(table: Table): JoinedRow[] {
  const whole: JoinedRow[] = [];
  const isTail = tailsOf(table);
  for (const row of table.rows) {
    const before = whole.at(-1);
    if (before && isTail(row, before.first)) before.tails.push(row);
    else whole.push({ first: row, tails: [] });
  }
  return whole;
}

/**
 * Whether a row goes on with a row before it. Where rows begin with bars, it has none there and too few cells;
 * where they do not, it has no bar at all, and all that have bars have as many cells as the head.
 */
function tailsOf({ rows, heads }: Table): (row: Row, before: Row) => boolean {
  const width = heads.length;
  if (rows.some(({ hasBar }) => hasBar))
    return (row, before) => !row.hasBar && row.width < width && before.width <= width;
  const areWhole = width > 1 && rows.every((row) => row.isBare || row.width === width);
  return (row, before) => areWhole && row.isBare && !before.isBare && !isHeading(row);
}

/** One cell in bold is a heading between rows. */
export function isHeading(row: Row): boolean {
  return row.width === 1 && row.cell(0).every(({ kind, text }) => kind === 'strong' || text.trim() === '');
}

function nameOf(cell: readonly Piece[]): string {
  return plain(cell)
    .replace(/\s*\((?:deprecated|optional|required|preview|read-only)\)\s*$/i, '')
    .replace(/^`|`$/g, '')
    .trim();
}

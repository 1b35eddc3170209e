import { type Edit, shifted } from './edits.js';
import { saysLittle } from './names.js';
import type { Redactor } from './redactor.js';

/** The name of a column: words, in quotes or not. */
const NAME = /^\s{0,8}(?:[\p{L}_][\p{L}\d _.\-/()[\]]{0,60}|)\s{0,8}$/u;

/** No table with more columns is one that a person named. */
const MAX_COLUMNS = 1000;

/** A cell: where it is written, with its quotes. */
interface Cell {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a table (RFC 4180, also with tabs, semicolons or bars between its cells) holds secrets in columns whose names,
 * in its first row, say so.
 * @param isTable whether its type says so; else every name of a column must look like one, and rows as long follow
 */
export function tableEdits(redactor: Redactor, text: string, isTable = false): Edit[] {
  const [head = ''] = /^\uFEFF?(?:sep=.\r?\n)?/.exec(text) ?? [];
  const separator = separatorOf(text, head, isTable);
  if (separator === undefined) return [];
  const [names, first] = rowAt(text, head.length, separator);
  const columns = names.map((cell) => read(text, cell));
  if (columns.length > MAX_COLUMNS || (!isTable && !columns.every((name) => NAME.test(name)))) return [];
  const kinds = columns.map((name) => redactor.kindOf(name));
  if (!kinds.some((kind) => kind !== undefined) && !columns.some(saysLittle)) return [];
  const edits: Edit[] = [];
  for (let at = first; at < text.length; ) {
    const [row, next] = rowAt(text, at, separator);
    at = next;
    if (!isTable && row.length !== columns.length) {
      // An empty line at the end; else it is a text with commas.
      if (row.length > 1) return [];
      continue;
    }
    for (const [index, cell] of row.entries()) {
      const name = columns[index];
      const secret = read(text, cell);
      if (name === undefined || secret.trim() === '') continue;
      const kind = kinds[index] ?? redactor.kindOf(name, undefined, secret);
      if (kind === undefined) continue;
      const clean = redactor.replace(secret, kind);
      const isQuoted = text[cell.start] === '"';
      const edit = { start: 0, end: cell.end - cell.start, text: isQuoted ? `"${clean}"` : clean };
      if (clean !== secret) for (const each of shifted([edit], cell.start)) edits.push(each);
    }
  }
  return edits;
}

/** The character between cells, by the first line: the one that most of its names have between them. */
function separatorOf(text: string, head: string, isTable: boolean): string | undefined {
  const [, told] = /sep=(.)/.exec(head) ?? [];
  if (told !== undefined) return told;
  const from = head.length;
  const end = text.indexOf('\n', from);
  if (end < 0 || end - from > 20_000) return undefined;
  const line = text.slice(from, end);
  const counts = ['\t', ',', ';', '|'].map((each) => [each, line.split(each).length - 1] as const);
  const [best] = counts.filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1]);
  // A table of one column has no separator at all; a text of lines neither.
  return best?.[0] ?? (isTable ? ',' : undefined);
}

/** The cells of the row that begins here, and where the next one does. */
function rowAt(text: string, from: number, separator: string): [cells: Cell[], next: number] {
  const cells: Cell[] = [];
  const stop = new RegExp(`[\\r\\n${separator === '\t' ? '\\t' : `\\${separator}`}]`, 'g');
  for (let at = from; ; ) {
    stop.lastIndex = text[at] === '"' ? endOfQuotes(text, at) : at;
    const match = stop.exec(text);
    const end = match?.index ?? text.length;
    cells.push({ start: at, end });
    at = end + 1;
    if (match?.[0] === separator) continue;
    return [cells, text[end] === '\r' && text[at] === '\n' ? at + 1 : at];
  }
}

/** Behind the closing quote; two quotes are one within. */
function endOfQuotes(text: string, from: number): number {
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    if (text[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

function read(text: string, { start, end }: Cell): string {
  const written = text.slice(start, end);
  return written.startsWith('"') ? written.replace(/^"|"\s*$/g, '').replaceAll('""', '"') : written;
}

import type { Pointer } from './pointer.js';
import type { Provenance } from './provenance.js';

/** A place in a file, as editors count: the first character is line 1, column 1. Columns are UTF-16 code units. */
export interface Position {
  /** A path relative to the current folder, or a URL. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The document as its author wrote it, for reports that point into it. */
export interface AuthoredDocument {
  /** Where what `pointer` points to begins, or the nearest thing around it; undefined where its file is unknown. */
  locate(pointer: Pointer): Position | undefined;
  /** The text of that line of the documentation, where its pages are at hand. */
  quote(provenance: Provenance): string | undefined;
  /** Lines of the file around a place that `locate` gave. */
  excerpt?(place: Position): Excerpt | undefined;
}

/** Lines of a file. */
export interface Excerpt {
  /** The number of the first of them, from 1. */
  readonly first: number;
  readonly lines: readonly string[];
}

/** Lines before and after the one that is meant, in an excerpt. */
const AROUND = 3;

/** An excerpt has no longer lines than this, but for an ellipsis. */
const LONGEST_LINE = 300;

/** In a longer line, as of a file of one line, so much is shown before the place. */
const BEFORE = 60;

/** The lines of a text around a place. @param line from 1 @param column from 1 */
export function excerptOf(lines: readonly string[], line: number, column = 1): Excerpt {
  const first = Math.max(1, line - AROUND);
  const shown = lines.slice(first - 1, line + AROUND);
  return { first, lines: shown.map((each, at) => partOf(each, first + at === line ? column : 1)) };
}

/** The line, or the part of it from shortly before the column, with an ellipsis for what is left out before. */
function partOf(line: string, column: number): string {
  if (line.length <= LONGEST_LINE || column <= LONGEST_LINE / 2) return line.slice(0, LONGEST_LINE).trimEnd();
  const from = column - 1 - BEFORE;
  return `…${line.slice(from, from + LONGEST_LINE).trimEnd()}`;
}

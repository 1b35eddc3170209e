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
}

import {
  type AuthoredDocument,
  type OutcomeRecord,
  type Pointer,
  printableJson,
  type Result,
  writeJson,
} from '../model/index.js';

/** How a report may look, and what it may point to. */
export interface ReportOptions {
  /** Only of formats for a terminal. */
  readonly color: boolean;
  /** Columns of the terminal. Without it, sentences are broken at 100 columns and nothing else is. */
  readonly width?: number;
  /**
   * How many things of a kind are listed before the rest is only counted, in formats that leave things out by request.
   * @default 20
   */
  readonly limit?: number;
  /** The document's files, for formats that point into them. Without it they name pointers only. */
  readonly document?: AuthoredDocument;
}

/**
 * One format for one kind of data: a check's result, findings, a comparison, coverage, a self-test.
 * `Text` is a promise where the format loads what it needs.
 */
export interface ReportFormat<
  T,
  Name extends string = string,
  Text extends string | Promise<string> = string | Promise<string>,
> {
  /** Its name for `--format`. */
  readonly name: Name;
  /** Of files in this format, without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The whole text. */
  readonly write: (data: T, options: ReportOptions) => Text;
  /**
   * The places of the document that it points to: `options.document` is asked to locate these. Left out if it points to
   * nothing.
   */
  readonly pointers?: (data: T) => Iterable<Pointer>;
  /** Whether it shows the messages in which faults were found: the check should keep them. */
  readonly showsEvidence?: boolean;
  /** How it is written piece by piece, while exchanges are still being judged. Left out where it needs all of them. */
  readonly lines?: ReportLines<T>;
}

/** A format that is written line by line: its size does not matter, because nothing of it is kept. */
export interface ReportLines<T> {
  /** The line of an exchange, with its end. */
  readonly line: (outcome: OutcomeRecord) => string;
  /** The last line, with its end: all but the outcomes. */
  readonly end: (data: T) => string;
}

/** The rules that were broken, for formats that show faults at the document's lines. */
export function* brokenRules({ faults }: Result): Generator<Pointer> {
  for (const { schema } of faults) yield schema.slice(1);
}

/** Data as the JSON of a report, two blanks a level, with escapes for what would deceive its readers. */
export function jsonText(data: unknown): string {
  return `${printableJson(writeJson(data, 2))}\n`;
}

/** The format that is the data itself as JSON. */
export function jsonOf<T>(): ReportFormat<T, 'json', string> {
  return {
    name: 'json',
    extension: 'json',
    mediaType: 'application/json',
    write: jsonText,
  };
}

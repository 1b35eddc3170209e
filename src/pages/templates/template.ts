import type { Page } from '../page.js';
import type { Rule } from '../rules/rule.js';
import type { Conventions } from './conventions.js';

/**
 * One style of reference pages, as one publisher writes them: headings, annotations, sentences, words for types,
 * envelopes, and the mistakes that only such pages can have. Plain data and pure functions.
 * It reads pages. Groups, types, the document and the findings are built from what it returns.
 */
export interface Template {
  /** Its name in code and tests: `graph`. */
  readonly name: string;
  /** Whether the text of a page shows that it is written in this style. Linear in the text. */
  recognises(text: string): boolean;
  /**
   * Reads one page. Never throws: what a page does not say is absent.
   * @param name relative to the folder of pages, with slashes
   */
  readPage(name: string, text: string): Page;
  /** The conventions of its pages. */
  readonly conventions: Conventions;
  /** The rules for what only its pages have, beside those for all pages. */
  readonly rules: readonly Rule[];
}

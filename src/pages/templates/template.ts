import type { Page } from '../page.js';
import type { Rule } from '../rules/rule.js';
import type { Conventions } from './conventions.js';

/**
 * The way in which one publisher lays out its reference pages: its headings, annotations and sentences.
 * A template only reads. Groups, types, the document and the rules are built from the pages it returns.
 */
export interface Template {
  /** `graph` */
  readonly name: string;
  /**
   * Reads one page. Never throws: what a page does not say is absent.
   * @param name relative to the folder of pages, with slashes
   */
  readPage(name: string, text: string): Page;
  readonly conventions: Conventions;
  readonly rules: readonly Rule[];
}

import { printableJson, writeJson } from '../../model/index.js';

/** Data within a page: no `<` that a browser would read as markup, and no character that would deceive a reader. */
export function pageJson(data: unknown): string {
  return printableJson(writeJson(data).replaceAll('<', '\\u003c'));
}

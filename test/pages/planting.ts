import { asDocument } from '../../src/api/pages.js';
import { lintDocument } from '../../src/check/index.js';
import { createContract } from '../../src/contract/index.js';
import type { Finding } from '../../src/model/index.js';
import { compilePages, type FindingOptions, findingsOf } from '../../src/pages/index.js';
import type { Edit } from './rule-cases.js';
import { CLEAN_PAGE, CLEAN_TYPE } from './template.js';

/** Replaces what a page has; what it has not would make a test say nothing. */
export function planted(page: string, ...faults: readonly Edit[]): string {
  return faults.reduce((text, [before, after]) => {
    if (!text.includes(before)) throw new Error(`the page has no ${before}`);
    return text.replace(before, () => after);
  }, page);
}

/** What is found in pages, by their names. */
export function findingsIn(pages: Readonly<Record<string, string>>, options: FindingOptions = {}): Finding[] {
  const files = Object.entries(pages).map(([name, text]) => ({ name, text }));
  return findingsOf(compilePages(files), options);
}

/** The messages of one rule for the clean pages with edits, and further pages beside them. */
export function messagesFor(
  rule: string,
  {
    page = [],
    type = [],
    more = {},
  }: { page?: readonly Edit[]; type?: readonly Edit[]; more?: Readonly<Record<string, string>> },
): string[] {
  const pages = {
    'api/parcel-post.md': planted(CLEAN_PAGE, ...page),
    'resources/parcel.md': planted(CLEAN_TYPE, ...type),
    ...more,
  };
  return findingsIn(pages)
    .filter((finding) => finding.rule === rule)
    .map(({ message }) => message);
}

/** The messages of one rule for the document that pages make. */
export function documentMessagesFor(rule: string, pages: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(pages).map(([name, text]) => ({ name, text }));
  const contract = createContract(asDocument(compilePages(files).document, 'pages', []));
  return lintDocument(contract)
    .filter((found) => found.rule.id === rule)
    .map(({ message }) => message);
}

/**
 * Says what the names in reports mean: keywords of violations, rules of `docproof lint`, reasons.
 * Takes the rules that there are; gives for each name its meaning, a bad and a good example, why it matters and where
 * it is documented. May import model and report.
 * Never judges: tests let Docproof judge each example.
 */
import type { DescribedRule } from '../model/index.js';
import { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS, ruleMeaning } from '../report/index.js';
import type { Entries, Entry } from './entry.js';
import type { Explanation, ExplanationKind } from './explanation.js';
import { shownExample } from './shown.js';
import {
  DOCUMENT_RULES,
  INCONCLUSIVE,
  NOT_IN_SCOPE,
  OWN_KEYWORDS,
  PAGE_RULES,
  SCHEMA_KEYWORDS,
} from './table/index.js';

export type { Reference } from './entry.js';
export type { Explanation, ExplanationKind } from './explanation.js';
export { explanationPage } from './markdown.js';
export type { Block, ShownExample } from './shown.js';
export { explanationText, listText } from './text.js';

/**
 * Every explanation that there is: keywords, then rules, then reasons.
 * @param rules of `docproof lint`, with the ids of those that are for documents
 */
export function explanations(rules: readonly DescribedRule[], documentIds: ReadonlySet<string>): Explanation[] {
  const ofRules = (kind: 'document-rule' | 'page-rule', entries: Entries) =>
    rules.flatMap(({ id, severity, isOff, finds }) => {
      const entry = entries[id];
      if (entry === undefined || documentIds.has(id) !== (kind === 'document-rule')) return [];
      return [{ ...explanation(id, kind, finds, entry), severity, ...(isOff ? { isOff } : {}) }];
    });
  return [
    ...all('schema-keyword', SCHEMA_KEYWORDS, () => ''),
    ...all('keyword', OWN_KEYWORDS, (name) => ruleMeaning(name).help),
    ...ofRules('document-rule', DOCUMENT_RULES),
    ...ofRules('page-rule', PAGE_RULES),
    ...all('inconclusive', INCONCLUSIVE, (name) => reasonSentence(INCONCLUSIVE_WORDS, name)),
    ...all('out-of-scope', NOT_IN_SCOPE, (name) => reasonSentence(OUT_OF_SCOPE_WORDS, name)),
  ];
}

/** Explanations by their names. */
export function explanationsByName(list: readonly Explanation[]): ReadonlyMap<string, readonly Explanation[]> {
  const byName = new Map<string, Explanation[]>();
  for (const each of list) byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return byName;
}

function all(kind: ExplanationKind, entries: Entries, meaning: (name: string) => string): Explanation[] {
  return Object.entries(entries).map(([name, entry]) => explanation(name, kind, entry.means ?? meaning(name), entry));
}

function explanation(name: string, kind: ExplanationKind, means: string, entry: Entry): Explanation {
  const { why, example, documented } = entry;
  return { name, kind, means, why, ...(example ? { example: shownExample(example) } : {}), documented };
}

/** `The recorder left the body out.` */
function reasonSentence(words: Readonly<Record<string, string>>, name: string): string {
  const text = words[name] ?? '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

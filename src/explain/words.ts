import type { Explanation, ExplanationKind } from './explanation.js';

/** What a name is, in words. */
export const KINDS: Readonly<Record<ExplanationKind, string>> = {
  'schema-keyword': 'keyword of JSON Schema that a message breaks',
  keyword: 'keyword of Docproof that a message breaks',
  'document-rule': 'rule of docproof lint for documents',
  'page-rule': 'rule of docproof lint for pages',
  inconclusive: 'reason why an exchange is not judged in full',
  'out-of-scope': 'reason why an exchange is not looked at',
};

/** Headings of lists. */
export const HEADINGS: Readonly<Record<ExplanationKind, string>> = {
  'schema-keyword': 'Keywords of JSON Schema, in violations',
  keyword: "Docproof's own keywords, in violations",
  'document-rule': 'Rules for documents (docproof lint)',
  'page-rule': 'Rules for documentation pages (docproof lint)',
  inconclusive: 'Reasons why an exchange is not judged in full',
  'out-of-scope': 'Reasons why an exchange is not looked at',
};

/** How a rule is switched off or on; undefined for what is not a rule. */
export function switchOf({ name, kind, isOff }: Explanation): string | undefined {
  if (kind !== 'document-rule' && kind !== 'page-rule') return undefined;
  return isOff ? `--on ${name} switches it on` : `--off ${name} switches it off`;
}

/** Longer lines of examples are cut where they are shown. */
const LONGEST_LINE = 600;

/** The text of an example, its long lines cut. */
export function readable(text: string): string {
  return text
    .replace(/\n+$/, '')
    .split('\n')
    .map((line) =>
      line.length > LONGEST_LINE
        ? `${line.slice(0, LONGEST_LINE)} … (${line.length - LONGEST_LINE} more characters)`
        : line,
    )
    .join('\n')
    .replaceAll('\u001e', '␞');
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/s.exec(text)?.[0].replace(/:$/, '.') ?? text;
}

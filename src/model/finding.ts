import type { Severity } from './violation.js';

/**
 * How much a finding matters: `error` makes the contract wrong, `warning` contradicts something, `info` is a matter of
 * style.
 */
export type FindingSeverity = Severity | 'info';

/** The severities, the gravest first. */
export const findingSeverities: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/** A line of a page. */
export interface FindingPlace {
  /** Relative to the folder of pages, with slashes; of a document, its name. */
  readonly page: string;
  /** 1-based. */
  readonly line: number;
}

/** One way in which a page contradicts itself, its neighbours or the wire: plain data. */
export interface Finding extends FindingPlace {
  /** The rule that found it: `value-type`. */
  readonly rule: string;
  readonly severity: FindingSeverity;
  /** 1-based, where it is known. */
  readonly column?: number;
  /** The contradiction in words. */
  readonly message: string;
  /** A way to settle it. */
  readonly suggestion?: string;
  /** The other side of a contradiction. */
  readonly against?: FindingPlace;
}

/** How many findings there are of each severity. */
export type FindingCounts = Readonly<Record<FindingSeverity, number>>;

/** Counts findings by severity. */
export function countFindings(findings: readonly Finding[]): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** A rule that found something. */
export interface FindingRule {
  readonly id: string;
  readonly severity: FindingSeverity;
  /** One sentence: what it finds. */
  readonly finds: string;
}

/** A rule as the documentation describes it. */
export interface DescribedRule extends FindingRule {
  /** Whether it is silent unless it is switched on. */
  readonly isOff?: boolean;
  /** An example of its findings: Markdown on one line. Its page in docs/reference/rules/ is generated from it. */
  readonly example: string;
}

/** The findings in a document or in pages: the content of `docproof lint --format json`. */
export interface FindingReport {
  /** The version of Docproof. */
  readonly docproof: string;
  /** The document or pages that were searched, as they were named. */
  readonly source: string;
  /** The folder to which the pages of findings are relative; empty where they are files as they are named. */
  readonly folder: string;
  /** How many pages were read; 0 for a document. */
  readonly pages: number;
  readonly counts: FindingCounts;
  /** Those of the rules that found something. */
  readonly rules: readonly FindingRule[];
  readonly findings: readonly Finding[];
}

/** The file of a finding, as it is named from the current folder. */
export function findingFile({ folder }: Pick<FindingReport, 'folder'>, page: string): string {
  return folder === '' ? page : `${folder.replace(/[\\/]+$/, '')}/${page}`;
}

/** `docs/api/user-get.md:53`: a place as it is named from the current folder. */
export function formatFindingPlace(report: Pick<FindingReport, 'folder'>, { page, line }: FindingPlace): string {
  return `${findingFile(report, page)}:${line}`;
}

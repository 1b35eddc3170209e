import type { Counts } from '../../check/index.js';
import type { Judgement, OutOfScope } from '../../model/index.js';
import { countsIn, type WrittenCounts, writtenCounts } from '../coverage/lines.js';
import type { DocumentReference } from './document.js';

/** The attachment that carries what a test exercised. Reports hide names that begin so. */
export const COVERAGE_ATTACHMENT = '_docproof-coverage';

/** What one test exercised of a document. */
export interface CoveragePart {
  readonly reference: DocumentReference;
  /** The file of the test. */
  readonly source: string;
  readonly outcomes: readonly (Judgement | OutOfScope)[];
  readonly counts: Counts;
}

/** A part as JSON, small: a blob report carries it from a shard to the machine that merges reports. */
export function coveragePart({ outcomes, counts, ...part }: CoveragePart): string {
  const { source } = part;
  const ended = outcomes.map((outcome) => ('verdict' in outcome ? { ...outcome, source, violations: [] } : outcome));
  return JSON.stringify({ ...part, outcomes: ended, counts: writtenCounts(counts) });
}

/** The part of a text that `coveragePart` wrote. @throws SyntaxError for another text */
export function readCoveragePart(text: string): CoveragePart {
  const { counts, ...part }: Omit<CoveragePart, 'counts'> & { readonly counts: WrittenCounts } = JSON.parse(text);
  return { ...part, counts: countsIn(counts) };
}

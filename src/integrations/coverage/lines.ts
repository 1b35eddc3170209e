import type { Counts } from '../../check/index.js';
import type { Judgement, OutOfScope } from '../../model/index.js';

/** The environment variable by which a reporter tells workers where to write. */
export const FOLDER_VARIABLE = 'DOCPROOF_MATCHERS_FOLDER';

/** What one exchange exercised. */
export interface CoverageLine {
  /** The name of the file that has the document, without its extension. */
  readonly document: string;
  /** The file of the test. */
  readonly source: string;
  readonly outcome: Judgement | OutOfScope;
  readonly counts: Counts;
}

/** The line as JSON, with its end. Violations are left out: tests break contracts on purpose, too. */
export function lineOf({ document, source, outcome, counts }: CoverageLine): string {
  const ended = 'verdict' in outcome ? { ...outcome, violations: [] } : outcome;
  return `${JSON.stringify({ document, source, outcome: { ...ended, source }, counts: writtenCounts(counts) })}\n`;
}

/** The line of a text that `lineOf` wrote. @throws SyntaxError for one that is cut */
export function lineIn(text: string): CoverageLine {
  const { document, source, outcome, counts }: WrittenLine = JSON.parse(text);
  return { document, source, outcome, counts: countsIn(counts) };
}

/** Counts as plain data. */
export function writtenCounts(counts: Counts): WrittenCounts {
  return {
    mediaTypes: nestedPairs(counts.mediaTypes),
    parameters: nestedPairs(counts.parameters),
    items: nestedPairs(counts.items),
    properties: [...counts.properties],
    enumMembers: [...counts.enumMembers],
  };
}

/** The counts of what `writtenCounts` gave. */
export function countsIn(written: WrittenCounts): Counts {
  return {
    mediaTypes: nestedMaps(written.mediaTypes),
    parameters: nestedMaps(written.parameters),
    items: nestedMaps(written.items),
    properties: new Map(written.properties),
    enumMembers: new Map(written.enumMembers),
  };
}

type Pairs<T> = readonly (readonly [name: string, value: T])[];

/** Counts that JSON can hold. */
export type WrittenCounts = { readonly [Kind in 'mediaTypes' | 'parameters' | 'items']: Pairs<Pairs<number>> } & {
  readonly [Kind in 'properties' | 'enumMembers']: Pairs<number>;
};

interface WrittenLine extends Omit<CoverageLine, 'counts'> {
  readonly counts: WrittenCounts;
}

function nestedPairs(maps: ReadonlyMap<string, ReadonlyMap<string, number>>): [string, [string, number][]][] {
  return [...maps].map(([name, counts]) => [name, [...counts]]);
}

function nestedMaps(pairs: Pairs<Pairs<number>>): Map<string, Map<string, number>> {
  return new Map(pairs.map(([name, counts]) => [name, new Map(counts)]));
}

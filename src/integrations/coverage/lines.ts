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
  const lists = {
    mediaTypes: nestedPairs(counts.mediaTypes),
    parameters: nestedPairs(counts.parameters),
    items: nestedPairs(counts.items),
    properties: [...counts.properties],
    enumMembers: [...counts.enumMembers],
  };
  return `${JSON.stringify({ document, source, outcome: { ...ended, source }, counts: lists })}\n`;
}

/** The line of a text that `lineOf` wrote. @throws SyntaxError for one that is cut */
export function lineIn(text: string): CoverageLine {
  const { document, source, outcome, counts }: WrittenLine = JSON.parse(text);
  return {
    document,
    source,
    outcome,
    counts: {
      mediaTypes: nestedMaps(counts.mediaTypes),
      parameters: nestedMaps(counts.parameters),
      items: nestedMaps(counts.items),
      properties: new Map(counts.properties),
      enumMembers: new Map(counts.enumMembers),
    },
  };
}

type Pairs<T> = readonly (readonly [name: string, value: T])[];

interface WrittenLine extends Omit<CoverageLine, 'counts'> {
  readonly counts: { readonly [Kind in 'mediaTypes' | 'parameters' | 'items']: Pairs<Pairs<number>> } & {
    readonly [Kind in 'properties' | 'enumMembers']: Pairs<number>;
  };
}

function nestedPairs(maps: ReadonlyMap<string, ReadonlyMap<string, number>>): [string, [string, number][]][] {
  return [...maps].map(([name, counts]) => [name, [...counts]]);
}

function nestedMaps(pairs: Pairs<Pairs<number>>): Map<string, Map<string, number>> {
  return new Map(pairs.map(([name, counts]) => [name, new Map(counts)]));
}

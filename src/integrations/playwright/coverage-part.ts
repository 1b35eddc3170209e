import type { Counts } from '../../check/index.js';
import type { Judgement, OutOfScope } from '../../model/index.js';
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
export function coveragePart({ reference, source, outcomes, counts }: CoveragePart): string {
  const ended = outcomes.map((outcome) => ('verdict' in outcome ? { ...outcome, source, violations: [] } : outcome));
  return JSON.stringify({
    reference,
    source,
    outcomes: ended,
    counts: {
      mediaTypes: nestedPairs(counts.mediaTypes),
      parameters: nestedPairs(counts.parameters),
      items: nestedPairs(counts.items),
      properties: [...counts.properties],
      enumMembers: [...counts.enumMembers],
    },
  });
}

/** The part of a text that `coveragePart` wrote. @throws SyntaxError for another text */
export function readCoveragePart(text: string): CoveragePart {
  const { counts, ...part }: WrittenPart = JSON.parse(text);
  return {
    ...part,
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

interface WrittenPart extends Omit<CoveragePart, 'counts'> {
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

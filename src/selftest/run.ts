import type { Contract } from '../contract/index.js';
import type { Generator } from '../mock/index.js';
import type { SelftestResult } from '../model/index.js';
import { mutantsOf } from './mutants.js';
import { type Judge, newScorer } from './score.js';
import { specimensOf } from './specimens.js';

/** How many exchanges are made. */
export interface SelftestSettings {
  readonly seed: string;
  /** Faults of a class in one message. */
  readonly perClass: number;
  /** Values that are invented for a schema, beside documented ones. */
  readonly variants: number;
}

/** What a self-test found, but for the names. */
export type SelftestScore = Omit<SelftestResult, 'docproof' | 'document' | 'seed'>;

/** Makes valid exchanges from the document, seeds faults, and enters what the judge says of each. */
export async function scoreDocument(
  contract: Contract,
  generator: Generator,
  judge: Judge,
  settings: SelftestSettings,
): Promise<SelftestScore> {
  const scorer = newScorer(judge);
  const untested: string[] = [];
  for (const operation of contract.operations) {
    const specimens = await specimensOf(contract, operation, { generator, ...settings });
    if (specimens.length === 0) untested.push(operation.id);
    for (const specimen of specimens) {
      scorer.valid(operation.id, specimen.exchange, specimen.known);
      for (const seeded of mutantsOf(specimen, settings)) {
        if ('mutant' in seeded) scorer.mutant(seeded.mutant, specimen.known);
        else scorer.notSeeded(seeded.class);
      }
    }
  }
  const classes = scorer.classes();
  const sum = (count: (row: (typeof classes)[number]) => number): number =>
    classes.reduce((total, row) => total + count(row), 0);
  return {
    operations: { total: contract.operations.length, untested },
    seeded: sum((row) => (row.class === 'none' ? 0 : row.seeded)),
    caught: sum(({ caught }) => caught),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    leftOut: 0,
    classes,
    misjudged: scorer.misjudged(),
  };
}

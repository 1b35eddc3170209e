import type { Contract } from '../contract/index.js';
import type { Generator } from '../generate/index.js';
import type { SelftestResult } from '../model/index.js';
import { mutantsOf } from './mutants.js';
import { type Judge, newScorer } from './score.js';
import type { Specimen } from './specimen.js';
import { specimensOf } from './specimens.js';

/** How many exchanges are made. */
export interface SelftestSettings {
  readonly seed: string;
  /** Faults of a class in one message. */
  readonly perClass: number;
  /** Values that are invented for a schema, beside documented ones. */
  readonly variants: number;
}

/** The result of a self-test without the names. */
export type SelftestScore = Omit<SelftestResult, 'docproof' | 'document' | 'seed' | 'leftOut' | 'unusableKeywords'>;

/** Valid exchanges made from the document's examples and schemas. */
export async function* documentSpecimens(
  contract: Contract,
  generator: Generator,
  settings: SelftestSettings,
): AsyncGenerator<Specimen> {
  for (const operation of contract.operations)
    yield* await specimensOf(contract, operation, { generator, ...settings });
}

/** Seeds faults into valid exchanges, and enters what the judge says of each. */
export async function scoreSpecimens(
  contract: Contract,
  specimens: AsyncIterable<Specimen>,
  judge: Judge,
  settings: SelftestSettings,
): Promise<SelftestScore> {
  const scorer = newScorer(judge);
  const tested = new Set<string>();
  for await (const specimen of specimens) {
    tested.add(specimen.operation.id);
    scorer.valid(specimen.operation.id, specimen.exchange, specimen.known);
    for (const seeded of mutantsOf(specimen, settings)) {
      if ('mutant' in seeded) scorer.mutant(seeded.mutant, specimen.known);
      else scorer.notSeeded(seeded.class);
    }
  }
  const classes = scorer.classes();
  const sum = (count: (row: (typeof classes)[number]) => number): number =>
    classes.reduce((total, row) => total + count(row), 0);
  const untested = contract.operations.map(({ id }) => id).filter((id) => !tested.has(id));
  return {
    operations: { total: contract.operations.length, untested },
    seeded: sum((row) => (row.class === 'none' ? 0 : row.seeded)),
    caught: sum(({ caught }) => caught),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    classes,
    misjudged: scorer.misjudged(),
  };
}

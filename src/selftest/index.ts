/**
 * A proof of the checker on the user's own document: valid exchanges with one fault each, and what must be said of
 * them.
 * Takes a Contract, a generator or captured exchanges, a seed and a judge; gives mutants with their expectation, and
 * the judge's score. May import model, contract and mock.
 * Never asks the judge what to expect: it has its own small reader, which reads from the document what a mutant breaks.
 */
export { captureSpecimens } from './captured.js';
export { FAULT_CLASSES, type Mutant } from './mutant.js';
export { mutantsOf, type Seeded } from './mutants.js';
export { documentSpecimens, type SelftestScore, type SelftestSettings, scoreSpecimens } from './run.js';
export type { Judge } from './score.js';
export type { Specimen } from './specimen.js';

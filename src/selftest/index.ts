/**
 * A proof of the checker on the user's own document: valid exchanges with one fault each, and what must be said of them.
 * Takes a Contract, a generator, a seed and a judge; gives mutants with their expectation, and the judge's score. May import model, contract and mock.
 * Never asks the judge what to expect: what a mutant breaks is read from the document by a small reader of its own.
 */
export { FAULT_CLASSES, type Mutant } from './mutant.js';
export { type SelftestScore, type SelftestSettings, scoreDocument } from './run.js';
export type { Judge } from './score.js';

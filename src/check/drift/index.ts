/**
 * Exchanges × contract → what the document would have to say in order to be right. Takes a Contract and exchanges;
 * gives proposals, each a change to one place with its evidence. Never changes the document.
 */
export { type Drift, type DriftOptions, newDrift } from './drift.js';
export type { Proposal } from './proposal.js';
export type { Seen } from './seen.js';

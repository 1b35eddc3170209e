/**
 * The exchanges that a server had just now, kept for programs that ask for them.
 * Takes exchanges as they end; gives them back judged, filtered and without secrets. May import contract and check.
 * Never opens a socket, and never judges, redacts or serialises an exchange before somebody reads it.
 */
export { exchangeOf } from './as-exchange.js';
export { type FeedFilter, readFilter, readWholeFilter } from './filter.js';
export {
  checkRules,
  createFeedReader,
  type ExchangeDetail,
  type ExchangeLine,
  type FeedReader,
  type FeedRules,
} from './reader.js';
export { type Ended, FeedRing, type KeptExchange } from './ring.js';
export type {
  AcceptFaults,
  Decision,
  DocumentFacts,
  DocumentProblem,
  DriftFound,
  ExplainedViolation,
  FeedTools,
  NamedExample,
  OperationFacts,
  Saved,
  SaveExample,
  ShownExchange,
} from './tools.js';
export { inTurns } from './turns.js';

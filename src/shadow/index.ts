/**
 * A second opinion: each answer of the mock is compared with Prism's, after it was sent.
 * Takes calls, answers and a contract; gives what is equal, what differs by decision, and what differs otherwise.
 * Prism runs in a separate thread. Never delays or changes an answer.
 */
export { DECIDED, DECIDED_BY_SUBJECT, type Decided } from './decided/index.js';
export { reasonOf, type ShadowResult, type ShownDifference, type ShownFact } from './ledger.js';
export { NOT_COMPARED, type NotCompared } from './messages.js';
export { findPeer, type Peer } from './prism/peer.js';
export { type Compared, type Shadow, startShadow } from './shadow.js';
export { IGNORED_HEADERS } from './side.js';
export { shadowSummary, writeShadowReport } from './summary.js';
export { serveShadow } from './thread.js';

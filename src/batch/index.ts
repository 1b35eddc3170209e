/**
 * JSON batches (OData JSON Format 4.01 §19, as Microsoft Graph takes them): several requests in one to `/$batch`.
 * Takes the text of a batch; gives its requests, or the answers to them. Never knows a schema, for its parts are
 * exchanges like all others.
 */
export { type BatchPart, type SplitBatch, splitBatch } from './parts-of.js';
export type { Knows } from './place.js';
export { withBatch } from './with-batch.js';

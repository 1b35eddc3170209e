/**
 * The state of a mock: small texts and counters by key, texts in the order in which they were first written.
 * Takes keys and texts; gives them back, from memory, a SQLite file or another process. Each call is atomic.
 * Never interprets what it stores.
 */

export { memoryStore } from './memory.js';
export { openStore } from './open.js';
export type { Store, Stored, StoreListener } from './port.js';

/**
 * What a mock remembers: small texts by key, in the order in which they were first written.
 * Takes keys and texts; gives them back, from memory, a SQLite file or another process. Each call is atomic.
 * Never interprets what it keeps.
 */
export { memoryStore } from './memory.js';
export type { Store, Stored } from './port.js';
export { borrowedStore, lendStore } from './shared.js';
export { sqliteStore } from './sqlite.js';

/**
 * The contract anywhere: in browsers, workers, Deno and Node, with nothing but what the web platform has.
 * Takes a bundled document as a JSON value, and messages of any client; gives a Contract, a fetch handler that mocks
 * it, exchanges and verdicts. May import the rooms that judge and answer, and the tables of options.
 * Never reads a file, and never imports a module of Node or a client's package.
 */

export type { AnswerOverride, Answers, PendingAnswer } from '../mock/index.js';
export * from './contract.js';
export { type CoreMockOptions, type FetchHandler, fetchHandler } from './fetch-handler.js';

/**
 * The mock behind Node's HTTP, and the Express application beside it.
 * Takes a Contract and a Mock; gives a Connect handler or a listening server. May import model, contract and mock.
 * Never decides what to answer.
 */
export { type AnswerListener, createHandler, type MockHandler } from './handler.js';
export { type Address, type RunningServer, serveMock } from './listen.js';

/**
 * A request becomes the documented answer.
 * Takes a Contract and Calls; gives Answers. May import model and contract.
 * Never opens a socket; what differs from call to call (time, ids) comes from its caller.
 */
export { type Answer, type Call, type Failure, type FailureCode, failure } from './answer.js';
export type { Sources } from './behaviours/manners.js';
export { createMock, type Mock, type MockSettings } from './respond.js';

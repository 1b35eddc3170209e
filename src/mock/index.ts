/**
 * A request becomes the documented answer.
 * Takes a Contract and Calls; gives Answers. May import model and contract.
 * Never opens a socket; what differs from call to call (time, ids) comes from its caller.
 */
export { type Range, readRange } from '../model/index.js';
export {
  type Answer,
  type AnswerPart,
  type Call,
  type Delivery,
  type Eventually,
  eventually,
  type Failure,
  type FailureCode,
  failure,
  type OutgoingCall,
  type Stream,
} from './answer.js';
export { sendable } from './answer-fields.js';
export { type AnswerBook, type Answers, createAnswers, type PendingAnswer } from './answers/answers.js';
export type { AnswerOverride } from './answers/override.js';
export { createMock, createRefuser, type Mock } from './create-mock.js';
export { type FaultRule, readFaultRule } from './faults/faults.js';
export { INTERNAL_ERROR } from './internal-error.js';
export { createJournal, VIOLATIONS_KEY } from './journal.js';
export { problemAnswer, toValidation } from './problems.js';
export { refusalFor, unmatchedFailure } from './refusal.js';
export { bodyTooLarge, decodedBody, unknownCoding } from './request-body.js';
export { sessionNamed, sessionOf, storeOf } from './session.js';
export type { MockSettings, RequestValidation } from './settings.js';
export { corsHeaders, preflightAnswer } from './stages/cors.js';
export { pauseBefore } from './streams/pieces.js';
export type { Sources } from './styles/api-style.js';
export { violationsHeader } from './violations-header.js';

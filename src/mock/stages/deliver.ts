import type { Handler } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Ends the pipeline: the answer as the server sends it. */
export const deliver: Handler<ResponseState> = ({ status, headers, body, violations, notes }) => {
  const answer = body === undefined ? { status, headers, violations } : { status, headers, body, violations };
  return notes === undefined ? answer : { ...answer, notes };
};

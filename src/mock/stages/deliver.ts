import type { Handler } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Ends the pipeline: the answer as the server sends it. */
export const deliver: Handler<ResponseState> = ({ status, headers, body, stream, violations, notes }) => {
  const answer = body === undefined ? { status, headers, violations } : { status, headers, body, violations };
  if (notes === undefined && stream === undefined) return answer;
  return { ...answer, ...(notes ? { notes } : {}), ...(stream ? { delivery: { delay: 0, stream } } : {}) };
};

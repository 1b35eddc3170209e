import type { Answer } from '../answer.js';
import type { Handler } from '../pipeline.js';
import { isGiven, type ResponseState } from '../request-state.js';

/** Ends the pipeline: the answer as the server sends it. */
export const deliver: Handler<ResponseState> = (response) => {
  const { status, headers, body, stream, violations, notes } = response;
  if (body === undefined && notes === undefined && stream === undefined) return { status, headers, violations };
  const { example } = response.choice;
  const name = body === undefined || response.isRemembered || isGiven(response) ? undefined : example?.name;
  const answer = withBody(response, name);
  if (notes === undefined && stream === undefined) return answer;
  return { ...answer, ...(notes ? { notes } : {}), ...(stream ? { delivery: { delay: 0, stream } } : {}) };
};

/** Written as whole objects: an answer is made for each request. */
function withBody({ status, headers, body, violations }: ResponseState, example: string | undefined): Answer {
  if (body === undefined) return { status, headers, violations };
  return example === undefined ? { status, headers, body, violations } : { status, headers, body, violations, example };
}

import type { Stage } from '../pipeline.js';
import type { RequestState } from '../request-state.js';

/** Answers a refused request with its error. */
export const refuse: Stage<RequestState> = {
  name: 'refuse',
  when: 'always',
  create:
    ({ fail }, next) =>
    (request) =>
      request.refusal ? fail(request.call, request.refusal, request.compiled, request.preferences) : next(request),
};

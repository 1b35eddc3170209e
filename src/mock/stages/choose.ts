import { headerValue } from '../../model/index.js';
import { isFailure } from '../answer.js';
import { createChooser } from '../choose.js';
import type { Stage } from '../pipeline.js';
import type { RequestState, ResponseState } from '../request-state.js';

/** Chooses status, media type and example. */
export const choose: Stage<RequestState, ResponseState> = {
  name: 'choose',
  when: 'always',
  create({ settings, memory, fail }, next) {
    const chooser = createChooser(settings, memory);
    return (request) => {
      const { call, compiled, preferences } = request;
      const choice = chooser(compiled, preferences, headerValue(call.headers, 'accept'), request);
      if (isFailure(choice)) return fail(call, choice, compiled, preferences);
      return next({
        request,
        choice,
        status: choice.status,
        value: undefined,
        shown: undefined,
        isRemembered: false,
        created: undefined,
        headers: {},
        body: undefined,
        violations: request.violations,
      });
    };
  },
};

import { type Answer, type Eventually, eventually, failure } from '../answer.js';
import { ClosestBody, createBodyMaker } from '../bodies.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Makes the value of the body: the chosen example, completed or generated where the settings say so. */
export const body: Stage<ResponseState> = {
  name: 'body',
  when: 'always',
  create(context, next) {
    const make = createBodyMaker(context);
    const answerClosest = (response: ResponseState, closest: ClosestBody): Eventually<Answer> => {
      const { value, violations, note } = closest;
      const { call, compiled } = response.request;
      if (closest.isTooLarge) return context.fail(call, failure('RESPONSE_TOO_LARGE', note), compiled);
      if (context.settings.errors) {
        const broken = failure('VIOLATIONS', 'No valid answer could be generated', {
          violations,
          headers: { 'sl-violations': context.violationsHeader([...response.violations, ...violations]) },
        });
        return context.fail(call, broken, compiled);
      }
      response.value = value;
      response.shown = value;
      response.violations = [...response.violations, ...violations];
      response.notes = [note];
      return next(response);
    };
    return (response) => {
      const { request, choice } = response;
      const { call, preferences, override } = request;
      if (override?.body !== undefined) {
        if (override.body instanceof Uint8Array) response.body = override.body;
        else response.value = override.body;
        response.shown = response.value;
        return next(response);
      }
      return eventually(make(choice, call, preferences), (value) => {
        if (value instanceof ClosestBody) return answerClosest(response, value);
        response.value = value;
        response.shown = value;
        return next(response);
      });
    };
  },
};

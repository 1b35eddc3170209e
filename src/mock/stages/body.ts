import type { JsonValue } from '../../model/index.js';
import { eventually, type Failure } from '../answer.js';
import { createBodyMaker } from '../bodies.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Makes the value of the body: the chosen example, completed or generated where the settings say so. */
export const body: Stage<ResponseState> = {
  name: 'body',
  when: 'always',
  create(context, next) {
    const make = createBodyMaker(context);
    return (response) => {
      const { request, choice } = response;
      const { call, compiled, preferences } = request;
      return eventually(make(choice, call, preferences), (value) => {
        if (isFailureValue(value)) return context.fail(call, value, compiled, preferences);
        response.value = value;
        response.shown = value;
        return next(response);
      });
    };
  },
};

/**
 * Whether this is a failure and not a body: bodies are plain JSON, and a failure has four members that no body has
 * together.
 */
function isFailureValue(value: JsonValue | Failure | undefined): value is Failure {
  return value instanceof Object && 'violations' in value && 'code' in value && 'detail' in value && 'headers' in value;
}

import { responseFor } from '../../contract/index.js';
import { headerValue } from '../../model/index.js';
import { type Failure, isFailure } from '../answer.js';
import { choiceFor, undocumentedChoice } from '../answers/given.js';
import type { PreparedOverride } from '../answers/override.js';
import { createChooser } from '../choose.js';
import type { Choice } from '../negotiate.js';
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
      const chosen = chooser(compiled, preferences, headerValue(call.headers, 'accept'), request);
      const choice = request.override ? overridden(chosen, request.override, request) : chosen;
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

/** The choice for an answer that was set: its status may be undocumented, and its body of a type that is. */
function overridden(
  chosen: Choice | Failure,
  override: PreparedOverride,
  { compiled, preferences: { code } }: RequestState,
): Choice | Failure {
  const isUndocumented =
    override.isUndocumented && code !== undefined && responseFor(compiled.operation, code) === undefined;
  const choice = isUndocumented ? undocumentedChoice(compiled.operation, code) : chosen;
  return isFailure(choice) ? choice : choiceFor(choice, override);
}

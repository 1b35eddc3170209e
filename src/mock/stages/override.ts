import { eventually } from '../answer.js';
import { replacedFields } from '../answer-fields.js';
import type { PreparedOverride } from '../answers/override.js';
import type { Stage } from '../pipeline.js';
import { NO_PREFERENCES, type Preferences } from '../preferences.js';
import type { RequestState, ResponseState } from '../request-state.js';
import { sessionOf } from '../session.js';

/** Takes the answer that a test or a page has set for the request, where there is one. */
export const override: Stage<RequestState> = {
  name: 'override',
  when: 'always: answers can be set at any time',
  create:
    ({ answers }, next) =>
    (request) => {
      if (answers.isEmpty()) return next(request);
      const { call, compiled, refusal, preferences } = request;
      const taken = answers.take(
        sessionOf(call),
        compiled,
        request,
        (prepared) => refusal === undefined || prepared.preferences.fault !== undefined,
      );
      return eventually(taken, (set) => {
        if (set) {
          request.override = set;
          request.preferences =
            preferences === NO_PREFERENCES ? set.preferences : { ...kept(preferences, set), ...set.preferences };
        }
        return next(request);
      });
    },
};

/** What the request prefers of how the answer is sent; and of which, where the override has no answer. */
function kept(preferences: Preferences, { preferences: own, body }: PreparedOverride): Preferences {
  const { code: _, example: _example, dynamic: _dynamic, fault: _fault, ...others } = preferences;
  const isAnswer = body !== undefined || own.code !== undefined || own.example !== undefined || own.fault !== undefined;
  return isAnswer || own.dynamic !== undefined ? others : preferences;
}

/** Puts the header fields of such an answer in the place of the documented ones. */
export const overrideHeaders: Stage<ResponseState> = {
  name: 'override headers',
  when: 'always: answers can be set at any time',
  create: (_context, next) => (response) => {
    const fields = response.request.override?.headers;
    if (fields) response.headers = replacedFields(response.headers, fields);
    return next(response);
  },
};

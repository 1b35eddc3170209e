import { type Answer, locationOf } from '../answer.js';
import { seededId } from '../faults/faults.js';
import type { Stage } from '../pipeline.js';
import { isGiven, isSuccess, type ResponseState } from '../request-state.js';
import { sessionOf, storeOf } from '../session.js';
import { mergeInto } from '../state/merge-into.js';
import type { Remembering } from '../state/remembering.js';

/** Remembers what clients send, and answers with it. */
export const remember: Stage<ResponseState> = {
  name: 'remember',
  when: 'with --stateful or --state',
  create(context, next) {
    const { settings, fail } = context;
    if (!settings.stateful) return next;
    let remembering: Remembering | undefined;
    const answer = async (response: ResponseState): Promise<Answer> => {
      const { createRemembering } = await import('../state/remembering.js');
      remembering ??= createRemembering(context, { mergeInto, seededId, sessionOf, storeOf });
      const failed = await remembering(response);
      const { call, compiled, preferences } = response.request;
      return failed ? fail(call, failed, compiled, preferences) : next(response);
    };
    return (response) => (isSuccess(response) && !isGiven(response) ? answer(response) : next(response));
  },
};

/** Says where the item is that the request created, and where the other pages of a list are. */
export const locate: Stage<ResponseState> = {
  name: 'locate',
  when: 'with --stateful or --state',
  create: ({ settings }, next) =>
    settings.stateful
      ? (response) => {
          const { created, headers, link, request } = response;
          if (link !== undefined) headers.Link = link;
          if (created !== undefined) headers.Location = locationOf(request.call, created);
          return next(response);
        }
      : next,
};

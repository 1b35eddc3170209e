import { isObject } from '../../model/index.js';
import type { Stage } from '../pipeline.js';
import { isGiven, isSuccess, type ResponseState } from '../request-state.js';
import { mergeInto } from '../state/merge-into.js';

/** Merges the request's body into the documented response. */
export const echo: Stage<ResponseState> = {
  name: 'echo',
  when: 'with --echo',
  create: ({ contract, settings, values }, next) =>
    settings.echo
      ? (response) => {
          const { request, choice, value, isRemembered } = response;
          const { media, example } = choice;
          if (media && isObject(request.body) && !isRemembered && !isGiven(response) && isSuccess(response)) {
            const base = values.base(media, example) ?? value;
            if (isObject(base)) {
              response.value = mergeInto(contract, media, base, request.body);
              response.shown = response.value;
            }
          }
          return next(response);
        }
      : next,
};

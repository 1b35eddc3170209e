import type { JsonValue } from '../../model/index.js';
import { fittedError, isShared } from '../fitted-error.js';
import type { Choice } from '../negotiate.js';
import type { Stage } from '../pipeline.js';
import { isGiven, type ResponseState } from '../request-state.js';

/**
 * Makes the body of an error say what its status says, where one documented body serves several statuses; and says when
 * to try again (RFC 9110 §10.2.3) where the document does not.
 */
export const fit: Stage<ResponseState> = {
  name: 'fit',
  when: 'always: a request may prefer any status',
  create: ({ contract, style, memory }, next) => {
    const known = memory.table<Choice, { readonly value: JsonValue }>('fitted errors');
    const fitBody = (response: ResponseState): void => {
      const { choice, request, shown } = response;
      const isNamed = request.preferences.example !== undefined;
      if (!choice.media || shown === undefined || isNamed || isGiven(response)) return;
      const isStatic = shown === choice.example?.value;
      const before = isStatic ? known.get(choice) : undefined;
      const value = before
        ? before.value
        : isShared(request.compiled, choice)
          ? fittedError(contract, choice.media, choice.status, shown, style?.errorCode)
          : shown;
      if (isStatic && !before) known.set(choice, { value });
      if (value === shown) return;
      response.value = value;
      response.shown = value;
    };
    return (response) => {
      const { status } = response.choice;
      if (status < 400) return next(response);
      fitBody(response);
      if (status === 429 || status === 503) response.headers['Retry-After'] = '1';
      return next(response);
    };
  },
};

import { fittedError, isShared } from '../fitted-error.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/**
 * Makes the body of an error say what its status says, where one documented body serves several statuses; and says when
 * to try again (RFC 9110 §10.2.3) where the document does not.
 */
export const fit: Stage<ResponseState> = {
  name: 'fit',
  when: 'always: a request may prefer any status',
  create: ({ contract, style }, next) => {
    const fitBody = (response: ResponseState): void => {
      const { choice, request, shown } = response;
      const isNamed = request.preferences.example !== undefined;
      if (!choice.media || shown === undefined || isNamed || !isShared(request.compiled, choice)) return;
      response.value = fittedError(contract, choice.media, choice.status, shown, style?.errorCode);
      response.shown = response.value;
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

import type { Stage } from '../pipeline.js';
import { isGiven, type ResponseState } from '../request-state.js';

/** Gives the client the part of the response that it prefers, as services of this style do. */
export const shape: Stage<ResponseState> = {
  name: 'shape',
  when: 'where the document describes a known style of API',
  create: ({ style }, next) =>
    style
      ? (response) => {
          const { choice, request, value } = response;
          if (request.preferences.minimal === true && (choice.status === 200 || choice.status === 201))
            response.status = 204;
          if (choice.media && value !== undefined && !isGiven(response)) response.shown = style.shape(response, value);
          return next(response);
        }
      : next,
};

/** Adds the headers of the style. */
export const styleHeaders: Stage<ResponseState> = {
  name: 'style headers',
  when: 'where the document describes a known style of API',
  create: ({ style }, next) =>
    style
      ? (response) => {
          style.addHeaders(response);
          return next(response);
        }
      : next,
};

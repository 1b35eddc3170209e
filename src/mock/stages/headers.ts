import { headerValue } from '../../model/index.js';
import { eventually } from '../answer.js';
import { createSeeds } from '../bodies.js';
import type { Stage } from '../pipeline.js';
import { isBodiless, type ResponseState } from '../request-state.js';
import { contentTypeOf } from '../serialize.js';

/** Writes the body in its media type, and the documented headers. */
export const headers: Stage<ResponseState> = {
  name: 'headers',
  when: 'always',
  create: ({ documentedHeaders, partFields, serialize, settings, sources }, next) => {
    const seedFor = createSeeds(settings, sources);
    return (response) => {
      const { choice, request } = response;
      const seed = choice.dynamic ? () => seedFor(request.call, request.preferences) : undefined;
      return eventually(documentedHeaders(request.compiled, choice.response, seed), (documented) => {
        const { status, value, shown } = response;
        const { media, example } = choice;
        for (const name in documented) {
          // The document's value wins, whatever the case of its name.
          if (status >= 400 && name.toLowerCase() === 'retry-after') delete response.headers['Retry-After'];
          response.headers[name] = documented[name] ?? '';
        }
        if (!media || isBodiless(status)) return next(response);
        const accept = headerValue(request.call.headers, 'accept');
        return eventually(shown === undefined ? undefined : partFields(media, shown), (fields) => {
          if (shown !== undefined) response.body = serialize(media, shown, example, fields);
          response.headers['Content-Type'] = contentTypeOf(media, value, accept, response.body);
          return next(response);
        });
      });
    };
  },
};

/** Says that the operation is deprecated (RFC 9745). */
export const deprecation: Stage<ResponseState> = {
  name: 'deprecation',
  when: 'where the document deprecates an operation',
  create: ({ contract }, next) =>
    contract.operations.some(({ deprecated }) => deprecated)
      ? (response) => {
          if (response.request.compiled.operation.deprecated) response.headers.Deprecation = 'true';
          return next(response);
        }
      : next,
};

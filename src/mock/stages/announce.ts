import { callbacksOf } from '../callbacks.js';
import type { Stage } from '../pipeline.js';
import type { ResponseState } from '../request-state.js';

/** Announces the documented callbacks, which the server makes after it sent the answer. */
export const announce: Stage<ResponseState> = {
  name: 'announce',
  when: 'where the document has callbacks',
  create: ({ contract, generator, serialize }, next) =>
    contract.operations.some(({ node }) => node.callbacks !== undefined)
      ? (response) => {
          const { compiled, call, sources, body } = response.request;
          if (compiled.operation.node.callbacks === undefined) return next(response);
          const value = response.shown;
          const made = async () => {
            const answer = await next(response);
            const context = { contract, generator, serialize, call, sources, body, answer, value };
            const callbacks = await callbacksOf(compiled, context);
            return callbacks.length > 0 ? { ...answer, callbacks } : answer;
          };
          return made();
        }
      : next,
};

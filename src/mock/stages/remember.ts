import { type Answer, isFailure, locationOf } from '../answer.js';
import { seededId } from '../faults/faults.js';
import type { Stage } from '../pipeline.js';
import { isSuccess, type ResponseState } from '../request-state.js';
import { createState } from '../state/state.js';

/** Remembers what clients send, and answers with it. */
export const remember: Stage<ResponseState> = {
  name: 'remember',
  when: 'with --stateful or --state',
  create({ contract, settings, sources, store, values, generator, fail }, next) {
    if (!settings.stateful) return next;
    const state = createState(contract, store, {
      now: sources.now,
      newId: async (key) =>
        settings.seed === undefined
          ? sources.newId()
          : seededId(`${settings.seed} ${key} ${await store.count(`items${key} seeded`)}`),
      documentedItem: async (media) => values.base(media) ?? generator.sample(media),
    });
    const answer = async (response: ResponseState): Promise<Answer> => {
      const { request, choice, value } = response;
      const { media, example } = choice;
      const documented = media ? (values.base(media, example) ?? value) : value;
      const outcome = await state({ match: request.match, body: request.body, media, documented });
      if (!outcome) return next(response);
      if (isFailure(outcome)) return fail(request.call, outcome, request.compiled, request.preferences);
      response.isRemembered = true;
      response.value = outcome.value;
      response.shown = outcome.value;
      response.created = outcome.created;
      return next(response);
    };
    return (response) => (isSuccess(response) ? answer(response) : next(response));
  },
};

/** Says where the item is that the request created. */
export const locate: Stage<ResponseState> = {
  name: 'locate',
  when: 'with --stateful or --state',
  create: ({ settings }, next) =>
    settings.stateful
      ? (response) => {
          const { created, headers, request } = response;
          if (created !== undefined) headers.Location = locationOf(request.call, created);
          return next(response);
        }
      : next,
};

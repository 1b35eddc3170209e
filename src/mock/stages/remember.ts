import { rememberingText } from '../../model/index.js';
import { type Answer, isFailure, locationOf } from '../answer.js';
import { seededId } from '../faults/faults.js';
import type { Stage } from '../pipeline.js';
import { isGiven, isSuccess, type ResponseState } from '../request-state.js';
import { sessionOf, storeOf } from '../session.js';
import { createResources } from '../state/resources.js';
import { createState } from '../state/state.js';

/** Sessions whose states are at hand. What they remember is in the store. */
const SESSIONS = { most: 1_000, longest: 200 };

/** Remembers what clients send, and answers with it. */
export const remember: Stage<ResponseState> = {
  name: 'remember',
  when: 'with --stateful or --state',
  create({ contract, settings, sources, store, values, generator, fail }, next) {
    if (!settings.stateful) return next;
    const resources = createResources(contract);
    const stateOf = rememberingText((session) => {
      const own = storeOf(store, session);
      return createState(contract, resources, own, {
        now: sources.now,
        newId: async (key) =>
          settings.seed === undefined
            ? sources.newId()
            : seededId(`${settings.seed} ${key} ${await own.count(`items${key} seeded`)}`),
        documentedItem: async (media) => values.base(media) ?? generator.sample(media),
      });
    }, SESSIONS);
    const answer = async (response: ResponseState): Promise<Answer> => {
      const { request, choice, value } = response;
      const { media, example } = choice;
      const documented = media ? (values.base(media, example) ?? value) : value;
      const state = stateOf(sessionOf(request.call));
      const outcome = await state({ match: request.match, body: request.body, media, documented });
      if (!outcome) return next(response);
      if (isFailure(outcome)) return fail(request.call, outcome, request.compiled, request.preferences);
      response.isRemembered = true;
      response.value = outcome.value;
      response.shown = outcome.value;
      response.created = outcome.created;
      return next(response);
    };
    return (response) => (isSuccess(response) && !isGiven(response) ? answer(response) : next(response));
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

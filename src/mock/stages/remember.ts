import { isObject, rememberingText } from '../../model/index.js';
import { type Answer, type Failure, isFailure, locationOf } from '../answer.js';
import { seededId } from '../faults/faults.js';
import type { Stage } from '../pipeline.js';
import { isGiven, isSuccess, type ResponseState } from '../request-state.js';
import { sessionOf, storeOf } from '../session.js';
import type { Page } from '../state/paging.js';
import { createResources } from '../state/resources.js';
import { createState, type State } from '../state/state.js';

/** Sessions whose states are at hand. What they remember is in the store. */
const SESSIONS = { most: 1_000, longest: 200 };

/** Lists of so many items are sent whole where nothing else is asked for. */
const FEW = 100;

/** Remembers what clients send, and answers with it. */
export const remember: Stage<ResponseState> = {
  name: 'remember',
  when: 'with --stateful or --state',
  create({ contract, settings, sources, store, style, values, generator, fail }, next) {
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
    /** The page of a list. Until a client has changed a collection, its items are those that the document shows. */
    const page = async (
      { request, choice: { media, example }, value }: ResponseState,
      role: string | undefined,
      outcome: Awaited<ReturnType<State>>,
    ): Promise<Page | Failure | undefined> => {
      if (role !== 'list' || !media || (outcome && isFailure(outcome))) return undefined;
      const list = outcome?.list;
      const whole = outcome ? outcome.value : (value ?? values.base(media, example));
      const hasQuery = request.call.target.includes('?');
      const isWhole = list ? list.items.length <= FEW : !(isObject(whole) && '@odata.nextLink' in whole);
      if (whole === undefined || (isWhole && !hasQuery)) return undefined;
      const { listIn, pageOf } = await import('../state/paging.js');
      const listed = list ? { ...list, value: whole } : listIn(whole);
      return listed && pageOf(contract, request, media, listed, style !== undefined);
    };
    const answer = async (response: ResponseState): Promise<Answer> => {
      const { request, choice, value } = response;
      const { media, example } = choice;
      const documented = media ? (values.base(media, example) ?? value) : value;
      const state = stateOf(sessionOf(request.call));
      const outcome = await state({ match: request.match, body: request.body, media, documented });
      const paged = await page(response, resources(request.match)?.role, outcome);
      if (paged && isFailure(paged)) return fail(request.call, paged, request.compiled, request.preferences);
      if (!outcome && !paged) return next(response);
      if (outcome && isFailure(outcome)) return fail(request.call, outcome, request.compiled, request.preferences);
      response.isRemembered = true;
      response.value = paged ? paged.value : outcome?.value;
      response.shown = response.value;
      response.created = outcome?.created;
      if (paged?.link !== undefined) response.link = paged.link;
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
          const { created, headers, link, request } = response;
          if (link !== undefined) headers.Link = link;
          if (created !== undefined) headers.Location = locationOf(request.call, created);
          return next(response);
        }
      : next,
};

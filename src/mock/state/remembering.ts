import { isObject, rememberingText } from '../../model/index.js';
import type { Store } from '../../store/index.js';
import type { Call } from '../answer.js';
import { type Failure, isFailure } from '../answer.js';
import type { MockContext } from '../context.js';
import type { ResponseState } from '../request-state.js';
import { listIn, type Page, pageOf } from './paging.js';
import { createResources } from './resources.js';
import { createState, type State, type StateSources } from './state.js';

/** Puts what is remembered into a response, and remembers what its request sent. */
export type Remembering = (response: ResponseState) => Promise<Failure | undefined>;

/** Sessions whose states are at hand. What they remember is in the store. */
const SESSIONS = { most: 1_000, longest: 200 };

/** Lists of so many items are sent whole where nothing else is asked for. */
const FEW = 100;

/**
 * What the rest of the mock uses too. It is handed over: what this part imported by itself would be cut out of the rest
 * in builds for browsers, into a separate file.
 */
export interface RememberingTools {
  readonly mergeInto: StateSources['mergeInto'];
  readonly seededId: (seed: string) => string;
  readonly sessionOf: (call: Call) => string;
  readonly storeOf: (store: Store, session: string) => Store;
}

/** What a mock remembers. A part that only a stateful mock loads. */
export function createRemembering(
  context: MockContext,
  { mergeInto, seededId, sessionOf, storeOf }: RememberingTools,
): Remembering {
  const { contract, settings, sources, store, style, values, generator } = context;
  const resources = createResources(contract);
  const stateOf = rememberingText((session) => {
    const own = storeOf(store, session);
    return createState(contract, resources, own, {
      mergeInto,
      now: sources.now,
      newId: async (key) =>
        settings.seed === undefined
          ? sources.newId()
          : seededId(`${settings.seed} ${key} ${await own.count(`items${key} seeded`)}`),
      documentedItem: async (media) => values.base(media) ?? generator.sample(media),
    });
  }, SESSIONS);
  /** The page of a list. Until a client has changed a collection, its items are those that the document shows. */
  const page = (
    { request, choice: { media, example }, value }: ResponseState,
    outcome: Exclude<Awaited<ReturnType<State>>, Failure>,
  ): Page | Failure | undefined => {
    if (!media || resources(request.match)?.role !== 'list') return undefined;
    const list = outcome?.list;
    const whole = outcome ? outcome.value : (value ?? values.base(media, example));
    const isWhole = list ? list.items.length <= FEW : !(isObject(whole) && '@odata.nextLink' in whole);
    if (whole === undefined || (isWhole && !request.call.target.includes('?'))) return undefined;
    const listed = list ? { ...list, value: whole } : listIn(whole);
    return listed && pageOf(contract, request, media, listed, style !== undefined);
  };
  return async (response) => {
    const { request, choice, value } = response;
    const { media, example } = choice;
    const documented = media ? (values.base(media, example) ?? value) : value;
    const state = stateOf(sessionOf(request.call));
    const outcome = await state({ match: request.match, body: request.body, media, documented });
    if (outcome && isFailure(outcome)) return outcome;
    const paged = page(response, outcome);
    if (paged && isFailure(paged)) return paged;
    if (!outcome && !paged) return undefined;
    response.isRemembered = true;
    response.value = paged ? paged.value : outcome?.value;
    response.shown = response.value;
    response.created = outcome?.created;
    if (paged?.link !== undefined) response.link = paged.link;
    return undefined;
  };
}

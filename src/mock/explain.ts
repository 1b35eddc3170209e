import type { Contract, Operation } from '../contract/index.js';
import { memoryStore } from '../store/memory.js';
import type { Answer, Call } from './answer.js';
import { createAnswers } from './answers/answers.js';
import type { AnswerOverride } from './answers/override.js';
import { createContext } from './create-mock.js';
import { createInjector, DRAW_HEADER, type Injection } from './faults/faults.js';
import { createFinder } from './finder.js';
import { createMemory } from './memory.js';
import { pairingOf } from './pair.js';
import { createPipeline, type Stage } from './pipeline.js';
import type { Preferences } from './preferences.js';
import type { RequestState, ResponseState } from './request-state.js';
import type { MockSettings } from './settings.js';
import { authorise } from './stages/authorise.js';
import { choose } from './stages/choose.js';
import { judge } from './stages/judge.js';
import { match } from './stages/match.js';
import { override } from './stages/override.js';
import { plan } from './stages/plan.js';
import { refuse } from './stages/refuse.js';
import { createResources } from './state/resources.js';
import type { Sources } from './styles/api-style.js';

/** How a mock came to its answer. What a step did not come to is absent. */
export interface Trace {
  readonly match: ReturnType<ReturnType<typeof createFinder>>;
  /** What the client prefers, before an answer that was set or a fault changed it. */
  readonly preferred?: Preferences;
  /** What it is, with its faults and the refusal that they would get. */
  readonly request?: Pick<RequestState, 'compiled' | 'sources' | 'body' | 'violations' | 'refusal' | 'validation'>;
  /** The fault and the delay that were drawn. */
  readonly injection?: Injection;
  /** Why its response was taken: by a rule, or together with a documented request. */
  readonly paired?: { readonly by: 'rule' | 'request'; readonly name: string };
  /** Absent where the request was refused. */
  readonly response?: ResponseState;
  /** Whether it is about something that a stateful mock remembers. */
  readonly isRemembered: boolean;
}

/** What a mock knew when it answered. */
export interface Circumstances {
  readonly settings: MockSettings;
  /** The answer that was set for the request. */
  readonly set?: AnswerOverride | undefined;
  /** The token of the draw (`Docproof-Draw`) that the answer had. */
  readonly draw?: string | undefined;
}

/**
 * Takes the steps again by which a mock chose its answer to a call: the stages that decide, and no others, so that
 * nothing is remembered, counted or sent.
 */
export function traceOf(
  contract: Contract,
  sources: Sources,
  given: Call,
  { settings: own, set, draw }: Circumstances,
): Trace {
  const call = draw === undefined ? given : { ...given, headers: { ...given.headers, [DRAW_FIELD]: draw } };
  // Without a draw, nothing was planned when it answered.
  const settings = draw === undefined ? withoutPlan(own) : own;
  const answers = createAnswers(() => contract);
  const context = createContext(contract, settings, sources, memoryStore(), createMemory(), answers);
  const found = createFinder(contract, context.style)(call.method, call.target);
  if (set && found.operation) answers.always(found.operation.id, withoutRule(set));
  let preferred: Preferences | undefined;
  let request: Trace['request'];
  let response: ResponseState | undefined;
  const noteRequest: Stage<RequestState> = {
    name: 'note the request',
    when: 'here only',
    create: (_context, next) => (state) => {
      preferred = state.preferences;
      request = { ...state };
      return next(state);
    },
  };
  const decide = createPipeline<Call>()
    .add(match)
    .add(authorise)
    .add(judge)
    .add(noteRequest)
    .add(override)
    .add(plan)
    .add(refuse)
    .add(choose)
    .create(context, (state) => {
      response = state;
      return NOTHING;
    });
  const decided = decide(call);
  // Only what it did on the way counts.
  if (decided instanceof Promise) decided.catch(() => undefined);
  const { operation } = found;
  const injection =
    operation !== undefined && draw !== undefined ? injectionOf(contract, settings, call, operation) : undefined;
  return {
    match: found,
    isRemembered: settings.stateful && operation !== undefined && createResources(contract)(found) !== undefined,
    ...(preferred ? { preferred } : {}),
    ...(request ? { request, ...pairedOf(request, preferred, settings, response) } : {}),
    ...(response ? { response } : {}),
    ...(injection ? { injection } : {}),
  };
}

/** What chose the example, where that was neither its name nor its place. */
function pairedOf(
  facts: NonNullable<Trace['request']>,
  preferred: Preferences = {},
  { ignoreExamples }: MockSettings,
  response: ResponseState | undefined,
): Pick<Trace, 'paired'> {
  const name = response?.choice.example?.name;
  if (name === undefined || preferred.code !== undefined || preferred.example !== undefined || ignoreExamples)
    return {};
  const pairing = pairingOf(facts.compiled);
  if (pairing?.ruled(facts)?.name === name) return { paired: { by: 'rule', name } };
  return pairing?.paired(facts)?.name === name ? { paired: { by: 'request', name } } : {};
}

function injectionOf(
  contract: Contract,
  settings: MockSettings,
  call: Call,
  operation: Operation,
): Injection | undefined {
  const { faults, delay, drawSeed = '' } = settings;
  const drawn = createInjector(
    contract,
    { faults, ...(delay ? { delay } : {}), seed: drawSeed },
    () => 0,
  )(call, operation);
  // A draw by its number waits for nothing.
  return drawn instanceof Promise ? undefined : drawn;
}

function withoutPlan({ delay: _, ...settings }: MockSettings): MockSettings {
  return { ...settings, faults: [] };
}

function withoutRule({ when: _, ...answer }: AnswerOverride): AnswerOverride {
  return answer;
}

const DRAW_FIELD = DRAW_HEADER.toLowerCase();

const NOTHING: Answer = { status: 200, headers: {}, violations: [] };

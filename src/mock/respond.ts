import type { CompiledOperation, Contract } from '../contract/index.js';
import { createGenerator } from '../generate/index.js';
import type { Violation } from '../model/index.js';
import type { Store } from '../store/index.js';
import { type Answer, type Call, type Eventually, eventually, type Failure } from './answer.js';
import { answerOperation, type Kitchen } from './answer-operation.js';
import { createBodies } from './bodies.js';
import { createChooser } from './choose.js';
import { documentedError } from './documented-error.js';
import { createFaultPlanner, seededId } from './faults/faults.js';
import { createHeaderWriter } from './headers.js';
import { createJournal } from './journal.js';
import { NO_PREFERENCES } from './preferences.js';
import { serverFailure, unmatchedFailure } from './refusal.js';
import type { MockSettings } from './settings.js';
import { preflightAnswer, withCors } from './stages/cors.js';
import { baseValue } from './state/merge-into.js';
import { createState } from './state/state.js';
import type { Sources } from './styles/api-style.js';
import { graphManners } from './styles/graph.js';
import { violationsHeader } from './violations-header.js';

/** Answers calls. Async only where a body is generated, or something is remembered. */
export interface Mock {
  readonly settings: MockSettings;
  respond(call: Call): Eventually<Answer>;
  /** The answer to a request that failed before it could be read as a call, such as one that was too large. */
  refuse(call: Call, failure: Failure): Eventually<Answer>;
  /** Whether the contract has a path for this call, with this method or another. */
  knows(method: string, target: string): boolean;
}

/**
 * A mock of the contract.
 * @param store what is remembered: the state, call counters, long lists of violations
 * @throws InputError `bad-option` for faults that the contract does not have
 */
export function createMock(contract: Contract, settings: MockSettings, sources: Sources, store: Store): Mock {
  const generator = createGenerator(contract, { now: sources.now, fillProperties: settings.fillProperties });
  const manners = graphManners(contract, sources);
  const journal = createJournal(store, sources.newId);
  const headers = createHeaderWriter(generator, manners?.writes);
  const tell = (violations: readonly Violation[]) => violationsHeader(violations, () => journal.keep(violations));
  const fail: Kitchen['fail'] = (call, failed, compiled, preferences = NO_PREFERENCES) =>
    manners
      ? manners.error(call, failed, compiled?.operation)
      : documentedError(
          {
            contract,
            generator,
            preferences,
            documented: headers,
            header: ({ violations }) => (violations.length > 0 ? { 'sl-violations': tell(violations) } : {}),
          },
          failed,
          compiled,
        );
  const kitchen: Kitchen = {
    contract,
    settings,
    manners,
    fail,
    tell,
    choose: createChooser(settings),
    bodies: createBodies(contract, generator, settings, sources.newId),
    headers: (compiled: CompiledOperation, { response }) => headers(compiled, response),
    state: settings.stateful
      ? createState(contract, store, {
          now: sources.now,
          newId: async (key) =>
            settings.seed === undefined
              ? sources.newId()
              : seededId(`${settings.seed} ${key} ${await store.count(`items${key} seeded`)}`),
          documentedItem: async (media) => baseValue(contract, media) ?? generator.sample(media),
        })
      : undefined,
    faults:
      settings.faults.length > 0 || settings.delay
        ? createFaultPlanner(contract, { seed: sources.newId().slice(0, 8), ...settings }, store.count)
        : undefined,
  };

  const route = (call: Call): Eventually<Answer> => {
    const server = serverFailure(contract, call);
    if (server) return fail(call, server);
    const match = find(call.method, call.target);
    if (match.operation) return answerOperation(kitchen, call, match);
    if (call.method === 'HEAD') {
      const get = find('GET', call.target);
      // The body stays: whoever sends the answer leaves it out, and tells its length (RFC 9110 §9.3.2).
      if (get.operation) return answerOperation(kitchen, { ...call, method: 'GET' }, get);
    }
    return fail(call, unmatchedFailure(call, match));
  };

  const find = (method: string, target: string) => {
    const match = contract.matcher.matchTarget(method, target);
    return match.operation || !manners?.ignoresCase ? match : contract.matcher.matchTarget(method, target, true);
  };

  const finish = (call: Call, answer: Eventually<Answer>): Eventually<Answer> =>
    settings.cors ? eventually(answer, (made) => withCors(call, made)) : answer;

  return {
    settings,
    respond(call) {
      const preflight = settings.cors ? preflightAnswer(call) : undefined;
      return preflight ?? finish(call, route(call));
    },
    refuse: (call, failed) => finish(call, fail(call, failed)),
    knows(method, target) {
      const match = find(method, target);
      return match.operation !== undefined || match.unmatched === 'method';
    },
  };
}

import { type Answer, type Eventually, eventually } from '../answer.js';
import { replacedFields } from '../answer-fields.js';
import { timeAt } from '../faults/delay.js';
import { createInjector, DRAW_HEADER, drawOf, type InjectedFault, type Injection } from '../faults/faults.js';
import type { Stage } from '../pipeline.js';
import type { Preferences } from '../preferences.js';
import type { RequestState } from '../request-state.js';
import { sessionOf, storeOf } from '../session.js';

/**
 * Plans what goes wrong and how long the response waits, by `--fault` and `--delay`, or by the preferences of the
 * request.
 */
export const plan: Stage<RequestState> = {
  name: 'plan',
  when: 'always: a request may prefer a fault or a delay',
  create({ contract, settings, sources, store }, next) {
    const injector =
      settings.faults.length > 0 || settings.delay
        ? createInjector(
            contract,
            { ...settings, seed: settings.drawSeed ?? settings.seed ?? sources.newId().slice(0, 8) },
            (key, call) => storeOf(store, sessionOf(call)).count(key),
          )
        : undefined;
    return (request) => {
      const { call, match, preferences } = request;
      if (!injector && !preferences.fault && !preferences.delay) return next(request);
      const drawn: Eventually<Injection> = injector ? injector(call, match.operation) : NOTHING_DRAWN;
      return eventually(drawn, (injection) => {
        const planned = withPreferences(injection, request);
        if (planned.fault?.kind === 'status') {
          // An injected status wins over a refusal: a service that is down does not read its requests.
          request.preferences = withCode(preferences, planned.fault.status);
          request.refusal = undefined;
        }
        return eventually(next(request), (answer) => delivered(answer, planned));
      });
    };
  },
};

const NOTHING_DRAWN: Injection = { token: '', headers: {}, delay: 0 };

function withPreferences(drawn: Injection, { call, preferences: { fault, delay } }: RequestState): Injection {
  return {
    ...drawn,
    ...(fault ? { fault: settled(fault, drawn) } : {}),
    ...(delay ? { delay: timeAt(delay, drawOf(`${drawn.token} ${call.target}`)) } : {}),
  };
}

/** A client that prefers any error gets the one that was drawn, else 500. */
function settled(fault: InjectedFault, { fault: drawn }: Injection): InjectedFault {
  if (fault.kind !== 'any-error') return fault;
  return drawn?.kind === 'status' ? drawn : { kind: 'status', status: 500 };
}

function withCode({ example: _, ...preferences }: Preferences, code: number): Preferences {
  return { ...preferences, code };
}

function delivered(answer: Answer, { token, fault, headers, delay }: Injection): Answer {
  const cut = fault?.kind === 'reset' || fault?.kind === 'slow' ? fault.kind : undefined;
  return {
    ...answer,
    headers: {
      ...(fault ? replacedFields(answer.headers, headers) : answer.headers),
      ...(token === '' ? {} : { [DRAW_HEADER]: token }),
    },
    ...(delay > 0 || cut ? { delivery: { ...answer.delivery, delay, ...(cut ? { fault: cut } : {}) } } : {}),
  };
}

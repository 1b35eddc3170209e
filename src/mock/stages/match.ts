import { sourcesOf } from '../../contract/index.js';
import type { Violation } from '../../model/index.js';
import { type Call, isFailure } from '../answer.js';
import { createFinder } from '../finder.js';
import type { Stage } from '../pipeline.js';
import { createPreferenceReader } from '../preferences.js';
import { serverFailure, unmatchedFailure } from '../refusal.js';
import type { RequestState } from '../request-state.js';

const NO_VIOLATIONS: readonly Violation[] = [];

/** Finds the operation of a request and reads what the client prefers. */
export const match: Stage<Call, RequestState> = {
  name: 'match',
  when: 'always',
  create({ contract, settings, style, fail, memory }, next) {
    const find = createFinder(contract, style);
    const readPreferences = createPreferenceReader(memory);
    return (received) => {
      if (received.unreadable) return fail(received, received.unreadable);
      const server = serverFailure(contract, received);
      if (server) return fail(received, server);
      const found = find(received.method, received.target);
      if (!found.operation) return fail(received, unmatchedFailure(received, found));
      // The body stays: the server leaves it out when it sends the answer, and sends its length (RFC 9110 §9.3.2).
      const isHeadOfGet = received.method === 'HEAD' && found.operation.method === 'GET';
      const call: Call = isHeadOfGet ? { ...received, method: 'GET' } : received;
      const preferences = readPreferences(call);
      // Documented errors are about the API, not about preferences that only a mock understands.
      if (isFailure(preferences)) return fail(call, preferences);
      return next({
        call,
        match: found,
        compiled: contract.compile(found.operation),
        sources: sourcesOf({ url: call.target, headers: call.headers }, found.pathValues),
        validation: preferences.validateRequest ?? settings.validateRequest,
        preferences,
        violations: NO_VIOLATIONS,
        body: undefined,
        refusal: undefined,
      });
    };
  },
};

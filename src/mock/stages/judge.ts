import { judgeRequest, type Policy } from '../../contract/index.js';
import type { Violation } from '../../model/index.js';
import type { Stage } from '../pipeline.js';
import { refusalFor } from '../refusal.js';
import type { RequestState } from '../request-state.js';

/**
 * How strictly a mock judges. It ignores undocumented properties; `authorise` looks for credentials. It refuses what a
 * check only warns of or calls inconclusive, where it has nothing to answer: README names the differences.
 */
export const REQUEST_POLICY: Policy = {
  placeholders: 'warn',
  undocumented: 'error',
  undocumentedProperties: 'allow',
  undocumentedParameters: 'warn',
  undocumentedHeaders: 'allow',
  credentials: 'allow',
  unexpectedBodies: 'error',
  otherJson: 'warn',
  tooLarge: 'error',
  readWrite: 'warn',
};

/** Reads the body and judges parameters and body. A request with errors gets a refusal. */
export const judge: Stage<RequestState> = {
  name: 'judge',
  when: 'always',
  create({ contract: { schemas }, settings: { readWrite } }, next) {
    const policy: Policy = { ...REQUEST_POLICY, readWrite };
    return (request) => {
      const { call, compiled, sources, validation } = request;
      const message = { method: call.method, url: call.target, headers: call.headers, body: call.body };
      const judged = judgeRequest({ schemas, compiled, policy }, message, sources.pathValues, sources);
      request.body = judged.body;
      if (validation === 'off') return next(request);
      const ofApi = judged.violations.some(isPreference)
        ? judged.violations.filter((violation) => !isPreference(violation))
        : judged.violations;
      const found = validation === 'warn' ? ofApi.map(asWarning) : ofApi;
      if (found.length > 0) request.violations = [...request.violations, ...found];
      if (request.violations.length > 0) request.refusal = refusalFor(request.violations, compiled);
      return next(request);
    };
  },
};

/** Whether it is about a query parameter that is for the mock, such as `__code`: no document describes those. */
function isPreference({ keyword, part, location }: Violation): boolean {
  return keyword === 'undocumented-parameter' && part === 'query' && location.startsWith('__');
}

function asWarning(violation: Violation): Violation {
  return { ...violation, severity: 'warning' };
}

import { judgeRequest, type Policy } from '../../contract/index.js';
import type { Violation } from '../../model/index.js';
import type { Stage } from '../pipeline.js';
import { refusalFor } from '../refusal.js';
import type { RequestState } from '../request-state.js';

/** How strictly a mock judges. It ignores undocumented properties; `authorise` looks for credentials. */
export const REQUEST_POLICY: Policy = {
  placeholders: 'warn',
  undocumented: 'error',
  undocumentedProperties: 'allow',
  undocumentedParameters: 'allow',
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
      const found = validation === 'warn' ? judged.violations.map(asWarning) : judged.violations;
      if (found.length > 0) request.violations = [...request.violations, ...found];
      if (request.violations.length > 0) request.refusal = refusalFor(request.violations, compiled);
      return next(request);
    };
  },
};

function asWarning(violation: Violation): Violation {
  return { ...violation, severity: 'warning' };
}

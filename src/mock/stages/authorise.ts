import { judgeCredentials } from '../../contract/index.js';
import type { Stage } from '../pipeline.js';
import type { RequestState } from '../request-state.js';
import { REQUEST_POLICY } from './judge.js';

/** Looks for the documented credentials. They are never verified: a mock knows no users. */
export const authorise: Stage<RequestState> = {
  name: 'authorise',
  when: 'unless --no-auth',
  create: ({ contract: { schemas }, settings }, next) =>
    settings.auth
      ? (request) => {
          const { compiled, sources, preferences, validation } = request;
          if (compiled.security?.isSatisfied(sources) === false && preferences.auth !== false && validation !== 'off') {
            const policy = validation === 'warn' ? WARNING : MANDATORY;
            request.violations = judgeCredentials({ schemas, compiled, policy }, sources);
          }
          return next(request);
        }
      : next,
};

const MANDATORY = { ...REQUEST_POLICY, credentials: 'error' } as const;
const WARNING = { ...REQUEST_POLICY, credentials: 'warn' } as const;

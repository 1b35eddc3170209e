import type { Answer } from '../mock/index.js';
import { type LiveExchange, lowerCaseNames, NO_BODY, type RequestMessage, type Violation } from '../model/index.js';

/** One exchange that went through, as it ended. */
export interface ProxiedExchange extends LiveExchange {
  readonly violations: readonly Violation[];
  /** Whether the mock answered in the place of the service. */
  readonly isMocked: boolean;
  /** Whether the proxy refused the request, or answered with a problem in the service's place. */
  readonly isRefused: boolean;
  readonly startedAt: Date;
}

/** The exchange that an answer of ours ends. */
export function exchangeOf(
  request: RequestMessage,
  { status, headers, body }: Answer,
  violations: readonly Violation[],
): Pick<ProxiedExchange, 'request' | 'response' | 'violations'> {
  return {
    request,
    response: {
      status,
      headers: lowerCaseNames(headers),
      body: body === undefined ? NO_BODY : { state: 'present', content: body },
    },
    violations,
  };
}

import type { Ended } from '../feed/index.js';
import type { Answer } from '../mock/index.js';
import {
  type InconclusiveReason,
  type LiveExchange,
  lowerCaseNames,
  NO_BODY,
  type RequestMessage,
  type Violation,
} from '../model/index.js';

/**
 * One exchange that went through, as it ended. Its response is what the service answered, also where the client got a
 * problem instead because the answer breaks the document; where the service did not answer, or the mock did in its
 * place, it is what the client got.
 */
export interface ProxiedExchange extends LiveExchange {
  /** Of a request of a batch, which is told with its own answer before the batch: its id there. */
  readonly batchId?: string;
  /** Whose response it is. */
  readonly answeredBy: 'service' | 'mock' | 'proxy';
  /** The status that the client got. */
  readonly sentStatus: number;
  readonly violations: readonly Violation[];
  /**
   * What no violation says: why the proxy answered in the service's place, such as that it cannot be reached, or why
   * the body of the service was not judged.
   */
  readonly notes?: readonly string[];
  /** Whether the mock answered in the place of the service. */
  readonly isMocked: boolean;
  /** Whether the proxy refused the request, or answered with a problem in the service's place. */
  readonly isRefused: boolean;
  readonly startedAt: Date;
}

/** The exchange that an answer of ours ends; of status 0 where the connection is reset instead. */
export function exchangeOf(
  request: RequestMessage,
  { status, headers, body, delivery, notes }: Answer,
  violations: readonly Violation[],
): Pick<ProxiedExchange, 'request' | 'response' | 'violations' | 'sentStatus' | 'notes'> {
  if (delivery?.fault === 'reset')
    return { request, response: { status: 0, headers: {}, body: NO_BODY }, violations, sentStatus: 0 };
  return {
    request,
    response: {
      status,
      headers: lowerCaseNames(headers),
      body: body === undefined ? NO_BODY : { state: 'present', content: body },
    },
    violations,
    sentStatus: status,
    ...(notes ? { notes } : {}),
  };
}

/**
 * The exchange as the feed keeps it.
 * @param caveats why parts of it are not judged
 * @param now in milliseconds
 */
export function endedOf(exchange: ProxiedExchange, caveats: readonly InconclusiveReason[], now: number): Ended {
  const { request, response, startedAt, sentStatus, answeredBy, violations } = exchange;
  return {
    method: request.method,
    target: request.url,
    asked: request.headers,
    askedBody: request.body,
    status: response.status,
    ...(sentStatus === response.status ? {} : { sentStatus }),
    answered: response.headers,
    answeredBody: response.body,
    answeredBy,
    violations,
    caveats,
    startedAt: startedAt.getTime(),
    duration: Math.max(0, now - startedAt.getTime()),
  };
}

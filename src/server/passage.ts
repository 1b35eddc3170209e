import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyBudget } from '../http/index.js';
import type { Call, Failure, Mock } from '../mock/index.js';
import type { Body, RequestMessage, ResponseMessage, Violation } from '../model/index.js';
import type { Forwarder, ProxyJudge, ProxySettings } from '../proxy/index.js';
import { deliver } from './deliver.js';
import { notify } from './fail.js';
import { exchangeOf, type ProxiedExchange } from './proxied-exchange.js';

/** The parts of a proxy. */
export interface ProxyParts {
  readonly settings: ProxySettings;
  readonly forwarder: Forwarder;
  readonly judge: ProxyJudge;
  /** Answers in the service's place, and with problems. */
  readonly mock: Mock;
  /** The clock. */
  readonly now: () => Date;
  /** The `sl-violations` header. */
  readonly tell: (violations: readonly Violation[]) => string;
  /** Bounds the bytes of request bodies that are held at once. @default nothing does */
  readonly bodies?: BodyBudget;
  /**
   * Called with each exchange before the client gets the end of its answer, so that what it records is there by then;
   * with an answer that breaks off, as it ends.
   */
  readonly onExchange?: (exchange: ProxiedExchange) => void;
}

/** A request while it goes through. */
export interface Passage {
  readonly call: Call;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Fulfilled when the request's body has passed. */
  readonly body: Promise<Body>;
  readonly startedAt: Date;
  /** Ends the request to the service. */
  readonly gone: AbortController;
  /** Aborted when the proxy stops: answers without an end then end. */
  readonly stopping: AbortSignal;
  /** Ends an exchange in which Docproof itself failed. */
  readonly failed: (error: unknown) => void;
}

/** No answer is held longer than this, in milliseconds: what trickles is passed on as it comes. */
export const HELD_FOR = 150;

/**
 * The request as it was forwarded.
 * @param wait how long the body may take, in milliseconds, before the judging goes on without it; default no limit
 */
export async function messageOf({ call, body }: Passage, wait?: number): Promise<RequestMessage> {
  const late = new Promise<Body>((resolve) => {
    if (wait !== undefined) setTimeout(resolve, wait, { state: 'unknown', reason: 'aborted' }).unref();
  });
  return { method: call.method, url: call.target, headers: call.headers, body: await Promise.race([body, late]) };
}

/**
 * Answers with a problem in the service's place.
 * @param answered what the service answered, where it did: that is what is told
 */
export async function refuse(
  parts: ProxyParts,
  passage: Passage,
  refused: Failure,
  answered?: ResponseMessage,
): Promise<void> {
  const { call, request, response } = passage;
  request.resume();
  const asked = await messageOf(passage, HELD_FOR);
  const answer = await parts.mock.refuse(call, refused);
  tell(parts, passage, {
    ...exchangeOf(asked, answer, refused.violations),
    ...(answered ? { response: answered } : {}),
    answeredBy: answered ? 'service' : 'proxy',
    isMocked: false,
    isRefused: true,
  });
  deliver(response, answer, call.method, passage.failed);
}

/** Gives an exchange to those who listen. A client that has gone did not get its answer, or not all of it. */
export function tell(
  { onExchange }: ProxyParts,
  { startedAt, response }: Pick<Passage, 'startedAt' | 'response'>,
  exchange: Omit<ProxiedExchange, 'startedAt'>,
): void {
  if (!onExchange) return;
  const caveats = response.destroyed ? (['aborted'] as const) : [];
  notify('onExchange', () => onExchange({ caveats, ...exchange, startedAt }));
}

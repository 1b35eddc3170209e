import type { Contract } from '../../contract/index.js';
import { exchangeOf, isFail, type JudgeOptions, judge } from '../../core/index.js';
import { wasAnswered } from './answered.js';
import { reachOf } from './reach.js';
import { act, type ViolationAction } from './violations.js';

/** How traffic is judged. */
export interface TrafficOptions extends Omit<JudgeOptions, 'baseUrls'> {
  /** As in `handlers`. @default the servers of the document */
  readonly baseUrl?: string;
  /** What is done at a response or a request that breaks the contract. @default 'warn' */
  readonly onViolation?: Exclude<ViolationAction, 'error'>;
}

/** What `setupServer` and `setupWorker` give, in MSW 2 and 3: it tells what passes. */
export interface TrafficSource {
  readonly events: {
    on(type: 'request:start', listener: (event: { request: Request; requestId: string }) => void): unknown;
    on(
      type: 'response:mocked' | 'response:bypass',
      listener: (event: { request: Request; response: Response; requestId: string }) => void,
    ): unknown;
  };
}

/**
 * Judges all that passes through MSW by the contract, answers of handlers that were written by hand and of the real
 * service among it: so a mock that has become stale is found. Answers of `handlers` are not judged again.
 * @returns `settled`, which waits until all is judged that came so far; and `stop`
 * @throws InputError `bad-option`
 */
export function judgeTraffic(
  source: TrafficSource,
  contract: Contract,
  { baseUrl, onViolation = 'warn', ...options }: TrafficOptions = {},
): { readonly settled: () => Promise<void>; readonly stop: () => void } {
  const reach = reachOf(contract, baseUrl);
  const asked = new Map<string, Request>();
  const judging = new Set<Promise<void>>();
  let isStopped = false;

  const judgeOne = async (request: Request, response: Response, seen: Request): Promise<void> => {
    const base = baseUrl === undefined ? {} : { baseUrls: [new URL(baseUrl, request.url).href] };
    const outcome = judge(contract, await exchangeOf(response, request), { ...options, ...base });
    if (!isFail(outcome)) return;
    const { violations, operation } = outcome;
    const what = `The exchange ${request.method} ${request.url} (${response.status}) breaks the contract:`;
    act(onViolation, violations, { request: seen, operation }, what);
  };
  const hear = ({
    request,
    response,
    requestId,
  }: {
    request: Request;
    response: Response;
    requestId: string;
  }): void => {
    const known = asked.get(requestId);
    asked.delete(requestId);
    if (isStopped || wasAnswered(requestId) || !reach.has(request.method, request.url)) return;
    // Others read it too.
    const work = judgeOne(known ?? request, response.clone(), request).catch((error: unknown) => console.error(error));
    judging.add(work);
    void work.finally(() => judging.delete(work));
  };
  source.events.on('request:start', ({ request, requestId }) => {
    // Its handler may read the body.
    if (!isStopped && reach.has(request.method, request.url)) asked.set(requestId, request.clone());
  });
  source.events.on('response:mocked', hear);
  source.events.on('response:bypass', hear);
  return {
    async settled() {
      while (judging.size > 0) await Promise.all(judging);
    },
    stop: () => {
      isStopped = true;
      asked.clear();
    },
  };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Contract } from '../../contract/index.js';
import { systemSources } from '../../io/index.js';
import { violationsHeader } from '../../mock/index.js';
import type { Body, LiveExchange, OutcomeRecord, RequestMessage } from '../../model/index.js';
import { type MockHandler, mountedTarget, notify, observeHttp, readAhead } from '../../server/index.js';
import { sideJudge } from './asked.js';
import { type Findings, keepFindings, observerRules, withFindings } from './findings.js';
import { lookingOf, type ObserveOptions } from './options.js';
import { refusing } from './refusing.js';

/** Judges what a server of Express, Connect or Node answers: `app.use(observer)` before its body parsers and routes. */
export interface Observer extends MockHandler, Findings {}

/**
 * Judges a running service by the contract: each request, and the answer that is really sent, before its client has
 * the end of it. Answers pass as they come, and a fault of Docproof changes none of them.
 * @throws InputError `bad-option`
 */
export function observe(contract: Contract, options: ObserveOptions = {}): Observer {
  const { mode, maxBody, looksAt } = lookingOf(options);
  const findings = keepFindings(contract, options);
  const sides = sideJudge(contract, observerRules(options));
  const refuser = mode === 'refuse' ? refusing(contract, sides, findings) : undefined;
  const announce = (response: ServerResponse, asked: RequestMessage): void => {
    const { violations } = sides.request(asked);
    if (violations.length > 0) response.setHeader('sl-violations', violationsHeader(violations));
  };
  const handler: MockHandler = (request, response, next) => {
    const { whole } = mountedTarget(request);
    if (findings.isClosed || !looksAt(whole)) {
      next?.();
      return;
    }
    const startedAt = systemSources.now();
    let target = whole;
    notify('the judge', () => {
      target = targetOf(contract, request);
    });
    const judge = (exchange: LiveExchange): OutcomeRecord | undefined => findings.take(exchange, target);
    const watch = (body?: Body): void => {
      observeHttp(
        request,
        response,
        {
          maxBody,
          startedAt,
          ...(body ? { asked: body } : {}),
          ...(mode === 'report'
            ? {}
            : { onHead: (asked, mayAdd) => mayAdd && announce(response, { ...asked, url: target }) }),
          ...(refuser
            ? {
                onWhole: (observed, send) =>
                  refuser.response({ request, response, target, goOn: send }, observed, judge(observed)),
              }
            : {}),
        },
        (observed) => void judge(withStatus(observed, response)),
      );
      next?.();
    };
    if (!refuser) watch();
    else {
      // Node throws away what nobody reads, so that the connection can go on, but not where somebody began to.
      response.once('finish', () => {
        if (request.readableFlowing === null) request.resume();
      });
      readAhead(request, maxBody, (body = GONE) => {
        const { method = 'GET', headers } = request;
        const goOn = (): void => watch(body);
        refuser.request({ request, response, target, goOn }, { method, url: target, headers, body }, startedAt);
      });
    }
  };
  return withFindings(handler, findings);
}

const GONE: Body = { state: 'unknown', reason: 'aborted' };

/** The target that the contract knows: as the client wrote it, else below the path of the mount. */
function targetOf({ matcher }: Contract, request: IncomingMessage): string {
  const { whole, below, mount } = mountedTarget(request);
  if (mount === '') return whole;
  const isKnown = (target: string): boolean => {
    const found = matcher.matchTarget(request.method ?? 'GET', target);
    return found.operation !== undefined || found.unmatched === 'method';
  };
  return !isKnown(whole) && isKnown(below) ? below : whole;
}

/** What broke off before its head was sent is not an answer. */
function withStatus(observed: LiveExchange, { headersSent }: ServerResponse): LiveExchange {
  const isNothing = !headersSent && observed.caveats?.includes('aborted');
  return isNothing ? { ...observed, response: { ...observed.response, status: 0 } } : observed;
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CompiledOperation, Contract } from '../../contract/index.js';
import { systemSources } from '../../io/index.js';
import { type Answer, type Call, createRefuser, type Failure, violationsHeader } from '../../mock/index.js';
import {
  type LiveExchange,
  lowerCaseNames,
  NO_BODY,
  type OutcomeRecord,
  type RequestMessage,
} from '../../model/index.js';
import { attempt, deliver, mountedTarget, notify, originOf } from '../../server/index.js';
import { memoryStore } from '../../store/index.js';
import { settingsOf } from '../mock-options.js';
import type { SideJudge } from './asked.js';
import type { FindingsKeeper } from './findings.js';

/** What is refused, before the service sees it or before its client does. */
export interface Held {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The target as the contract knows it. */
  readonly target: string;
  /** Goes on as if nothing were refused. Called once at most. */
  readonly goOn: () => void;
}

/** Answers in the place of a service whose client, or which itself, breaks the contract. */
export interface Refuser {
  /** Answers a request that has errors; lets others go on. */
  request(held: Held, asked: RequestMessage, startedAt: Date): void;
  /**
   * Answers with a problem in the place of an answer that has errors. An error of the service itself (5xx) stays, since
   * its reason would be lost.
   * @returns whether it does
   */
  response(held: Held, observed: LiveExchange, outcome: OutcomeRecord | undefined): boolean;
}

/** Gives the answers to what is refused. */
type RefusalAnswers = (call: Call, failure: Failure, compiled?: CompiledOperation) => Promise<Answer>;

/**
 * Answers as the mock of the contract does, but always with the header `sl-violations`; of a long list it names no
 * page, since none is there.
 */
export function refusalAnswers(contract: Contract): RefusalAnswers {
  const fail = createRefuser(contract, settingsOf({}), systemSources, memoryStore());
  return async (call, failure, compiled) => {
    const answer = await fail(call, failure, compiled);
    const { violations } = failure;
    if (violations.length === 0) return answer;
    return { ...answer, headers: { ...answer.headers, 'sl-violations': violationsHeader(violations) } };
  };
}

/** A refuser that answers as the mock of the contract does. */
export function refusing(contract: Contract, sides: SideJudge, findings: FindingsKeeper): Refuser {
  const answerTo = refusalAnswers(contract);
  const answerWith = ({ request, response, target, goOn }: Held, failure: Failure, compiled?: CompiledOperation) => {
    const { method = 'GET', headers } = request;
    const { mount, whole } = mountedTarget(request);
    const origin = `${originOf(request)}${target === whole ? '' : mount}`;
    const call = { method, target, headers, body: NO_BODY, origin };
    const failed = (): void => {
      if (response.headersSent) response.destroy();
      else goOn();
    };
    return {
      send(before: (answer: Answer) => void): void {
        attempt(async () => {
          const answer = await answerTo(call, failure, compiled);
          before(answer);
          deliver(response, answer, method, failed);
        }, failed);
      },
    };
  };
  return {
    request(held, asked, startedAt) {
      let judged: ReturnType<SideJudge['request']> | undefined;
      notify('the judge', () => {
        judged = sides.request(asked);
      });
      if (!judged?.refusal) {
        held.goOn();
        return;
      }
      const { refusal, compiled } = judged;
      answerWith(held, refusal, compiled).send(({ status, headers, body }) => {
        const url = mountedTarget(held.request).whole;
        const sent = body === undefined ? NO_BODY : ({ state: 'present', content: body } as const);
        findings.take(
          {
            request: { ...asked, url },
            response: { status, headers: lowerCaseNames(headers), body: sent },
            startedAt,
            caveats: ['answered-by-proxy'],
          },
          held.target,
        );
        // Nobody else reads the rest of it.
        held.request.resume();
      });
    },
    response(held, { request, response }, outcome) {
      const isBroken = outcome?.violations.some((violation) => violation.in === 'response' && isError(violation));
      if (!isBroken || response.status >= 500) return false;
      const failure = sides.response({ ...request, url: held.target }, response);
      if (!failure) return false;
      answerWith(held, failure).send(() => forgetBody(held.response));
      return true;
    },
  };
}

function isError({ severity }: { readonly severity: string }): boolean {
  return severity === 'error';
}

/** Takes back what the service said of a body that is not sent; what other handlers added stays, such as CORS. */
function forgetBody(response: ServerResponse): void {
  response.statusMessage = '';
  for (const name of response.getHeaderNames()) if (OF_BODY.test(name)) response.removeHeader(name);
}

/** Fields of a representation, and those that validate or cache it (RFC 9110 §8, RFC 9111 §5). */
const OF_BODY =
  /^(?:content-.*|etag|last-modified|accept-ranges|transfer-encoding|cache-control|expires|age|location)$/i;

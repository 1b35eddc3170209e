import { type Knows, splitBatch } from '../batch/index.js';
import {
  type CompiledOperation,
  type Contract,
  DEFAULT_POLICY,
  judgePassing,
  judgeRequest,
  judgeResponse,
  type Match,
  type PassedItems,
  type PassingItems,
  type Policy,
  type Unmatched,
  unmatchedViolations,
} from '../contract/index.js';
import type { MockSettings } from '../mock/index.js';
import { type Exchange, NO_BODY, type RequestMessage, type ResponseMessage, type Violation } from '../model/index.js';
import type { ProxySettings } from './settings.js';

/** The judgement of one side of an exchange by the contract. */
export interface ProxyVerdict {
  /** Absent where the document has no such operation. */
  readonly compiled?: CompiledOperation;
  readonly match: Match | Unmatched;
  readonly violations: readonly Violation[];
  /** The request, where it is a batch: its requests are judged one by one, when it has ended. */
  readonly batch?: RequestMessage;
}

/** Holds both sides of exchanges against the contract. */
export interface ProxyJudge {
  request(request: RequestMessage): ProxyVerdict;
  /** @param passed its items, where they were judged as they passed by */
  response(
    verdict: ProxyVerdict,
    response: ResponseMessage,
    method: string,
    passed?: PassedItems,
  ): readonly Violation[];
  /** Judges the items of an answer while it passes by; undefined where the document does not describe them. */
  passing(
    request: Pick<RequestMessage, 'method' | 'url'>,
    response: Pick<ResponseMessage, 'status' | 'headers'>,
  ): PassingItems | undefined;
}

/** A judge that says what it sees, and leaves to others what comes of it. */
export function createProxyJudge(
  contract: Contract,
  {
    validateRequest,
    errors,
    auth,
    readWrite,
  }: Pick<ProxySettings, 'validateRequest' | 'errors'> & Pick<MockSettings, 'auth' | 'readWrite'>,
): ProxyJudge {
  // A check's policy, but for credentials: the proxy sees them all, where a recorder may have removed some. And nothing
  // passes silently, or under `--errors` at all, because it is too large to be judged.
  const policy: Policy = {
    ...DEFAULT_POLICY,
    readWrite,
    credentials: auth ? 'error' : 'allow',
    tooLarge: errors ? 'error' : 'warn',
  };
  const knows: Knows = (method, target) => {
    const found = contract.matcher.matchTarget(method, target);
    return found.operation !== undefined || found.unmatched === 'method';
  };
  const answerFaults = (request: RequestMessage, response: ResponseMessage): readonly Violation[] => {
    const split = splitBatch({ ...unanswered(request), response }, contract, knows);
    return split?.violations.filter((violation) => violation.in === 'response') ?? [];
  };
  return {
    request(request) {
      const match = contract.matcher.matchTarget(request.method, request.url);
      if (!match.operation) {
        const split = splitBatch(unanswered(request), contract, knows);
        if (split) {
          const found = validateRequest === 'off' ? [] : split.violations;
          return { match, violations: validateRequest === 'warn' ? found.map(asWarning) : found, batch: request };
        }
        // A preflight is the browser's question, and not one that a document describes.
        const violations = isPreflight(request) ? [] : unmatchedViolations(request.method, match, policy);
        return { match, violations };
      }
      const compiled = contract.compile(match.operation);
      if (validateRequest === 'off') return { match, compiled, violations: [] };
      const { violations } = judgeRequest({ schemas: contract.schemas, compiled, policy }, request, match.pathValues);
      return {
        match,
        compiled,
        violations: validateRequest === 'warn' ? violations.map(asWarning) : violations,
      };
    },
    response({ compiled, batch }, response, method, passed) {
      if (batch) return answerFaults(batch, response);
      if (!compiled) return [];
      const context = { schemas: contract.schemas, compiled, policy };
      return judgeResponse(context, response, method, passed).violations;
    },
    passing({ method, url }, response) {
      const { operation } = contract.matcher.matchTarget(method, url);
      if (!operation) return undefined;
      const context = { schemas: contract.schemas, compiled: contract.compile(operation), policy };
      return judgePassing(context, response, method);
    },
  };
}

/** A request before there is an answer. */
function unanswered(request: RequestMessage): Exchange {
  return { request, response: { status: 0, headers: {}, body: NO_BODY }, source: '', index: 0 };
}

function asWarning(violation: Violation): Violation {
  return { ...violation, severity: 'warning' };
}

function isPreflight({ method, headers }: RequestMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

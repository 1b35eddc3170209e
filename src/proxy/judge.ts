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
import type { RequestMessage, ResponseMessage, Violation } from '../model/index.js';
import type { ProxySettings } from './settings.js';

/** The judgement of one side of an exchange by the contract. */
export interface ProxyVerdict {
  /** Absent where the document has no such operation. */
  readonly compiled?: CompiledOperation;
  readonly match: Match | Unmatched;
  readonly violations: readonly Violation[];
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
    auth,
    readWrite,
  }: Pick<ProxySettings, 'validateRequest'> & Pick<MockSettings, 'auth' | 'readWrite'>,
): ProxyJudge {
  // A check's policy, but for credentials: the proxy sees them all, where a recorder may have removed some.
  const policy: Policy = { ...DEFAULT_POLICY, readWrite, credentials: auth ? 'error' : 'allow' };
  return {
    request(request) {
      const match = contract.matcher.matchTarget(request.method, request.url);
      if (!match.operation) {
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
        violations:
          validateRequest === 'warn'
            ? violations.map((violation) => ({ ...violation, severity: 'warning' }))
            : violations,
      };
    },
    response({ compiled }, response, method, passed) {
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

function isPreflight({ method, headers }: RequestMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

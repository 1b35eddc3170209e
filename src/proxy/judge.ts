import {
  type CompiledOperation,
  type Contract,
  DEFAULT_POLICY,
  judgeRequest,
  judgeResponse,
  type Match,
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
  response(verdict: ProxyVerdict, response: ResponseMessage, method: string): readonly Violation[];
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
    response({ compiled }, response, method) {
      if (!compiled) return [];
      return judgeResponse({ schemas: contract.schemas, compiled, policy }, response, method).violations;
    },
  };
}

function isPreflight({ method, headers }: RequestMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

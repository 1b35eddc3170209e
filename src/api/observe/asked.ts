import { type CheckRules, policyOf } from '../../check/index.js';
import {
  type CompiledOperation,
  type Contract,
  judgeRequest,
  judgeResponse,
  unmatchedViolations,
} from '../../contract/index.js';
import { type Failure, failure, refusalFor, unmatchedFailure } from '../../mock/index.js';
import type { RequestMessage, ResponseMessage, Violation } from '../../model/index.js';

/** The judgement of a request before its answer is known. */
export interface Asked {
  readonly violations: readonly Violation[];
  /** Absent where the document has no such operation. */
  readonly compiled?: CompiledOperation;
  /** What the request is refused with, where it has errors. */
  readonly refusal?: Failure;
}

/** Judges one side of an exchange at a time. */
export interface SideJudge {
  request(request: RequestMessage): Asked;
  /** The failure for an answer with errors; undefined where it has none. */
  response(request: RequestMessage, response: ResponseMessage): Failure | undefined;
}

/** A judge of each side by these rules. @throws InputError `bad-option` */
export function sideJudge(contract: Contract, rules: CheckRules): SideJudge {
  const policy = policyOf(rules);
  return {
    request(request) {
      const { method, url, headers } = request;
      const match = contract.matcher.matchTarget(method, url);
      if (!match.operation) {
        // A preflight is the browser's question, and not one that a document describes.
        if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined) return { violations: [] };
        const violations = unmatchedViolations(method, match, policy);
        return violations.some(isError)
          ? { violations, refusal: { ...unmatchedFailure({ method, target: url }, match), violations } }
          : { violations };
      }
      const compiled = contract.compile(match.operation);
      const context = { schemas: contract.schemas, compiled, policy };
      const { violations } = judgeRequest(context, request, match.pathValues);
      const refusal = refusalFor(violations, compiled);
      return refusal ? { compiled, violations, refusal } : { compiled, violations };
    },
    response({ method, url }, response) {
      const match = contract.matcher.matchTarget(method, url);
      if (!match.operation) return undefined;
      const context = { schemas: contract.schemas, compiled: contract.compile(match.operation), policy };
      const violations = judgeResponse(context, response, method).violations.filter(isError);
      if (violations.length === 0) return undefined;
      return failure('VIOLATIONS', 'The service’s answer breaks the document', { violations });
    },
  };
}

function isError({ severity }: Violation): boolean {
  return severity === 'error';
}

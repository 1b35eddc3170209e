import {
  type Body,
  type InconclusiveReason,
  type JsonValue,
  type Located,
  provenanceOf,
  type RequestMessage,
  type ResponseMessage,
  type Violation,
} from '../../model/index.js';
import type { Schemas } from '../../schema/index.js';
import type { CompiledOperation } from '../compiled.js';
import { isEmpty } from '../media/body.js';
import { responseFor } from '../operation.js';
import type { ParameterSources } from '../parameters/compile.js';
import { parseForm, writtenForm } from '../parameters/fields.js';
import { type BodyOutcome, judgeBody } from './judge-body.js';
import { judgeFields } from './judge-fields.js';
import type { PassedItems } from './judge-items.js';
import { judgeParameter } from './judge-parameter.js';
import { judgeQuery } from './judge-query.js';
import type { ValueContext } from './judge-value.js';
import type { Observer } from './observer.js';
import { addOwn, type Findings, type Policy } from './policy.js';

/** The context in which a message is judged. */
export interface JudgeContext {
  readonly schemas: Schemas;
  readonly compiled: CompiledOperation;
  readonly policy: Policy;
  readonly observer?: Observer | undefined;
  /** Whether the request asked for enumeration members by name that its client may not know. @default false */
  readonly wantsUnknownMembers?: boolean;
}

/** The judgement of one message. */
export interface MessageJudgement extends Findings {
  /** The reasons why parts could not be judged. */
  readonly unjudged: readonly InconclusiveReason[];
  /** The body as its schema sees it, where it was read. */
  readonly body?: JsonValue;
}

const NO_REASONS: readonly InconclusiveReason[] = [];
const NO_FIELDS: ReadonlyMap<string, readonly string[]> = new Map();
const NO_VALUES: Readonly<Record<string, string>> = Object.create(null);

/**
 * Checks a request against its operation: security, parameters, body.
 * @param pathValues still percent-encoded
 * @param sources where its parameters are, if the caller knows it already
 */
export function judgeRequest(
  context: JudgeContext,
  request: RequestMessage,
  pathValues = NO_VALUES,
  sources = sourcesOf(request, pathValues),
): MessageJudgement {
  const findings: Findings = { violations: [], placeholdersAllowed: 0 };
  const { compiled } = context;
  const value: ValueContext = {
    schemas: context.schemas,
    policy: context.policy,
    operation: compiled.operation,
    direction: 'request',
    findings,
    observer: context.observer,
  };
  judgeSecurity(value, compiled, sources);
  for (const parameter of compiled.parameters) judgeParameter(value, parameter, sources);
  judgeQuery(value, compiled, sources);
  judgeFields(value, request.headers, compiled.parameters, compiled.operation.pointer, compiled.security);
  const { requestContent, operation } = compiled;
  const pointer = operation.requestBody?.pointer ?? operation.pointer;
  if (!requestContent) {
    if (!isEmpty(request.body)) {
      addOwn(findings, context.policy, {
        in: 'request',
        part: 'body',
        keyword: 'unexpected-body',
        pointer,
      });
    }
    return judged(findings, {});
  }
  const outcome = judgeBody(value, {
    body: request.body,
    headers: request.headers,
    content: requestContent,
    isRequired: compiled.requiresBody,
    pointer,
    documented: operation.provenance,
  });
  return judged(findings, outcome);
}

/** Looks for the documented credentials of a request, and for nothing else. */
export function judgeCredentials(
  { schemas, compiled, policy }: JudgeContext,
  sources: ParameterSources,
): readonly Violation[] {
  const findings: Findings = { violations: [], placeholdersAllowed: 0 };
  judgeSecurity({ schemas, policy, operation: compiled.operation, direction: 'request', findings }, compiled, sources);
  return findings.violations;
}

/** Where the parameters of a request are. `pathValues` are still percent-encoded. */
export function sourcesOf(
  { url, headers }: Pick<RequestMessage, 'url' | 'headers'>,
  pathValues: Readonly<Record<string, string>>,
): ParameterSources {
  const queryStart = url.indexOf('?');
  if (queryStart < 0) return { pathValues, query: NO_FIELDS, headers };
  const text = url.slice(queryStart + 1).split('#', 1)[0] ?? '';
  const query = parseForm(text);
  return text.includes('%')
    ? { pathValues, query, written: () => writtenForm(text), queryText: text, headers }
    : { pathValues, query, queryText: text, headers };
}

/** Spelt out rather than spread: this is made twice for each exchange. */
function judged(findings: Findings, { value, unjudged }: BodyOutcome): MessageJudgement {
  const { violations, placeholdersAllowed } = findings;
  const isDecided = !findings.isUndecided && !findings.isTooLarge && !findings.isUnread;
  const reasons = isDecided ? (unjudged === undefined ? NO_REASONS : [unjudged]) : reasonsOf(findings, unjudged);
  return value === undefined
    ? { violations, placeholdersAllowed, unjudged: reasons }
    : { violations, placeholdersAllowed, unjudged: reasons, body: value };
}

function reasonsOf(
  { isUndecided, isUnread, isTooLarge }: Findings,
  unjudged: InconclusiveReason | undefined,
): readonly InconclusiveReason[] {
  const reasons: InconclusiveReason[] = unjudged === undefined ? [] : [unjudged];
  if (isUnread && unjudged !== 'body-not-judged') reasons.push('body-not-judged');
  if (isUndecided) reasons.push('unusable-schema');
  if (isTooLarge) reasons.push('too-large');
  return reasons;
}

function judgeSecurity(
  { findings, policy }: ValueContext,
  { security, operation }: CompiledOperation,
  sources: ParameterSources,
): void {
  for (const { carrier, pointer } of security?.deprecatedIn(sources) ?? [])
    addOwn(findings, policy, { in: 'request', part: 'security', location: carrier, keyword: 'deprecated', pointer });
  if (!security || policy.credentials === 'allow' || security.isSatisfied(sources)) return;
  addOwn(findings, policy, {
    in: 'request',
    part: 'security',
    location: security.carrier,
    keyword: 'missing-credentials',
    params: { schemes: security.schemes },
    pointer: operation.node.security === undefined ? '/security' : `${operation.pointer}/security`,
    ...(operation.provenance ? { documented: operation.provenance } : {}),
  });
}

/**
 * Checks a response against its operation: status, headers, body. `method` says whether a body may be there at all.
 * @param passed its items, where they were judged as they passed by: then nothing is asked of its body
 */
export function judgeResponse(
  context: JudgeContext,
  response: ResponseMessage,
  method: string,
  passed?: PassedItems,
): MessageJudgement {
  const findings: Findings = passed?.findings ?? { violations: [], placeholdersAllowed: 0 };
  const { compiled, policy } = context;
  const { operation } = compiled;
  const { schemas, observer, wantsUnknownMembers } = context;
  const value: ValueContext = {
    schemas,
    policy,
    operation,
    direction: 'response',
    findings,
    observer,
    wantsUnknownMembers,
  };
  const documented = responseFor(operation, response.status);
  if (method !== 'HEAD' && BODILESS.has(response.status) && isPresent(response.body)) {
    addOwn(findings, policy, {
      in: 'response',
      part: 'body',
      keyword: 'unexpected-body',
      params: { status: response.status },
      severity: 'error',
      pointer: documented?.response.pointer ?? `${operation.pointer}/responses`,
      ...(operation.provenance ? { documented: operation.provenance } : {}),
    });
  }
  // A client that has a copy asks whether it is still fresh: 304 is HTTP's answer, and the body is the one that the
  // client has.
  if (response.status === 304) return judged(findings, { unjudged: 'not-modified' });
  if (!documented) {
    addOwn(findings, policy, {
      in: 'response',
      part: 'status',
      keyword: 'undocumented-status',
      params: { status: response.status, documented: [...operation.responses.keys()] },
      value: response.status,
      pointer: `${operation.pointer}/responses`,
      ...(operation.provenance ? { documented: operation.provenance } : {}),
    });
    return judged(findings, {});
  }
  observer?.status(documented.key);
  judgeResponseHeaders(value, compiled, documented.response, response);
  if (method === 'HEAD' || BODILESS.has(response.status)) return judged(findings, {});
  const outcome = judgeBody(value, {
    body: response.body,
    headers: response.headers,
    content: compiled.responseContent(documented.response),
    isRequired: true,
    pointer: documented.response.pointer,
    documented: provenanceOf(documented.response.node) ?? operation.provenance,
    passed,
  });
  return judged(findings, outcome);
}

/** Statuses whose responses never have content (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function isPresent(body: Body): boolean {
  return body.state === 'present' && !isEmpty(body);
}

function judgeResponseHeaders(
  context: ValueContext,
  compiled: CompiledOperation,
  documented: Located,
  response: ResponseMessage,
): void {
  const headers = compiled.responseHeaders(documented);
  judgeFields(context, response.headers, headers, documented.pointer);
  if (headers.length === 0) return;
  const sources: ParameterSources = { pathValues: NO_VALUES, query: NO_FIELDS, headers: response.headers };
  for (const header of headers) judgeParameter(context, header, sources);
}

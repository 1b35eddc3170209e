import { framingOf, isStream, parseMediaType } from '../../http/index.js';
import {
  type Body,
  type Exchange,
  headerValue,
  type InconclusiveReason,
  type OutOfScopeReason,
  type Part,
  type ResponseMessage,
  type Violation,
  writeJson,
} from '../../model/index.js';
import { hasFilterMark, hasRedacted } from '../../redact/index.js';
import type { CompiledOperation } from '../compiled.js';
import type { Contract } from '../contract.js';
import type { Unmatched } from '../route/match.js';
import type { Server } from '../route/servers.js';
import { type JudgeContext, judgeRequest, judgeResponse, type MessageJudgement } from './judge-message.js';
import type { Observer } from './observer.js';
import { addOwn, asAnswered, type Findings, type Policy } from './policy.js';

/** How a whole exchange is judged. */
export interface ExchangePolicy extends Policy {
  /** Servers beside the document's under which its paths are looked for, as `--base-url` names them. */
  readonly baseUrls: readonly Server[];
  /** Whether answers of a test's own mock are held against the contract too. @default false */
  readonly judgeFulfilled?: boolean;
}

/** The judgement of an exchange by the contract. */
export type ExchangeJudgement =
  | { readonly outOfScope: OutOfScopeReason }
  | {
      readonly outOfScope?: never;
      readonly verdict: 'pass' | 'fail' | 'inconclusive';
      /** The operation's name, or method and path where none matches. */
      readonly operation: string;
      /** Whether the document has no such operation. */
      readonly isUnmatched?: boolean;
      readonly violations: readonly Violation[];
      readonly reasons: readonly InconclusiveReason[];
      readonly placeholdersAllowed: number;
      readonly credentials?: CredentialsSeen;
    };

/**
 * The documented credentials of a request. Absent where the operation demands none, or where the policy judged them.
 *
 * `withheld`: they are missing. The violation is there where it counts once the capture is known to keep credentials,
 * which is where the service answered 2xx.
 */
export type CredentialsSeen = 'carried' | { readonly withheld: Violation | undefined };

/**
 * Checks an exchange against the contract: request, then response.
 * @param observe gives the listener for what is used of the operation
 */
export function judgeExchange(
  contract: Contract,
  exchange: Exchange,
  policy: ExchangePolicy,
  observe?: (compiled: CompiledOperation) => Observer,
): ExchangeJudgement {
  const outOfScope = scopeOf(exchange);
  if (outOfScope) return { outOfScope };
  const { request, response } = exchange;
  const match = contract.matcher.matchUrl(request.method, request.url, policy.baseUrls);
  if (!match.operation) return judgeUnmatched(exchange, match, policy);

  const compiled = contract.compile(match.operation);
  const context: JudgeContext = {
    schemas: contract.schemas,
    compiled,
    policy,
    observer: observe?.(compiled),
    wantsUnknownMembers: wantsUnknownMembers(request.headers.prefer),
  };
  const isStripped = exchange.caveats?.includes('credentials-stripped') ?? false;
  const caveats = caveatsOf(exchange, policy);
  const asked = judgeRequest(context, request, match.pathValues);
  const answered: MessageJudgement =
    caveats.has('fulfilled-by-test') ||
    caveats.has('answered-by-proxy') ||
    (caveats.has('aborted') && !isSequence(response))
      ? NOT_JUDGED
      : judgeResponse(context, caveats.has('aborted') ? begun(response) : response, request.method);
  // Where no header fields are known, nothing is to be said of credentials in particular.
  const credentials = caveats.has('headers-omitted')
    ? undefined
    : credentialsSeen(context, asked, response.status, isStripped);
  if (caveats.size === 0 && isClean(asked) && isClean(answered))
    return cleanJudgement(match.operation.id, asked, answered, credentials);
  const requestViolations =
    credentials === undefined || credentials === 'carried'
      ? asked.violations
      : asked.violations.filter((violation) => !isCredentials(violation));
  // The proxy's own 422 says nothing of the service: there the request is judged alone.
  const isOurs = caveats.has('answered-by-proxy');
  const weighed = isOurs ? requestViolations : asAnswered(requestViolations, response.status);
  const all = answered.violations.length === 0 ? weighed : [...weighed, ...answered.violations];
  const found = caveats.has('headers-omitted') ? all.filter(({ part }) => !OF_FIELDS.has(part)) : all;
  const violations = found.filter((violation) => !isAboutPseudonym(violation, exchange));
  const isRedacted = violations.length < found.length;
  const reasons = reasonsOf(caveats, isRedacted, asked, answered);
  const verdict = verdictOf(violations, reasons);
  const placeholdersAllowed = asked.placeholdersAllowed + answered.placeholdersAllowed;
  const operation = match.operation.id;
  return credentials === undefined
    ? { verdict, operation, violations, reasons, placeholdersAllowed }
    : { verdict, operation, violations, reasons, placeholdersAllowed, credentials };
}

function wantsUnknownMembers(prefer: string | readonly string[] | undefined): boolean {
  return prefer !== undefined && /\binclude-unknown-enum-members\b/i.test(String(prefer));
}

const NO_CAVEATS: ReadonlySet<InconclusiveReason> = new Set();

/** What keeps an exchange from being judged in full, but for credentials, which change no verdict. */
function caveatsOf({ caveats }: Exchange, policy: ExchangePolicy): ReadonlySet<InconclusiveReason> {
  if (caveats === undefined || caveats.length === 0) return NO_CAVEATS;
  const those = new Set(caveats);
  if (policy.judgeFulfilled) those.delete('fulfilled-by-test');
  those.delete('credentials-stripped');
  return those;
}

function reasonsOf(
  caveats: ReadonlySet<InconclusiveReason>,
  isRedacted: boolean,
  { unjudged: ofRequest }: MessageJudgement,
  { unjudged: ofResponse }: MessageJudgement,
): readonly InconclusiveReason[] {
  // As of nearly all.
  if (caveats.size === 0 && !isRedacted && ofRequest.length === 0 && ofResponse.length <= 1) return ofResponse;
  const redacted: readonly InconclusiveReason[] = isRedacted ? ['value-redacted'] : [];
  return [...new Set([...caveats, ...redacted, ...ofRequest, ...ofResponse])];
}

/** Whether what came of an aborted response can be judged: whole items of a sequence. */
function isSequence({ headers, body }: ResponseMessage): boolean {
  const type = parseMediaType(headerValue(headers, 'content-type') ?? '');
  const framing = type && framingOf(type);
  return framing !== undefined && isStream(framing) && body.state === 'present';
}

function begun(response: ResponseMessage): ResponseMessage {
  const { body } = response;
  return body.state === 'present'
    ? { ...response, body: { state: 'unknown', reason: 'aborted', content: body.content } }
    : response;
}

function credentialsSeen(
  { compiled, policy }: JudgeContext,
  { violations }: MessageJudgement,
  status: number,
  isStripped: boolean,
): CredentialsSeen | undefined {
  const isBySource = policy.credentials === 'by-source';
  if (!compiled.security || !(isBySource || policy.credentials === 'kept')) return undefined;
  const missing = violations.find(isCredentials);
  if (!isBySource) return isStripped && missing ? { withheld: undefined } : undefined;
  if (!missing) return 'carried';
  return { withheld: isStripped || status < 200 || status > 299 ? undefined : missing };
}

/** Whether there is nothing to say of a message, as of nearly all. */
function isClean({ violations, unjudged }: MessageJudgement): boolean {
  return violations.length === 0 && unjudged.length === 0;
}

function cleanJudgement(
  operation: string,
  asked: MessageJudgement,
  answered: MessageJudgement,
  credentials: CredentialsSeen | undefined,
): ExchangeJudgement {
  const placeholdersAllowed = asked.placeholdersAllowed + answered.placeholdersAllowed;
  const judgement = { verdict: 'pass', operation, violations: [], reasons: [], placeholdersAllowed } as const;
  return credentials === undefined ? judgement : { ...judgement, credentials };
}

const NOT_JUDGED: MessageJudgement = { violations: [], placeholdersAllowed: 0, unjudged: [] };

function scopeOf({ request, response }: Exchange): OutOfScopeReason | undefined {
  if (/^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(request.url) || response.status === 101) return 'not-http';
  // A tunnel (RFC 9110 §9.3.6), as a proxy sees it: what went through it is elsewhere in the capture.
  if (request.method === 'CONNECT') return 'not-http';
  if (response.status <= 0) return 'failed';
  const isPreflight =
    request.method === 'OPTIONS' && headerValue(request.headers, 'access-control-request-method') !== undefined;
  return isPreflight ? 'preflight' : undefined;
}

function isCredentials(violation: Violation): boolean {
  return violation.keyword === 'missing-credentials';
}

/** The parts of a message that are header fields, or are found by them. */
const OF_FIELDS = new Set<Part>(['header', 'cookie', 'security', 'content-type']);

/** Keywords that judge the parts of a value together: one redacted part is enough to make them wrong. */
const OF_PARTS = new Set(['anyOf', 'oneOf', 'not', 'contains', 'if', 'placeholder']);

/** Keywords that do not ask what the value is. */
const OF_PRESENCE = new Set([
  'undocumented-path',
  'undocumented-method',
  'undocumented-property',
  'undocumented-header',
  'undocumented-parameter',
  'readOnly',
  'writeOnly',
  'unparseable-body',
  'unparseable-item',
  'broken-framing',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'false schema',
  'deprecated',
]);

/**
 * The replacement of a secret is shorter, of another form, or a text instead of a number. The service is not to blame
 * for that.
 */
function isAboutPseudonym({ value, keyword, in: side }: Violation, exchange: Exchange): boolean {
  const isReplaced = exchange.isFiltered ? isFilteredText : hasRedacted;
  if (keyword === 'unparseable-body' || keyword === 'unparseable-item')
    return exchange.isFiltered === true && isBodyFiltered(exchange[side].body);
  if (typeof value === 'string') return !OF_PRESENCE.has(keyword) && isReplaced(value);
  return typeof value === 'object' && value !== null && OF_PARTS.has(keyword) && isReplaced(writeJson(value));
}

/** Filters replace text in a body wherever it is, so that a number becomes a name and the body is not JSON any more. */
function isBodyFiltered(body: Body): boolean {
  if (body.state !== 'present') return false;
  return hasFilterMark(typeof body.content === 'string' ? body.content : new TextDecoder().decode(body.content));
}

function isFilteredText(text: string): boolean {
  return hasRedacted(text) || hasFilterMark(text);
}

function verdictOf(
  violations: readonly Violation[],
  reasons: readonly InconclusiveReason[],
): 'pass' | 'fail' | 'inconclusive' {
  if (violations.some(({ severity }) => severity === 'error')) return 'fail';
  return reasons.length > 0 ? 'inconclusive' : 'pass';
}

function judgeUnmatched({ request, isFiltered }: Exchange, match: Unmatched, policy: Policy): ExchangeJudgement {
  if (match.unmatched === 'server') return { outOfScope: 'other-server' };
  if (policy.undocumented === 'allow') return { outOfScope: 'undocumented' };
  // What a filter wrote in place of a host or a segment says nothing about the path that was asked for.
  const isReplaced = isFiltered === true && hasFilterMark(request.url);
  const violations = isReplaced ? [] : unmatchedViolations(request.method, match, policy);
  const reasons: readonly InconclusiveReason[] = isReplaced ? ['value-redacted'] : [];
  return {
    verdict: verdictOf(violations, reasons),
    operation: `${request.method} ${match.path}`,
    isUnmatched: true,
    violations,
    reasons,
    placeholdersAllowed: 0,
  };
}

/** The violations of a request that fits no operation. */
export function unmatchedViolations(
  method: string,
  { unmatched, path, allowed }: Unmatched,
  policy: Policy,
): readonly Violation[] {
  const findings: Findings = { violations: [], placeholdersAllowed: 0 };
  const common = { in: 'request', pointer: '/paths' } as const;
  if (unmatched === 'method') {
    const params = { method, allowed };
    addOwn(findings, policy, { ...common, part: 'operation', keyword: 'undocumented-method', params, value: method });
  } else {
    addOwn(findings, policy, { ...common, part: 'path', keyword: 'undocumented-path', params: { path }, value: path });
  }
  return findings.violations;
}

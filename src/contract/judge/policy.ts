import type { JsonValue, OwnKeyword, Part, Severity, Violation, Writable } from '../../model/index.js';

/** How strict judging is where the contract leaves a choice. */
export type Leniency = 'allow' | 'warn' | 'error';

export interface Policy {
  /** Values that repeat a documented placeholder. @default 'warn' */
  readonly placeholders: Leniency;
  /** Paths, methods, statuses and media types that the document does not describe. @default 'error' */
  readonly undocumented: Leniency;
  /** Properties that no schema names, in objects that neither welcome nor forbid them. @default 'warn' */
  readonly undocumentedProperties: Leniency;
  /** Query parameters that the operation does not document; and cookies, where it documents some. @default 'warn' */
  readonly undocumentedParameters: Leniency;
  /** Header fields that neither HTTP nor the document knows. @default 'allow' */
  readonly undocumentedHeaders: Leniency;
  /**
   * Requests without the documented credentials. `kept`: an error, but where the recorder is known to remove them.
   * `by-source`: withheld, because any recorder may have removed them; the rest of the capture decides.
   * @default 'kept'
   */
  readonly credentials: Leniency | 'kept' | 'by-source';
  /** Bodies of requests for which none is documented. @default 'warn' */
  readonly unexpectedBodies: Leniency;
  /** One kind of JSON where another is documented: `application/json` for `application/vnd.x+json`. @default 'error' */
  readonly otherJson: Leniency;
  /**
   * Bodies that are nested too deeply to be judged, and values whose schemas ask for too much: what is allowed is
   * inconclusive. @default 'allow'
   */
  readonly tooLarge: Leniency;
  /** `readOnly` members in requests, and `writeOnly` ones in responses. @default 'warn' */
  readonly readWrite: Leniency;
}

/** The defaults of a check. */
export const DEFAULT_POLICY: Policy = {
  placeholders: 'warn',
  undocumented: 'error',
  undocumentedProperties: 'warn',
  undocumentedParameters: 'warn',
  undocumentedHeaders: 'allow',
  credentials: 'kept',
  unexpectedBodies: 'warn',
  otherJson: 'error',
  tooLarge: 'allow',
  readWrite: 'warn',
};

/** The findings in one message. */
export interface Findings {
  readonly violations: Violation[];
  /** Placeholders that the policy lets pass. */
  placeholdersAllowed: number;
  /** Whether a value depends on a keyword that cannot be used. */
  isUndecided?: boolean;
  /** Whether nothing says how a parameter's or a header's text becomes what its schema describes. */
  isUnread?: boolean;
  /** Whether a schema, or what it asks of a value, is too large to be judged. */
  isTooLarge?: boolean;
}

/** The parts of a fault with one of our own keywords. */
export interface OwnFault {
  readonly in: 'request' | 'response';
  readonly part: Part;
  readonly location?: string;
  readonly keyword: OwnKeyword;
  readonly params?: Readonly<Record<string, JsonValue>>;
  readonly value?: JsonValue;
  readonly pointer: string;
  readonly severity?: Severity;
  readonly documented?: Violation['documented'] | undefined;
}

/**
 * Adds a violation that is not JSON Schema's.
 * @param given its severity; by default the one that the policy gives its class
 */
export function addOwn(findings: Findings, policy: Policy, fault: OwnFault, given = fault.severity): void {
  const severity = given ?? severityOf(fault.keyword, policy);
  if (severity === undefined) return;
  const violation: Writable<Violation> = {
    in: fault.in,
    part: fault.part,
    location: fault.location ?? '',
    keyword: fault.keyword,
    severity,
    params: fault.params ?? {},
    schema: `#${fault.pointer}`,
  };
  // Not by spreading: many requests have such a fault, and each pays for the copies.
  if (fault.value !== undefined) violation.value = fault.value;
  if (fault.documented) violation.documented = fault.documented;
  findings.violations.push(violation);
}

/**
 * The violations of a request as they count once it is answered. A service that refuses a bad request with a 4xx keeps
 * its contract: the fault is the client's, and worth a warning. Checks and the proxy both go by this.
 */
export function asAnswered(violations: readonly Violation[], status: number): readonly Violation[] {
  const isRefused = status >= 400 && status < 500;
  return isRefused && violations.length > 0 ? violations.map(asWarning) : violations;
}

function asWarning(violation: Violation): Violation {
  return violation.severity === 'warning' ? violation : { ...violation, severity: 'warning' };
}

const ALWAYS_WARNINGS: ReadonlySet<OwnKeyword> = new Set(['deprecated', 'tolerated-null', 'missing-content-type']);

function severityOf(keyword: OwnKeyword, policy: Policy): Severity | undefined {
  if (ALWAYS_WARNINGS.has(keyword)) return 'warning';
  if (keyword === 'readOnly' || keyword === 'writeOnly') return severityFor(policy.readWrite);
  if (keyword === 'missing-credentials')
    return policy.credentials === 'kept'
      ? 'error'
      : severityFor(policy.credentials === 'by-source' ? 'warn' : policy.credentials);
  if (keyword === 'too-large') return severityFor(policy.tooLarge);
  if (keyword === 'unexpected-body') return severityFor(policy.unexpectedBodies);
  if (!keyword.startsWith('undocumented-')) return 'error';
  if (keyword === 'undocumented-parameter') return severityFor(policy.undocumentedParameters);
  if (keyword === 'undocumented-header') return severityFor(policy.undocumentedHeaders);
  const isWithinBody = keyword === 'undocumented-property' || keyword === 'undocumented-enum-member';
  return severityFor(isWithinBody ? policy.undocumentedProperties : policy.undocumented);
}

/** The severity that a leniency means; undefined for `allow`. */
export function severityFor(leniency: Leniency): Severity | undefined {
  return leniency === 'allow' ? undefined : leniency === 'warn' ? 'warning' : 'error';
}

import { type JsonObject, printableJson, type Violation, writeJson } from '../model/index.js';
import { describeRedacted } from '../redact/index.js';
import type { Answer, Failure, FailureCode } from './answer.js';

/** Status and title of each failure. Prism's, where Prism has the case. */
export const PROBLEMS = {
  NO_PATH_MATCHED_ERROR: { status: 404, title: 'Route not resolved, no path matched' },
  NO_METHOD_MATCHED_ERROR: { status: 405, title: 'Route resolved, but no method matched' },
  NO_SERVER_MATCHED_ERROR: { status: 404, title: 'Route not resolved, no server matched' },
  NO_SERVER_CONFIGURATION_PROVIDED_ERROR: {
    status: 404,
    title: 'Route not resolved, no server configuration provided',
  },
  UNAUTHORIZED: { status: 401, title: 'Invalid security scheme used' },
  INVALID_CONTENT_TYPE: { status: 415, title: 'Invalid content type' },
  UNPROCESSABLE_ENTITY: { status: 422, title: 'Invalid request' },
  MALFORMED_REQUEST: { status: 400, title: 'The request is not one that HTTP allows' },
  UNKNOWN_TRANSFER_CODING: { status: 501, title: 'The transfer coding is not understood' },
  MALFORMED_BODY: { status: 400, title: 'The request body cannot be parsed' },
  BODY_TOO_LARGE: { status: 413, title: 'The request body is too large' },
  NOT_ACCEPTABLE: { status: 406, title: 'The server cannot produce a representation for your accept header' },
  NOT_FOUND: { status: 404, title: 'The server cannot find the requested content' },
  NO_SUCH_ITEM: { status: 404, title: 'There is no such item' },
  CONFLICT: { status: 409, title: 'The item is there already' },
  NO_RESPONSE_DEFINED: { status: 500, title: 'No response defined for the selected operation' },
  RESPONSE_TOO_LARGE: { status: 500, title: 'The response body is too large to be generated' },
  UPSTREAM_FAILED: { status: 502, title: 'The service does not answer' },
  UPSTREAM_TIMEOUT: { status: 504, title: 'The service takes too long' },
  VIOLATIONS: { status: 500, title: 'Request/Response not valid' },
} as const satisfies Record<FailureCode, { status: number; title: string }>;

/**
 * A failure as problem details (RFC 9457). `type` ends in `#CODE`; `validation` has one entry a violation, as Prism's.
 * Where credentials are missing, `headers` repeats the challenge instead, as in Prism.
 */
export function problemAnswer(failure: Failure): Answer {
  const { status, title } = PROBLEMS[failure.code];
  const problem: JsonObject = {
    type: `https://docproof.dev/errors#${failure.code}`,
    title,
    status,
    ...(failure.code === 'UNAUTHORIZED' ? inUnauthorized(failure) : inOthers(failure)),
  };
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...failure.headers },
    body: printableJson(writeJson(problem)),
    violations: failure.violations,
    ...notesOf(failure),
  };
}

/** The notes for the log of a failure that has no violations to list. */
export function notesOf({ violations, detail }: Failure): Pick<Answer, 'notes'> {
  return violations.length > 0 ? {} : { notes: [detail] };
}

/** What is missing is in the sentence, since there is no list; the challenge is absent where no scheme has one. */
function inUnauthorized({ detail, violations, headers }: Failure): JsonObject {
  const challenge = headers['WWW-Authenticate'];
  return {
    detail: [detail, violations.map((violation) => `it ${describeRedacted(violation)}`).join('; ')].join(': '),
    ...(challenge === undefined ? {} : { headers: { 'WWW-Authenticate': challenge } }),
  };
}

function inOthers({ detail, violations }: Failure): JsonObject {
  return { detail, ...(violations.length > 0 ? { validation: violations.map(inProblem) } : {}) };
}

/** In a problem the request is meant where nothing else is said, as in Prism. */
function inProblem(violation: Violation): JsonObject {
  const { location, ...rest } = toValidation(violation);
  return {
    location: Array.isArray(location) && location[0] === 'request' ? location.slice(1) : (location ?? []),
    ...rest,
  };
}

/** One violation in Prism's form, with what ours knows more. */
export function toValidation(violation: Violation): JsonObject {
  const { part, location, item, keyword, severity, schema, documented } = violation;
  const isMissing = keyword === 'missing-parameter' && violation.params.style !== true;
  const name = part === 'header' ? location.toLowerCase() : location;
  const path =
    part === 'body' && location !== '' ? location.slice(1).split('/') : name === '' || isMissing ? [] : [name];
  return {
    // An item of a sequence has its place as if the body were a list.
    location: [
      violation.in,
      part,
      ...(item === undefined ? [] : [String(item)]),
      ...path,
      ...(violation.within?.slice(1).split('/') ?? []),
    ],
    severity: severity === 'error' ? 'Error' : 'Warning',
    code: isMissing || keyword === 'missing-body' ? 'required' : keyword,
    // Prism places what is missing in the part that lacks it: then the sentence names it.
    message: isMissing ? missing(violation) : describeRedacted(violation),
    schema,
    ...(documented ? { documented: { page: documented.page, line: documented.line } } : {}),
  };
}

function missing({ part, location, params }: Violation): string {
  return params.isQueryString === true
    ? `must have a query string, which the document calls "${location}"`
    : `must have the ${part} parameter "${location}"`;
}

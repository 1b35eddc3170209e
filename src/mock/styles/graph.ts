import type { Contract, Operation } from '../../contract/index.js';
import {
  describe,
  formatProvenance,
  headerValue,
  isObject,
  type JsonObject,
  type JsonValue,
  printableJson,
  rememberingAlike,
  type Violation,
  writeJson,
} from '../../model/index.js';
import { type Answer, type Call, type Failure, type FailureCode, locationOf } from '../answer.js';
import type { Memory } from '../memory.js';
import { notesOf } from '../problems.js';
import type { ApiStyle, Sources } from './api-style.js';
import { createMask } from './unknown-members.js';

/**
 * Graph's status and error code for each failure: a body that breaks the contract is a bad request there, not an
 * unprocessable one.
 */
const CODES = {
  NO_PATH_MATCHED_ERROR: { status: 404, code: 'itemNotFound' },
  NO_METHOD_MATCHED_ERROR: { status: 405, code: 'notAllowed' },
  NO_SERVER_MATCHED_ERROR: { status: 404, code: 'itemNotFound' },
  NO_SERVER_CONFIGURATION_PROVIDED_ERROR: { status: 404, code: 'itemNotFound' },
  UNAUTHORIZED: { status: 401, code: 'unauthenticated' },
  INVALID_CONTENT_TYPE: { status: 415, code: 'notSupported' },
  UNPROCESSABLE_ENTITY: { status: 400, code: 'invalidRequest' },
  MALFORMED_REQUEST: { status: 400, code: 'invalidRequest' },
  UNKNOWN_TRANSFER_CODING: { status: 501, code: 'notSupported' },
  MALFORMED_BODY: { status: 400, code: 'invalidRequest' },
  BODY_TOO_LARGE: { status: 413, code: 'invalidRequest' },
  NOT_ACCEPTABLE: { status: 406, code: 'notSupported' },
  NOT_FOUND: { status: 404, code: 'itemNotFound' },
  NO_SUCH_ITEM: { status: 404, code: 'itemNotFound' },
  CONFLICT: { status: 409, code: 'nameAlreadyExists' },
  NO_RESPONSE_DEFINED: { status: 500, code: 'generalException' },
  RESPONSE_TOO_LARGE: { status: 500, code: 'generalException' },
  VIOLATIONS: { status: 500, code: 'generalException' },
  UPSTREAM_FAILED: { status: 502, code: 'serviceNotAvailable' },
  UPSTREAM_TIMEOUT: { status: 504, code: 'timeout' },
} as const satisfies Record<FailureCode, { status: number; code: string }>;

/** Graph's code for each status ("Microsoft Graph error responses and resource types"). */
const CODE_OF: Readonly<Record<number, string>> = {
  400: 'invalidRequest',
  401: 'unauthenticated',
  403: 'accessDenied',
  404: 'itemNotFound',
  405: 'notAllowed',
  406: 'notSupported',
  409: 'nameAlreadyExists',
  410: 'resyncRequired',
  415: 'notSupported',
  416: 'invalidRange',
  422: 'invalidRequest',
  429: 'activityLimitReached',
  500: 'generalException',
  501: 'notSupported',
  503: 'serviceNotAvailable',
  507: 'quotaLimitReached',
};

/** More violations than this are counted, not listed, in a message. */
const LISTED = 5;

const UNKNOWN_MEMBERS = 'include-unknown-enum-members';

/**
 * The style of Microsoft Graph, for documents that describe its error envelope (`error.code`, `error.message`,
 * `error.innerError`):
 * that envelope, filled with what went wrong; `request-id`, `client-request-id`, `Location` and `OData-Version`
 * headers; `$select`,
 * `Prefer: return=minimal` and `include-unknown-enum-members`; paths in any case. Undefined for other documents.
 */
export function createGraphStyle(contract: Contract, sources: Sources, memory: Memory): ApiStyle | undefined {
  if (!contract.operations.some((operation) => describesEnvelope(contract, operation))) return undefined;
  const mask = createMask(contract, memory);
  const sayOf = rememberingAlike(
    (violation): Said => ({ sentence: sentenceOf(violation), detail: toDetail(violation) }),
    memory.alike<Said>('details of errors'),
  );
  const ids = (call: Call): Record<string, string> => {
    const requestId = sources.newId();
    return {
      'request-id': requestId,
      'client-request-id': headerValue(call.headers, 'client-request-id') ?? requestId,
    };
  };
  return {
    ignoresCase: true,
    writes: new Set(['request-id', 'client-request-id', 'odata-version']),
    error(call, failure) {
      const { status, code } = CODES[failure.code];
      const headers = ids(call);
      const body: JsonObject = {
        error: {
          code,
          message: messageOf(failure, (violation) => sayOf(violation).sentence),
          ...(failure.violations.length > 0
            ? { details: failure.violations.map((violation) => sayOf(violation).detail) }
            : {}),
          innerError: { date: sources.now().toISOString().slice(0, 19), ...headers },
        },
      };
      return {
        status,
        headers: { 'Content-Type': 'application/json', ...headers, ...failure.headers },
        body: printableJson(writeJson(body)),
        violations: failure.violations,
        ...notesOf(failure),
      } satisfies Answer;
    },
    errorCode: (status) => CODE_OF[status],
    shape({ choice: { media, example, status }, request }, value) {
      const { call, preferences } = request;
      if (!media || status >= 400) return value;
      const known = preferences.flags?.has(UNKNOWN_MEMBERS) ? value : mask(media, value, example);
      const { target } = call;
      return target.includes('?') ? select(known, target) : known;
    },
    addHeaders({ headers, status, value, choice: { media }, request }) {
      const { call } = request;
      const { minimal, flags } = request.preferences;
      const id = isObject(value) ? value.id : undefined;
      const isEmptied = minimal === true && status === 204;
      if (call.method === 'POST' && typeof id === 'string' && (status === 201 || isEmptied))
        headers.Location = locationOf(call, id);
      if (media) headers['OData-Version'] = '4.0';
      const applied = flags?.has(UNKNOWN_MEMBERS) ? [UNKNOWN_MEMBERS] : [];
      if (isEmptied) applied.unshift('return=minimal');
      if (applied.length > 0) headers['Preference-Applied'] = applied.join(', ');
      const requestId = sources.newId();
      headers['request-id'] = requestId;
      headers['client-request-id'] = headerValue(call.headers, 'client-request-id') ?? requestId;
    },
  };
}

/**
 * `$select` (OData URL conventions 4.01 §5.1.4): the named members of an object, or of each object of a collection,
 * beside annotations.
 */
function select(value: JsonValue, target: string): JsonValue {
  const names = new URLSearchParams(target.slice(target.indexOf('?') + 1)).get('$select');
  if (names === null || names.trim() === '' || names.includes('*')) return value;
  const wanted = new Set(names.split(',').map((name) => name.trim().split('/', 1)[0]));
  const pick = (item: JsonValue): JsonValue =>
    isObject(item)
      ? Object.fromEntries(Object.entries(item).filter(([name]) => wanted.has(name) || name.includes('@odata.')))
      : item;
  if (!isObject(value)) return value;
  const list = value.value;
  return Array.isArray(list) ? { ...value, value: list.map(pick) } : pick(value);
}

function describesEnvelope(contract: Contract, operation: Operation): boolean {
  const response =
    operation.responses.get('default') ?? operation.responses.get('4XX') ?? operation.responses.get('400');
  if (!response) return false;
  const content = contract.compile(operation).responseContent(response);
  const schema = content.get('application/json')?.schema;
  const error = schema === undefined ? undefined : contract.schemas.shapes.of(schema)?.property('error');
  return ['code', 'message', 'innerError'].every((name) => error?.property(name) !== undefined);
}

/** What an error says of a violation. */
interface Said {
  readonly sentence: string;
  readonly detail: JsonObject;
}

function messageOf({ detail, violations }: Failure, sentence: (violation: Violation) => string): string {
  if (violations.length === 0) return detail;
  // A wrong value says more than a missing one.
  const ordered = [...violations].sort((a, b) => Number(a.keyword === 'required') - Number(b.keyword === 'required'));
  const listed = ordered.slice(0, LISTED).map(sentence);
  const more = violations.length > LISTED ? ` (and ${violations.length - LISTED} more)` : '';
  return `${detail}: ${listed.join('; ')}${more}`;
}

/** The name of a part in a sentence, for parts that are not parameters. */
const PLACES: Readonly<Partial<Record<Violation['part'], (location: string) => string>>> = {
  body: (location) => (location === '' ? 'the body' : location),
  security: (location) => `the header ${location}`,
  'content-type': () => 'the body',
};

/** `/riskLevel must be one of low, medium, high (identityriskevent-post.md:50)`. */
function sentenceOf(violation: Violation): string {
  const { part, location, item, keyword, documented } = violation;
  const inItem = item === undefined ? '' : `item ${item}${location === '' ? '' : ' '}`;
  const place = PLACES[part]?.(inItem + location) ?? `the ${part} parameter ${location}`;
  return `${place} ${describe(violation)} [${keyword}]${documented ? ` (${formatProvenance(documented)})` : ''}`;
}

function toDetail(violation: Violation): JsonObject {
  const { location, item, keyword, documented } = violation;
  return {
    code: keyword,
    target: item === undefined ? location : `/${item}${location}`,
    message: describe(violation),
    ...(documented ? { documentation: formatProvenance(documented) } : {}),
  };
}

import { describe } from '../model/describe.js';
import { isContainer } from '../model/index.js';
import type { JsonValue } from '../model/json.js';
import { child } from '../model/pointer.js';
import type { Violation, ViolationRecord } from '../model/violation.js';
import type { Writable } from '../model/writable.js';
import { redactField } from './headers.js';
import { plainRedactor, type Redactor } from './redactor.js';
import { redactParameters, redactText, redactUrl } from './text.js';
import { redactMembers, redactValue } from './value.js';

/** The exchange in which a violation was found. */
export type RecordContext = Pick<ViolationRecord, 'source' | 'exchange' | 'operation' | 'status'>;

/** What a record says of a violation's place and rule: the same for those that read alike. */
export type Wording = Pick<ViolationRecord, 'location' | 'within' | 'message'>;

/** The place and the sentence of a violation, without secrets. @param label as of `recordOf` */
export function wordingOf(violation: Violation, redactor: Redactor, label = ''): Wording {
  const { part, location, within, keyword } = violation;
  return {
    location: part === 'body' || keyword === 'undocumented-parameter' ? redactText(redactor, location) : location,
    ...(within === undefined ? {} : { within: redactText(redactor, within) }),
    message: describeRedacted(violation, redactor, label),
  };
}

/**
 * The violation as it is stored and printed: worded, its value redacted and cut.
 * @param label what a member beside the value calls it, as in `{ "name": "password", "value": 7 }`
 * @param wording of the violation, where that is known
 * @param shown what takes the place of its value, where that is known
 */
export function recordOf(
  violation: Violation,
  context: RecordContext,
  redactor: Redactor = plainRedactor,
  label = '',
  { location, within, message }: Wording = wordingOf(violation, redactor, label),
  shown = shownValue(violation, redactor, label),
): ViolationRecord {
  const { part, item, offset, keyword, severity, params, schema, documented } = violation;
  const { source, exchange, operation, status } = context;
  // Member by member, in the order of reports: a capture may have millions of them, and copies by spreading cost more
  // than all else here.
  const record: Building = { source, exchange, operation, status, in: violation.in, part, location };
  if (item !== undefined) record.item = item;
  if (offset !== undefined) record.offset = offset;
  if (within !== undefined) record.within = within;
  record.keyword = keyword;
  record.severity = severity;
  record.message = message;
  if (shown !== undefined) record.value = shown;
  if (typeof params.missingProperty === 'string') record.missing = params.missingProperty;
  record.schema = schema;
  if (documented) record.documented = documented;
  return record as ViolationRecord;
}

type Building = Partial<Writable<ViolationRecord>>;

/** The parameters of a violation that come from the traffic, not from the document. */
const OF_TRAFFIC = new Set([
  'property',
  'additionalProperty',
  'unevaluatedProperty',
  'propertyName',
  'name',
  'mediaType',
  'method',
  'path',
  'detail',
]);

/** A violation in a sentence that quotes no secret. @param label as of `recordOf` */
export function describeRedacted(violation: Violation, redactor: Redactor = plainRedactor, label = ''): string {
  const { params } = violation;
  const clean = redactParams(params, redactor);
  const value = wordedValue(violation, redactor, label);
  // Nearly every violation says nothing of a secret, and there may be millions of them.
  if (clean === params && value === violation.value) return describe(violation);
  return describe({ ...violation, params: clean, ...(value === undefined ? {} : { value }) });
}

function redactParams(params: Violation['params'], redactor: Redactor): Violation['params'] {
  let clean = params;
  for (const name in params) {
    const text = params[name];
    if (typeof text !== 'string' || !OF_TRAFFIC.has(name)) continue;
    const redacted = name === 'path' ? redactUrl(redactor, text) : redactText(redactor, text);
    if (redacted !== text) clean = { ...clean, [name]: redacted };
  }
  return clean;
}

/** Only these quote the value; of others, messages name the type alone. */
const QUOTING = new Set(['undocumented-enum-member', 'placeholder']);

function wordedValue(violation: Violation, redactor: Redactor, label: string): JsonValue | undefined {
  const { value, keyword } = violation;
  if (value === undefined || !QUOTING.has(keyword)) return value;
  return redactMembers(value, redactor, nameOf(violation, label));
}

/** A violation's value as it is stored: redacted and cut. @param label as of `recordOf` */
export function shownValue(violation: Violation, redactor: Redactor, label: string): JsonValue | undefined {
  const { value, part, location, keyword } = violation;
  if (value === undefined) return undefined;
  if (keyword === 'undocumented-parameter' && part === 'query')
    return Array.isArray(value)
      ? value.map((each) => undocumentedValue(location, each, redactor))
      : undocumentedValue(location, value, redactor);
  if (typeof value === 'string' && !redactor.isKept(location)) {
    if (part === 'header') return redactValue(redactField(redactor, location, value), '', redactor);
    if (part === 'cookie') return redactor.replace(value, 'cookie');
    if (keyword === 'undocumented-path') return redactValue(redactUrl(redactor, value), '', redactor);
  }
  const isPlace = part === 'query' || part === 'header' || part === 'cookie';
  if (isPlace && value !== null && !isContainer(value)) {
    const kind = redactor.kindOf(location, part, String(value));
    if (kind !== undefined) return redactor.replace(String(value), kind);
  }
  return redactValue(value, nameOf(violation, label), redactor);
}

/** A `code` that nobody describes is taken for an authorization code (RFC 6749 §4.1.2), whatever is sent beside it. */
function undocumentedValue(name: string, value: JsonValue, redactor: Redactor): JsonValue {
  const [pair] = redactParameters(
    redactor,
    [
      [name, String(value)],
      ['state', ''],
    ],
    'query',
  );
  return redactValue(pair?.[1] ?? '', '', redactor);
}

/** The names that lead to the value, as a pointer or a plain name. */
function nameOf({ part, location, within = '' }: Violation, label: string): string {
  if (part === 'body') return `${label === '' ? '' : child('', label)}${location}`;
  return part === 'query' || part === 'header' || part === 'path' || part === 'cookie' ? `${location}${within}` : '';
}

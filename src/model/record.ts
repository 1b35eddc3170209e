import { describe } from './describe.js';
import { redactValue } from './redact.js';
import type { Violation, ViolationRecord } from './violation.js';

/** The exchange in which a violation was found. */
export type RecordContext = Pick<ViolationRecord, 'source' | 'exchange' | 'operation' | 'status'>;

/** The violation as it is stored and printed: worded, its value redacted and cut. */
export function recordOf(violation: Violation, context: RecordContext): ViolationRecord {
  const { part, location, keyword, severity, params, value, schema, documented } = violation;
  const name = location.slice(location.lastIndexOf('/') + 1);
  const shown = value === undefined ? undefined : redactValue(value, name);
  // The sentence quotes the value only where it is the document's own.
  const message = describe(violation);
  return {
    ...context,
    in: violation.in,
    part,
    location,
    keyword,
    severity,
    message,
    ...(shown === undefined ? {} : { value: shown }),
    ...(typeof params.missingProperty === 'string' ? { missing: params.missingProperty } : {}),
    schema,
    ...(documented ? { documented } : {}),
  };
}

type Members = Readonly<Record<string, unknown>>;

/** Whether a value has the form of the end of a result. What its numbers and texts say is not looked at. */
export function isResultEnd(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { parts, lengths, range, counts, hasUnread, isInseparable, exchanges, bytes } = value;
  return (
    isCount(parts) &&
    isObject(lengths) &&
    isCount(lengths.entries) &&
    isCount(lengths.lines) &&
    (range === null || (Array.isArray(range) && range.length === 2 && range.every(isCount))) &&
    typeof hasUnread === 'boolean' &&
    typeof isInseparable === 'boolean' &&
    isCount(exchanges) &&
    isCount(bytes) &&
    isObject(counts) &&
    [counts.mediaTypes, counts.parameters, counts.items].every((nested) => isPairs(nested, isNumbers)) &&
    [counts.properties, counts.enumMembers].every(isNumbers) &&
    isRecords(value.records)
  );
}

/** Whether a value has the form of the records of a part. */
export function isRecords(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}

function isRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  if ('opened' in value) return typeof value.opened === 'string';
  if ('passedOver' in value) return typeof value.passedOver === 'string' && isError(value.why);
  if ('failed' in value) return isError(value.failed);
  if ('unread' in value) return typeof value.detail === 'string' && isCount(value.index);
  if ('outcome' in value) return isOutcome(value.outcome);
  const { exchange, operation, status, path, reasons, violations, withheld } = value;
  return (
    isCount(exchange) &&
    isCount(operation) &&
    isCount(status) &&
    typeof path === 'string' &&
    (reasons === undefined || Array.isArray(reasons)) &&
    (violations === undefined || (Array.isArray(violations) && violations.every(isPackedViolation))) &&
    (withheld === undefined || withheld === true || isPackedViolation(withheld))
  );
}

function isPackedViolation(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  const first: unknown = value[0];
  if (!isObject(first)) return isCount(first);
  const { has, location, keyword, severity, message, schema } = first;
  return isCount(has) && [location, keyword, severity, message, schema].every((text) => typeof text === 'string');
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value) || !isCount(value.exchange)) return false;
  if (!('verdict' in value)) return true;
  return (
    typeof value.verdict === 'string' &&
    Array.isArray(value.reasons) &&
    Array.isArray(value.violations) &&
    value.violations.every(isObject)
  );
}

function isError(value: unknown): boolean {
  return isObject(value) && typeof value.code === 'string' && typeof value.problem === 'string';
}

function isNumbers(value: unknown): boolean {
  return isPairs(value, (number) => typeof number === 'number');
}

function isPairs(value: unknown, isValue: (value: unknown) => boolean): boolean {
  return (
    Array.isArray(value) &&
    value.every((pair: unknown) => Array.isArray(pair) && typeof pair[0] === 'string' && isValue(pair[1]))
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

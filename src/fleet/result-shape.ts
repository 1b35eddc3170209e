type Members = Readonly<Record<string, unknown>>;

/** Whether a value has the form of the end of a result. What its numbers and texts say is not looked at. */
export function isResultEnd(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { parts, lines, lengths, range, counts, hasUnread, isInseparable, exchanges, bytes, listing } = value;
  return (
    Array.isArray(parts) &&
    parts.every(isCount) &&
    isCount(lines) &&
    isObject(lengths) &&
    isCount(lengths.entries) &&
    isCount(lengths.lines) &&
    (range === null || (Array.isArray(range) && range.length === 2 && range.every(isCount))) &&
    typeof hasUnread === 'boolean' &&
    typeof isInseparable === 'boolean' &&
    isCount(exchanges) &&
    isCount(bytes) &&
    isObject(listing) &&
    isRoom(listing.violations) &&
    isRoom(listing.leftOut) &&
    isObject(counts) &&
    [counts.mediaTypes, counts.parameters, counts.items].every((nested) => isPairs(nested, isNumbers)) &&
    [counts.properties, counts.enumMembers].every(isNumbers)
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
  if ('traces' in value) return isTraces(value.traces) && isCount(value.facts) && isCount(value.length);
  if ('sum' in value) return isSum(value.sum) && (value.ifKeeping === undefined || isSum(value.ifKeeping));
  if ('unread' in value) return typeof value.detail === 'string' && isCount(value.index);
  if ('outcome' in value) return isOutcome(value.outcome) && isSeen(value.credentials) && isTrace(value.trace);
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

function isTraces(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { isQuiet, writes, created, deleted, missing, answering } = value;
  return typeof isQuiet === 'boolean' && isCount(writes) && [created, deleted, missing, answering].every(isHashes);
}

/** Whether a text is what `hashText` writes: a list of counts, looked at without reading it. */
function isHashes(value: unknown): boolean {
  if (!isText(value)) return false;
  if (value === '') return true;
  return /^\[\d/.test(value) && /\d\]$/.test(value) && !/[^\d,]|,,|(?:^|,)0\d/.test(value.slice(1, -1));
}

function isSum(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { first, last, tally, faults, violations, listed, list, carried, withheld, held } = value;
  return (
    [first, last, violations, withheld].every(isCount) &&
    isRoom(listed) &&
    isText(list) &&
    isText(held) &&
    typeof carried === 'boolean' &&
    isText(faults) &&
    isTally(tally)
  );
}

const SUMS = ['entries', 'passed', 'failed', 'inconclusive', 'errors', 'warnings', 'accepted', 'placeholdersAllowed'];

function isTally(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { reasons, outOfScope, servers, operations } = value;
  return (
    SUMS.every((name) => isCount(value[name])) &&
    [reasons, outOfScope, servers].every(isNumbers) &&
    Array.isArray(operations) &&
    operations.every(
      (each: unknown) =>
        Array.isArray(each) &&
        isText(each[0]) &&
        each.slice(1, 5).every(isCount) &&
        Array.isArray(each[5]) &&
        each[5].every((pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(Number.isInteger)),
    )
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
  if (!isObject(value) || !isCount(value.exchange) || !hasTexts(value, ['source', 'operation'])) return false;
  if (!('verdict' in value)) return true;
  return (
    typeof value.verdict === 'string' &&
    Array.isArray(value.reasons) &&
    Array.isArray(value.violations) &&
    value.violations.every(isViolation)
  );
}

const OF_VIOLATION = ['source', 'operation', 'in', 'part', 'location', 'keyword', 'severity', 'message', 'schema'];

function isViolation(value: unknown): boolean {
  return isObject(value) && isCount(value.exchange) && hasTexts(value, OF_VIOLATION);
}

/** Whether it says of an exchange if it carried credentials; most say nothing. */
function isSeen(value: unknown): boolean {
  if (value === undefined || value === 'carried') return true;
  return isObject(value) && (value.withheld === undefined || isViolation(value.withheld));
}

function isTrace(value: unknown): boolean {
  if (value === undefined) return true;
  if (!isObject(value) || !isCount(value.exchange)) return false;
  const { created } = value;
  if (created !== undefined && !(isObject(created) && isText(created.path))) return false;
  return hasTexts(value, ['source', 'operation', 'method', 'path', 'target']);
}

function hasTexts(value: Members, names: readonly string[]): boolean {
  return names.every((name) => isText(value[name]));
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

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRoom(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(isCount);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

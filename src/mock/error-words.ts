/**
 * What errors of a status are called: the reason phrase first (RFC 9110 §15, RFC 6585), then names that services use.
 */
const NAMES: Readonly<Record<number, readonly [reason: string, ...others: string[]]>> = {
  400: ['Bad Request', 'invalid request', 'invalid argument', 'invalid parameter', 'invalid input', 'validation'],
  401: ['Unauthorized', 'unauthenticated', 'authentication', 'invalid token', 'invalid credentials'],
  402: ['Payment Required'],
  403: ['Forbidden', 'access denied', 'permission denied', 'insufficient', 'not authorized'],
  404: ['Not Found', 'no such', 'does not exist', 'unknown resource'],
  405: ['Method Not Allowed'],
  406: ['Not Acceptable'],
  408: ['Request Timeout', 'timeout', 'timed out'],
  409: ['Conflict', 'already exists', 'duplicate'],
  410: ['Gone', 'deleted', 'expired'],
  411: ['Length Required'],
  412: ['Precondition Failed'],
  413: ['Content Too Large', 'too large'],
  414: ['URI Too Long'],
  415: ['Unsupported Media Type', 'not supported'],
  422: ['Unprocessable Content', 'unprocessable', 'validation', 'invalid'],
  423: ['Locked'],
  428: ['Precondition Required'],
  429: ['Too Many Requests', 'rate limit', 'rate exceeded', 'throttl', 'limit reached', 'quota'],
  431: ['Request Header Fields Too Large', 'too large'],
  451: ['Unavailable For Legal Reasons'],
  500: ['Internal Server Error', 'internal error', 'server error', 'general exception', 'unexpected'],
  501: ['Not Implemented'],
  502: ['Bad Gateway'],
  503: ['Service Unavailable', 'not available', 'unavailable', 'maintenance', 'overload'],
  504: ['Gateway Timeout', 'timeout', 'timed out', 'deadline exceeded'],
  507: ['Insufficient Storage', 'quota'],
};

/** The reason phrase of an error status; undefined if it has none. */
export function reasonOf(status: number): string | undefined {
  return NAMES[status]?.[0];
}

/** Whether a code, a title or the name of an example speaks of this status: `ITEM_NOT_FOUND` of 404. */
export function speaksOf(text: string, status: number): boolean {
  const letters = lettersOf(text);
  return NAMES[status]?.some((name) => letters.includes(lettersOf(name))) ?? false;
}

/** Whether it speaks of any status at all. */
export function speaksOfAny(text: string): boolean {
  return Object.keys(NAMES).some((status) => speaksOf(text, Number(status)));
}

/** The name of the status, written as the sample is: `service_unavailable` for `invalid_request`. */
export function codeLike(sample: string, status: number): string | undefined {
  const reason = reasonOf(status);
  if (reason === undefined) return undefined;
  const words = reason.split(' ');
  const lower = words.map((word) => word.toLowerCase());
  if (sample.includes(' ') || /^[A-Z][a-z]+$/.test(sample)) return reason;
  if (sample.includes('-')) return lower.join('-');
  if (sample.includes('.')) return lower.join('.');
  if (/^[A-Z_]+$/.test(sample)) return lower.join('_').toUpperCase();
  if (sample.includes('_')) return lower.join('_');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
  return /^[A-Z]/.test(sample) ? joined : joined.charAt(0).toLowerCase() + joined.slice(1);
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}

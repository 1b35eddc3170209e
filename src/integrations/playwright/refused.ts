import { headerValue, isObject, type JsonValue, type LiveExchange, readJson } from '../../model/index.js';

/** Whether a mock of Docproof refused the request because it breaks the contract: `sl-violations` then says where. */
export function refusedByMock({ response: { status, headers } }: LiveExchange): boolean {
  const header = headerValue(headers, 'sl-violations');
  if (header === undefined || status < 400 || status > 499) return false;
  const entries = entriesIn(header);
  return Array.isArray(entries) && entries.some(isErrorOfRequest);
}

function isErrorOfRequest(entry: JsonValue): boolean {
  if (!isObject(entry) || entry.severity !== 'Error') return false;
  return Array.isArray(entry.location) && entry.location[0] === 'request';
}

function entriesIn(text: string): JsonValue {
  try {
    return readJson(text);
  } catch {
    return null;
  }
}

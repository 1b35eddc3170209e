import type { OperationFacts } from '../../../feed/tools.js';

const ERRORS = ['400', '401', '403', '404', '409', '429'];

/** A documented range, and `default`, stand for their usual members. */
const OF_RANGES: Readonly<Record<string, readonly string[]>> = {
  '2XX': ['200', '201', '204'],
  '4XX': ERRORS,
  '5XX': ['500', '502', '503'],
  default: [...ERRORS, '500', '503'],
};

/** The statuses of a documented response, which one may ask for. */
export function membersOf(status: string): readonly string[] {
  if (/^\d{3}$/.test(status)) return [status];
  return OF_RANGES[status.toUpperCase()] ?? OF_RANGES[status] ?? [];
}

/** The statuses that the operation can answer with, and what the document says of each. */
export function statusesOf({ responses }: OperationFacts): readonly (readonly [status: string, words: string])[] {
  const words = new Map<string, string>();
  for (const { status, description } of responses)
    for (const each of membersOf(status)) if (!words.has(each)) words.set(each, description);
  return [...words].sort();
}

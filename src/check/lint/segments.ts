/**
 * How the URLs that two segments of path templates fit are related: `more` if the first is the more concrete one,
 * `less` if the second is, `crossed` if each fits texts that the other does not.
 */
export type Overlap = 'same' | 'more' | 'less' | 'crossed';

/**
 * Compares two segments of path templates, whose variables are written `{}`.
 * @returns undefined where no text fits both
 */
export function overlapOf(one: string, other: string): Overlap | undefined {
  if (one === other) return 'same';
  if (!agree(one, other)) return undefined;
  if (covers(other, one)) return 'more';
  if (covers(one, other)) return 'less';
  return one.includes('{}') && other.includes('{}') ? 'crossed' : undefined;
}

/** Whether each text that fits `one` fits `template`. A variable matches at least one character. */
function covers(template: string, one: string): boolean {
  const [start = '', ...rest] = template.split('{}');
  const end = rest.pop();
  if (end === undefined || !one.startsWith(start)) return false;
  let at = start.length;
  for (const part of rest) {
    const found = one.indexOf(part, next(one, at));
    if (found < 0) return false;
    at = found + part.length;
  }
  return one.endsWith(end) && next(one, at) <= one.length - end.length;
}

/** Where the first character ends: a variable counts as one. */
function next(text: string, at: number): number {
  return at + (text.startsWith('{}', at) ? 2 : 1);
}

/** Whether two segments may begin alike and end alike. Asked of most pairs, so that it makes no new texts of them. */
function agree(one: string, other: string): boolean {
  const start = Math.min(startOf(one), startOf(other));
  for (let at = 0; at < start; at += 1) if (one[at] !== other[at]) return false;
  const end = Math.min(endOf(one), endOf(other));
  for (let at = 1; at <= end; at += 1) if (one.at(-at) !== other.at(-at)) return false;
  return true;
}

/** How many characters there are before the first variable. */
function startOf(segment: string): number {
  const at = segment.indexOf('{}');
  return at < 0 ? segment.length : at;
}

/** How many characters there are behind the last variable. */
function endOf(segment: string): number {
  const at = segment.lastIndexOf('{}');
  return at < 0 ? segment.length : segment.length - at - 2;
}

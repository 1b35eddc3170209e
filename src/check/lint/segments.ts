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
  if (covers(other, one)) return 'more';
  if (covers(one, other)) return 'less';
  return one.includes('{}') && other.includes('{}') && agree(one, other) ? 'crossed' : undefined;
}

/** Whether each text that fits `one` fits `template`. A variable stands for at least one character. */
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

/** Whether two segments may begin alike and end alike. */
function agree(one: string, other: string): boolean {
  const [a, b] = [one.split('{}'), other.split('{}')];
  const [startA = '', startB = ''] = [a[0], b[0]];
  const [endA = '', endB = ''] = [a.at(-1), b.at(-1)];
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
}

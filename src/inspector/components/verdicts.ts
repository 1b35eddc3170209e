/** How a verdict is marked in lists, for those who see and for those who hear. */
export const VERDICT_MARKS = { fail: '✗', inconclusive: '?', pass: '✓', 'out-of-scope': '–' } as const;

export const VERDICT_WORDS = {
  fail: 'failed',
  inconclusive: 'not judged in full',
  pass: 'passed',
  'out-of-scope': 'out of scope',
} as const;

/** The color of a row is that of a violation of this severity. */
export const VERDICT_COLORS = {
  fail: 'error',
  inconclusive: 'warning',
  pass: 'passed',
  'out-of-scope': 'accepted',
} as const;

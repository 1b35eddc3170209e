import type { Summary } from '../../model/index.js';
import { count, INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from '../words.js';

/** The end of a check in words. */
export interface Verdict {
  readonly outcome: 'passed' | 'failed' | 'nothing-checked';
  readonly word: 'PASSED' | 'FAILED' | 'NOTHING CHECKED';
  /** `5 errors and 1 warning in 7 exchanges: 3 passed, 3 failed, 1 inconclusive` */
  readonly sentence: string;
  /** The reason why a pass is not a full one. */
  readonly gap?: string;
}

/** Words the end of a check: it failed where there are errors, and passed where there are only warnings. */
export function verdictOf({ checked, failed, passed, inconclusive, errors, warnings, ...rest }: Summary): Verdict {
  if (checked === 0)
    return { outcome: 'nothing-checked', word: 'NOTHING CHECKED', sentence: 'no exchange was in scope' };
  const faults = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
    .filter((word) => word !== '')
    .join(' and ');
  const exchanges = `in ${count(checked, 'exchange')}: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive`;
  if (errors > 0) return { outcome: 'failed', word: 'FAILED', sentence: `${faults} ${exchanges}` };
  const unread = rest.unread.length + rest.unreadLeftOut;
  return {
    outcome: 'passed',
    word: 'PASSED',
    sentence: `${faults === '' ? 'no violations' : `with ${faults}`} ${exchanges}`,
    ...(unread > 0 ? { gap: `${count(unread, 'entry', 'entries')} could not be read` } : {}),
  };
}

/** Everything that was seen and not judged, or not counted, a line each; without entries that could not be read. */
export function notChecked(summary: Summary): string[] {
  const lines: string[] = [];
  for (const [reason, times] of entriesOf(summary.inconclusiveReasons))
    lines.push(`not judged in full: ${count(times, 'exchange')}, ${INCONCLUSIVE_WORDS[reason]}`);
  for (const [reason, times] of entriesOf(summary.outOfScope))
    lines.push(`out of scope: ${count(times, 'exchange')}, ${OUT_OF_SCOPE_WORDS[reason]}`);
  if (summary.credentialsNotJudged > 0)
    lines.push(
      `credentials: ${count(summary.credentialsNotJudged, 'request')} without the documented ones, which the recorder may have removed`,
    );
  if (summary.placeholdersAllowed > 0)
    lines.push(`allowed: ${count(summary.placeholdersAllowed, 'repeated placeholder')}`);
  if (summary.accepted > 0) lines.push(`accepted by the baseline: ${count(summary.accepted, 'violation')}`);
  return lines;
}

function entriesOf<K extends string>(counts: Readonly<Partial<Record<K, number>>>): [K, number][] {
  const entries: [K, number][] = [];
  for (const key in counts) {
    const times = counts[key];
    if (times !== undefined && times > 0) entries.push([key, times]);
  }
  return entries;
}

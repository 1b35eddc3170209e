import { type Coverage, count, type RunVerdict, type Summary } from '../model/index.js';

/** What a check must reach beyond having no errors. */
export interface Demands {
  /** Whether warnings fail the check, too. @default error */
  readonly failOn?: 'error' | 'warning' | 'never';
  /** Percent of the operations that must be seen. @default 0 */
  readonly minCoverage?: number;
  /** Percent of the exchanges that may be inconclusive. @default 100 */
  readonly maxInconclusive?: number;
}

/**
 * How a check ended, in the words that every report uses.
 *
 * It failed where there are errors, or where it does not reach what was demanded of it. Where no exchange passed or
 * failed, or an entry could not be read, which may have held anything, that is not a pass: it is inconclusive.
 * The command line derives its exit code from the outcome, and from nothing else.
 */
export function runVerdictOf(summary: Summary, { percent }: Pick<Coverage, 'percent'>, demands: Demands): RunVerdict {
  const { checked, failed, passed, inconclusive, errors, warnings } = summary;
  if (checked === 0) {
    const isRead = summary.entries > summary.unread.length + summary.unreadLeftOut;
    const gaps = gapsOf(summary);
    return stoppedVerdict(
      (isRead ? ['no exchange was in scope', ...gaps] : [gaps[0] ?? 'no exchange was read']).join('; '),
    );
  }
  const unmet = unmetOf(summary, percent, demands);
  const faults = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
    .filter((word) => word !== '')
    .join(' and ');
  const endings = `${passed} passed, ${failed} failed, ${inconclusive} inconclusive`;
  const exchanges = `in ${count(checked, 'exchange')}: ${endings}`;
  const gaps = gapsOf(summary);
  const isNever = demands.failOn === 'never' && unmet.length === 0;
  const fails = errors > 0 || (demands.failOn === 'warning' && warnings > 0);
  if (fails && !(isNever && gaps.length > 0)) {
    const excused = isNever ? ['--fail-on never lets the command succeed all the same'] : [];
    return ended('failed', 'FAILED', [` ${faults} ${exchanges}`, ...unmet, ...gaps, ...excused].join('; '), unmet);
  }
  if (passed + failed === 0) {
    const none = ` no exchange could be judged in full${faults === '' ? '' : `, with ${faults}`}: ${endings}`;
    return ended('inconclusive', 'INCONCLUSIVE', [none, ...unmet, ...gaps].join('; '), unmet);
  }
  const found = `${faults === '' ? 'no violations' : faults} ${exchanges}`;
  if (unmet.length > 0) return ended('failed', 'FAILED', ` ${[...unmet, found, ...gaps].join('; ')}`, unmet);
  if (gaps.length > 0) return stoppedVerdict([...gaps, found].join('; '));
  const partly = `, ${inconclusive} not judged in full; `;
  const whole = inconclusive > 0 ? partly : warnings > 0 ? ' with ' : ' ';
  return ended('passed', 'PASSED', `${whole}${found}`, unmet);
}

/** The verdict of a check that proves nothing, for this reason. */
export function stoppedVerdict(reason: string): RunVerdict {
  return ended('inconclusive', 'INCONCLUSIVE', ` ${reason}`, []);
}

function ended(
  outcome: RunVerdict['outcome'],
  word: RunVerdict['word'],
  rest: string,
  unmet: readonly string[],
): RunVerdict {
  return { outcome, word, line: `${word}${rest}`, unmet };
}

/** The demands that were not met, a clause each. */
function unmetOf(
  { checked, inconclusive }: Summary,
  percent: number,
  { minCoverage = 0, maxInconclusive = 100 }: Demands,
): string[] {
  const unmet: string[] = [];
  if (percent < minCoverage)
    unmet.push(`coverage is ${percent} % of operations, and --min-coverage asks for ${minCoverage} %`);
  const share = (inconclusive / checked) * 100;
  if (share > maxInconclusive)
    unmet.push(
      `${inconclusive} of ${count(checked, 'exchange')} (${Math.round(share * 10) / 10} %) could not be judged in full, and --max-inconclusive allows ${maxInconclusive} %`,
    );
  return unmet;
}

/** What keeps a verdict from being a whole one. */
function gapsOf({ unread, unreadLeftOut }: Summary): string[] {
  const lost = unread.length + unreadLeftOut;
  return lost > 0 ? [`${count(lost, 'entry', 'entries')} could not be read`] : [];
}

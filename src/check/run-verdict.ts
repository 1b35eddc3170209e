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
 * failed, nothing was judged: that is not a pass.
 */
export function runVerdictOf(summary: Summary, { percent }: Pick<Coverage, 'percent'>, demands: Demands): RunVerdict {
  const { checked, failed, passed, inconclusive, errors, warnings } = summary;
  if (checked === 0) {
    const isRead = summary.entries > summary.unread.length + summary.unreadLeftOut;
    const why = isRead
      ? [' no exchange was in scope', ...gapsOf(summary)]
      : [` ${gapsOf(summary)[0] ?? 'no exchange was read'}`];
    return ended('nothing-checked', 'NOTHING CHECKED', why.join('; '), []);
  }
  const unmet = unmetOf(summary, percent, demands);
  const faults = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : '']
    .filter((word) => word !== '')
    .join(' and ');
  const exchanges = `in ${count(checked, 'exchange')}: ${passed} passed, ${failed} failed, ${inconclusive} inconclusive`;
  const gaps = gapsOf(summary);
  const fails = errors > 0 || (demands.failOn === 'warning' && warnings > 0);
  if (fails) return ended('failed', 'FAILED', [` ${faults} ${exchanges}`, ...unmet, ...gaps].join('; '), unmet);
  if (passed + failed === 0) {
    const none = ` no exchange could be judged in full${faults === '' ? '' : `, with ${faults}`} ${exchanges}`;
    return ended('inconclusive', 'INCONCLUSIVE', [none, ...unmet, ...gaps].join('; '), unmet);
  }
  const found = `${faults === '' ? 'no violations' : faults} ${exchanges}`;
  if (unmet.length > 0) return ended('failed', 'FAILED', ` ${[...unmet, found, ...gaps].join('; ')}`, unmet);
  const partly = `, ${inconclusive} not judged in full; `;
  const whole = inconclusive > 0 ? partly : warnings > 0 ? ' with ' : ' ';
  return ended('passed', 'PASSED', `${whole}${[found, ...gaps].join('; ')}`, unmet);
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

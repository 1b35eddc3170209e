import type { Answered, CallbackOutcome } from '../api/index.js';
import { printable } from '../model/index.js';
import type { LISTENING, OptionsOf } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { say, saySoon } from './output.js';

/** Prism's levels. `trace` and `debug` log the same as `info`, `fatal` the same as `silent`. */
type LogLevel = NonNullable<OptionsOf<typeof LISTENING>['verboseLevel']>;

/** Faults of one request beyond this number are only counted. */
const LISTED = 5;

/** Writes a line for each request to standard error, and its faults below. Undefined where nothing is logged. */
export function requestLog(level: LogLevel, color: boolean): ((answered: Answered) => void) | undefined {
  if (level === 'silent' || level === 'fatal') return undefined;
  const { red, yellow, green, dim } = colorsFor(color);
  return ({ method, target, status, ending, faults, batchId }) => {
    const isRefused = status >= 400 || ending === 'reset' || ending === 'cut';
    if (level === 'error' && !isRefused) return;
    if (level === 'warn' && !isRefused && faults.length === 0) return;
    const paint = isRefused ? red : faults.length > 0 ? yellow : green;
    const inBatch = batchId === undefined ? '' : dim(` (request ${printable(batchId)} of a batch)`);
    saySoon(`${method} ${printable(target)}${inBatch} ${dim('→')} ${paint(ENDINGS[ending ?? 'whole'](status))}`);
    for (const { severity, text } of faults.slice(0, LISTED))
      saySoon(`  ${severity === 'error' ? red('✗') : yellow('!')} ${printable(text)}`);
    if (faults.length > LISTED) saySoon(dim(`  … and ${faults.length - LISTED} more`));
  };
}

/** What the client got. */
const ENDINGS = {
  whole: String,
  reset: () => 'no answer: the connection was reset',
  slow: (status: number) => `${status}, sent slowly`,
  cut: (status: number) => `${status}, cut off before its end`,
} as const satisfies Record<NonNullable<Answered['ending']> | 'whole', (status: number) => string>;

/** Writes a line for each callback to standard error. */
export function callbackLog(color: boolean): (outcome: CallbackOutcome) => void {
  const { red, green, dim } = colorsFor(color);
  return ({ name, method, url, status, error }) => {
    const became = status === undefined ? red(error ?? 'failed') : (status < 400 ? green : red)(String(status));
    say(`callback ${name}: ${method} ${printable(url)} ${dim('→')} ${became}`);
  };
}

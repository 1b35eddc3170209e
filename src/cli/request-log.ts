import type { Answered, CallbackOutcome } from '../api/index.js';
import { printable, rememberingText } from '../model/index.js';
import type { LISTENING, OptionsOf } from '../options/index.js';
import { colorsFor } from '../report/colors.js';
import { say, saySoonAsIs } from './output.js';

/** Prism's levels. `trace` and `debug` log the same as `info`, `fatal` the same as `silent`. */
type LogLevel = NonNullable<OptionsOf<typeof LISTENING>['verboseLevel']>;

/** Faults of one request beyond this number are only counted. */
const LISTED = 5;

/**
 * Writes a line for each request to standard error, and its faults below. A preflight that was allowed shares the line
 * of the request that follows it. Undefined where nothing is logged.
 */
export function requestLog(level: LogLevel, color: boolean): ((answered: Answered) => void) | undefined {
  if (level === 'silent' || level === 'fatal') return undefined;
  const { red, yellow, green, dim } = colorsFor(color);
  const arrow = dim('→');
  const clean = rememberingText(printable, TEXTS);
  const lines = {
    error: rememberingText((text) => `  ${red('✗')} ${printable(text)}\n`, TEXTS),
    warning: rememberingText((text) => `  ${yellow('!')} ${printable(text)}\n`, TEXTS),
  };
  const write = ({ method, target, status, ending, faults, batchId, milliseconds, example }: Answered, note = '') => {
    const isRefused = status >= 400 || ending === 'reset' || ending === 'cut';
    if (level === 'error' && !isRefused) return;
    if (level === 'warn' && !isRefused && faults.length === 0) return;
    const paint = isRefused ? red : faults.length > 0 ? yellow : green;
    const inBatch = batchId === undefined ? '' : dim(` (request ${printable(batchId)} of a batch)`);
    const asked = `${dim(clock())} ${clean(method)} ${clean(target)}${inBatch}`;
    const became = paint(ENDINGS[ending ?? 'whole'](status));
    const took = milliseconds === undefined ? '' : ` in ${shortly(milliseconds)} ms`;
    const from = example === undefined || example === UNNAMED ? '' : `, example ${clean(example)}`;
    let text = `${asked} ${arrow} ${became}${dim(`${took}${from}${note}`)}\n`;
    for (let index = 0; index < faults.length && index < LISTED; index += 1) {
      const fault = faults[index];
      if (fault) text += lines[fault.severity](fault.text);
    }
    if (faults.length > LISTED) text += `${dim(`  … and ${faults.length - LISTED} more`)}\n`;
    saySoonAsIs(text);
  };
  const preflights = waitingPreflights((answered) => write(answered, ' (preflight; no request followed)'));
  return (answered) => {
    if (answered.isPreflight && answered.status < 400 && answered.faults.length === 0) preflights.hold(answered);
    else write(answered, answered.isPreflight ? ' (preflight)' : preflights.release(answered));
  };
}

/** Texts that come again and again, of which clients choose some: they are looked at once. */
const TEXTS = { most: 1_000, longest: 1_000 };

/** An example without a name in the document. */
const UNNAMED = 'default';

/** A request comes right after its preflight: one that waits longer is told by itself, in milliseconds. */
const PATIENCE = 2_000;

/** Holds preflights until the request comes for which they were made. @param tell of those for which none came */
function waitingPreflights(tell: (answered: Answered) => void) {
  const held = new Map<string, Answered[]>();
  let isWaiting = false;
  const tellAll = (): void => {
    isWaiting = false;
    const all = [...held.values()].flat();
    held.clear();
    for (const each of all) tell(each);
  };
  // Before what waits is written.
  process.prependOnceListener('exit', tellAll);
  return {
    hold(answered: Answered): void {
      held.set(answered.target, [...(held.get(answered.target) ?? []), answered]);
      if (!isWaiting) setTimeout(tellAll, PATIENCE).unref();
      isWaiting = true;
    },
    /** What the line of a request says of its preflights. */
    release({ target }: Answered): string {
      const count = held.size === 0 ? 0 : (held.get(target)?.length ?? 0);
      if (count === 0) return '';
      held.delete(target);
      return count === 1 ? ', after a preflight' : `, after ${count} preflights`;
    },
  };
}

let second = 0;
let shown = '';

/** The time of day. It is written once a second: there may be thousands of requests in one. */
function clock(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    shown = new Date().toTimeString().slice(0, 8);
  }
  return shown;
}

/** `0.4`, `12` */
function shortly(milliseconds: number): string {
  return String(milliseconds < 10 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds));
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

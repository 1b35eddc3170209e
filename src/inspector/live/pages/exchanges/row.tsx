import type { Row } from '../../../components/list.js';
import { VERDICT_COLORS, VERDICT_MARKS, VERDICT_WORDS } from '../../../components/verdicts.js';
import type { SlimLine } from '../../model/slim-line.js';

/** Below this width, in CSS pixels, a row has two lines. */
const WIDE = 720;
/** From here on there is room for what is wrong, too. */
const WIDEST = 1300;

/** How much room a row has. */
export type RowSize = 'narrow' | 'wide' | 'wide widest';

/** The size of the rows of a list that is so wide, in CSS pixels. */
export function rowSizeOf(width: number): RowSize {
  if (width < WIDE) return 'narrow';
  return width < WIDEST ? 'wide' : 'wide widest';
}

/** In CSS pixels. */
export function rowHeightOf(size: RowSize): number {
  return size === 'narrow' ? 52 : 30;
}

/** A row of the list of exchanges. */
export function exchangeRow(line: SlimLine, size: RowSize): Row {
  const { verdict } = line;
  const isWidest = size === 'wide widest';
  const content = size === 'narrow' ? <NarrowRow line={line} /> : <WideRow line={line} isWidest={isWidest} />;
  const worst = verdict === 'pass' && faultsOf(line).warnings > 0 ? 'passed warned' : VERDICT_COLORS[verdict];
  return { class: `exchange ${size} ${worst}`, content };
}

/** The names of the columns of wide rows. */
export function RowHead({ size }: { readonly size: RowSize }) {
  return (
    <div class={`row-head exchange ${size}`} aria-hidden="true">
      <span />
      <span>time</span>
      <span>method</span>
      <span>status</span>
      <span>path</span>
      <span>operation</span>
      {size === 'wide widest' && <span>what is wrong</span>}
      <span>body</span>
      <span class="amount">ms</span>
      <span class="amount">found</span>
    </div>
  );
}

interface LineProps {
  readonly line: SlimLine;
}

function WideRow({ line, isWidest }: LineProps & { readonly isWidest: boolean }) {
  const { startedDateTime, method, target, operation, time } = line;
  return (
    <>
      <Mark line={line} />
      <span class="time">{clock(startedDateTime)}</span>
      <span class="method">{method}</span>
      <Status line={line} />
      <span class="target">{target}</span>
      <span class="operation">{operation}</span>
      {isWidest && <span class="wrong">{wrongIn(line)}</span>}
      <span class="body">{bodyWord(line)}</span>
      <span class="amount">{milliseconds(time)}</span>
      <Found line={line} />
    </>
  );
}

function NarrowRow({ line }: LineProps) {
  const { startedDateTime, method, target, time } = line;
  return (
    <>
      <Mark line={line} />
      <span class="target">
        <span class="method">{method}</span> {target}
      </span>
      <Status line={line} />
      <span class="message">
        {[clock(startedDateTime), time > 0 ? `${milliseconds(time)} ms` : '', wrongIn(line) || bodyWord(line)]
          .filter((word) => word !== '')
          .join(' · ')}
      </span>
      <Found line={line} />
    </>
  );
}

/** The first violation in words, errors first. */
function wrongIn({ violations }: SlimLine): string {
  const first = violations.find(({ severity }) => severity === 'error') ?? violations[0];
  return first ? `${first.location} ${first.message}`.trimStart() : '';
}

function Mark({ line: { verdict } }: LineProps) {
  return (
    <span class="mark" role="img" aria-label={VERDICT_WORDS[verdict]}>
      {VERDICT_MARKS[verdict]}
    </span>
  );
}

function Status({ line: { status, sentStatus } }: LineProps) {
  return (
    <span class={`status s${Math.floor(status / 100)}`}>
      {status === 0 ? 'reset' : status}
      {sentStatus !== undefined && ` → ${sentStatus}`}
    </span>
  );
}

function Found({ line }: LineProps) {
  const { errors, warnings } = faultsOf(line);
  return (
    <span class="amount found">
      {errors > 0 && <span class="errors" title={`${errors} errors`}>{`✗${errors}`}</span>}
      {errors > 0 && warnings > 0 && ' '}
      {warnings > 0 && <span class="warnings" title={`${warnings} warnings`}>{`!${warnings}`}</span>}
    </span>
  );
}

/** How many errors and warnings an exchange has. */
export function faultsOf({ violations }: SlimLine): { readonly errors: number; readonly warnings: number } {
  const errors = violations.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: violations.length - errors };
}

/** Where the body comes from, in a word. */
export function bodyWord({ answeredBy, example, at, ...line }: SlimLine & { readonly body?: string }): string {
  if (at !== undefined) return at;
  if (answeredBy !== 'mock') return answeredBy;
  if (example !== undefined) return example === 'default' ? 'example' : example;
  return line.body ?? '';
}

/** `14:03:07.042`, on the clock of the reader. */
export function clock(startedDateTime: string): string {
  const date = new Date(startedDateTime);
  // A capture that does not say when.
  if (date.getTime() === 0) return '';
  const padded = (number: number, width = 2): string => String(number).padStart(width, '0');
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => padded(each));
  return `${hours}:${minutes}:${seconds}.${padded(date.getMilliseconds(), 3)}`;
}

/** Three digits at most, where that says enough. */
export function milliseconds(time: number): string {
  return time >= 100 ? String(Math.round(time)) : time >= 10 ? time.toFixed(1) : time.toFixed(2);
}

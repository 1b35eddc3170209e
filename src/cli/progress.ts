import { captureSize } from '../api/index.js';
import { colorsFor } from '../report/colors.js';
import type { CommonFlags } from './options.js';
import { wantsColor } from './output.js';

/** Shorter checks show nothing. In milliseconds, as the next. */
const QUIET_FOR = 500;
const REDRAW_EVERY = 100;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const BAR_COLUMNS = 20;

/** Receives the progress of a check while it runs. */
export interface Progress {
  /** Called with the number of bytes of captures as they are read. */
  readonly onRead: (bytes: number) => void;
  readonly onProgress: (exchanges: number, violations: number) => void;
  /** Takes the line away. */
  stop(): void;
}

/** Where progress is drawn. */
export interface ProgressTerminal {
  readonly columns: number;
  readonly color: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds that only grow. */
  readonly now: () => number;
}

/** Progress is for eyes: a terminal's, where nobody asked for quiet. */
export async function startProgress(
  captures: readonly string[],
  { quiet, color }: CommonFlags,
  limits: Parameters<typeof captureSize>[1] = {},
): Promise<Progress | undefined> {
  const { stderr } = process;
  if (quiet || !stderr.isTTY || process.env.TERM === 'dumb') return undefined;
  const progress = drawProgress(await captureSize(captures, limits), {
    columns: stderr.columns,
    color: wantsColor(color, stderr),
    write: (text) => stderr.write(text),
    now: () => performance.now(),
  });
  return stoppedBySignals(progress, process);
}

/** An object that receives signals, and can be sent one. */
export interface Signalled {
  readonly pid: number;
  once(signal: NodeJS.Signals, listener: () => void): unknown;
  off(signal: NodeJS.Signals, listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

/** The line does not stay where the check is stopped; the signal then does what it does otherwise. */
export function stoppedBySignals(progress: Progress, process: Signalled): Progress {
  const listeners = SIGNALS.map((signal) => ({
    signal,
    listener() {
      stop();
      process.kill(process.pid, signal);
    },
  }));
  const stop = (): void => {
    progress.stop();
    for (const { signal, listener } of listeners) process.off(signal, listener);
  };
  for (const { signal, listener } of listeners) process.once(signal, listener);
  return { ...progress, stop };
}

/**
 * Redraws one line: how much of the captures was read, how many exchanges were judged, how fast, and how many
 * violations they have.
 * @param total bytes of all captures, undefined if unknown
 */
export function drawProgress(total: number | undefined, terminal: ProgressTerminal): Progress {
  const began = terminal.now();
  let drawn = began + QUIET_FOR - REDRAW_EVERY;
  let isShown = false;
  let read = 0;
  let exchanges = 0;
  let violations = 0;
  const draw = (): void => {
    const now = terminal.now();
    if (now - drawn < REDRAW_EVERY) return;
    drawn = now;
    isShown = true;
    const seconds = (now - began) / 1000;
    const share = total === undefined || total === 0 ? undefined : Math.min(1, read / total);
    terminal.write(`\r\u001b[K${lineOf({ share, exchanges, violations, seconds }, terminal)}`);
  };
  return {
    onRead(bytes) {
      read += bytes;
      draw();
    },
    onProgress(moreExchanges, moreViolations) {
      exchanges += moreExchanges;
      violations += moreViolations;
      draw();
    },
    stop() {
      if (isShown) terminal.write('\r\u001b[K');
    },
  };
}

interface Standing {
  readonly share: number | undefined;
  readonly exchanges: number;
  readonly violations: number;
  readonly seconds: number;
}

/** As much as fits; a line that wraps could not be drawn over. */
function lineOf({ share, exchanges, violations, seconds }: Standing, { columns, color }: ProgressTerminal): string {
  const { cyan, dim, red } = colorsFor(color);
  const full = Math.round((share ?? 0) * BAR_COLUMNS);
  const parts: [text: string, style: (text: string) => string][] = [
    ...(share === undefined
      ? []
      : ([
          [`${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`, cyan],
          [`${String(Math.floor(share * 100)).padStart(3)} %`, String],
        ] satisfies typeof parts)),
    [counted(exchanges, 'exchange'), String],
    [counted(violations, 'violation'), violations > 0 ? red : dim],
    [`${Math.round(exchanges / seconds).toLocaleString('en')}/s`, dim],
  ];
  let line = '';
  let used = 0;
  for (const [text, style] of parts) {
    if (used + text.length + 2 > columns) break;
    line += `${used > 0 ? '  ' : ''}${style(text)}`;
    used += text.length + 2;
  }
  return line;
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

import type { FleetEvent } from '../api/fleet.js';
import { colorsFor } from '../report/colors.js';
import type { ProgressTerminal } from './progress.js';

/** The line of progress of a check on workers. */
export interface FleetProgress {
  add(event: FleetEvent): void;
  /** Takes the line away, until the next event. */
  clear(): void;
}

type Part = readonly [text: string, style: (text: string) => string];

/** In ms. */
const REDRAW_EVERY = 200;

/** The rate is that of so much time, in ms: what workers do now, not what they did at the start. */
const WINDOW = 10_000;

const MEGABYTE = 1_000_000;

/** Redraws one line: shards, exchanges and megabytes a second, workers, and how long the rest will take. */
export function drawFleet(terminal: ProgressTerminal): FleetProgress {
  let shards = 0;
  let done = 0;
  let merged = 0;
  let workers: number | undefined;
  let drawn = Number.NEGATIVE_INFINITY;
  let isShown = false;
  let recent: { readonly at: number; readonly exchanges: number; readonly bytes: number }[] = [];

  const lineNow = (now: number): string => {
    recent = recent.filter(({ at }) => now - at < WINDOW);
    const seconds = Math.max(1, now - (recent[0]?.at ?? now)) / 1_000;
    const exchanges = recent.reduce((sum, each) => sum + each.exchanges, 0) / seconds;
    const bytes = recent.reduce((sum, each) => sum + each.bytes, 0) / seconds;
    const left = shards - done;
    const each = recent.length / seconds;
    const { cyan, dim } = colorsFor(terminal.color);
    const parts: Part[] = [
      [`${done.toLocaleString('en')} of ${shards.toLocaleString('en')} shards`, cyan],
      [`${merged.toLocaleString('en')} in the report`, String],
    ];
    if (recent.length > 1) {
      parts.push([`${Math.round(exchanges).toLocaleString('en')} exchanges/s`, String]);
      parts.push([`${(bytes / MEGABYTE).toFixed(1)} MB/s`, String]);
    }
    if (workers !== undefined) parts.push([`${workers} ${workers === 1 ? 'worker' : 'workers'}`, String]);
    if (recent.length > 1 && left > 0) parts.push([`${duration(left / each)} left`, dim]);
    let line = '';
    let used = 0;
    for (const [text, style] of parts) {
      if (used + text.length + 2 > terminal.columns) break;
      line += `${used > 0 ? '  ' : ''}${style(text)}`;
      used += text.length + 2;
    }
    return line;
  };

  return {
    add(event) {
      const now = terminal.now();
      if (event.event === 'planned') {
        shards = event.shards;
        done = event.done;
      } else if (event.event === 'further') shards += 1;
      else if (event.event === 'judged') {
        done += 1;
        recent.push({ at: now, exchanges: event.exchanges, bytes: event.bytes });
      } else if (event.event === 'merged' || event.event === 'lost') merged += 1;
      else if (event.event === 'workers') workers = event.count;
      if (now - drawn < REDRAW_EVERY) return;
      drawn = now;
      isShown = true;
      terminal.write(`\r\u001b[K${lineNow(now)}`);
    },
    clear() {
      if (isShown) terminal.write('\r\u001b[K');
      isShown = false;
    },
  };
}

/** How long something takes: `50 s`, `12 min`, `3.5 h`. */
function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`;
  return seconds < 6_000 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}

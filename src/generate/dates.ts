import type { GenerationRun } from './run.js';

const DAY = 86_400_000;

/** A moment in the last `days` days, in milliseconds since 1970. */
export function past(run: GenerationRun, days: number): number {
  return run.now - Math.floor(run.random.next() * days * DAY);
}

/** A moment in the next `days` days. */
export function future(run: GenerationRun, days: number): number {
  return run.now + DAY + Math.floor(run.random.next() * days * DAY);
}

/** `2026-01-31T08:15:00Z` (RFC 3339 §5.6), to the second. */
export function dateTime(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

/** `2026-01-31`. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** `08:15:00Z`. */
export function timeOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(11, 19)}Z`;
}

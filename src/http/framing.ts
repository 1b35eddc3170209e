import type { MediaType } from './media-type.js';

/**
 * How a text holds several values: one JSON value a line (`application/x-ndjson`, `application/jsonl`), records after a
 * separator (RFC 7464), events (`text/event-stream`), parts between boundaries (RFC 2046 §5.1: `multipart/*`, but not
 * forms, whose parts have names), or rows (RFC 4180, `text/tab-separated-values`).
 */
export type Framing = 'lines' | 'records' | 'events' | 'parts' | 'comma-rows' | 'tab-rows';

/** Subtypes by their framing; `x-` before a name means the same. */
const FRAMINGS: Readonly<Record<string, Framing>> = {
  ndjson: 'lines',
  jsonl: 'lines',
  jsonlines: 'lines',
  'json-lines': 'lines',
  'json-seq': 'records',
  'event-stream': 'events',
  csv: 'comma-rows',
  'tab-separated-values': 'tab-rows',
  tsv: 'tab-rows',
};

/** The framing of a media type; undefined for types whose body is one value. */
export function framingOf({ type, subtype }: MediaType): Framing | undefined {
  // Nearly all bodies.
  if (subtype === 'json') return undefined;
  if (type === 'multipart') return subtype === 'form-data' ? undefined : 'parts';
  if (type !== 'application' && type !== 'text') return undefined;
  const [whole = '', suffix] = subtype.split('+', 2);
  const name = suffix ?? whole.replace(/^x-/, '');
  return Object.hasOwn(FRAMINGS, name) ? FRAMINGS[name] : undefined;
}

/** Whether a body is a sequence of values that ends when the sender ends it. */
export function isStream(framing: Framing): boolean {
  return framing === 'lines' || framing === 'records' || framing === 'events' || framing === 'parts';
}

import { type Fault, type JsonValue, onOneLine, placeName, printable, writeJson } from '../model/index.js';

export { byOperation, count } from '../model/index.js';
export { INCONCLUSIVE_WORDS, OUT_OF_SCOPE_WORDS } from './reason-words.js';

/** `response body /riskLevel`, `response body item 3 /riskLevel`, `request query top`, `response status`. */
export function placeOf(fault: Pick<Fault, 'in' | 'part' | 'item' | 'location' | 'within'>): string {
  return printable(placeName(fault));
}

/** Place and message for one line, as text without control characters. */
export function sentenceOf(fault: Fault): string {
  return printable(onOneLine(fault).sentence);
}

/** Names of captures up to so many are all shown. */
const MAX_SOURCES = 3;

/** `a.har, b.har`; of very many, `a.har and 358 more`. */
export function sourcesIn(sources: readonly string[], show: (source: string) => string = printable): string {
  const [first = '', ...others] = sources;
  return sources.length <= MAX_SOURCES
    ? sources.map(show).join(', ')
    : `${show(first)} and ${others.length.toLocaleString('en')} more`;
}

/** A value on one line. */
export function oneLine(value: JsonValue): string {
  return printable(writeJson(value));
}

/** `a.har #3 (status 200)`; of several, how many, the first and the last. */
export function seenIn({ count: times, first, last }: Fault): string {
  const at = `${printable(first.source)} #${first.exchange} (status ${first.status})`;
  if (times === 1) return at;
  const lastSource = last.source === first.source ? '' : `${printable(last.source)} `;
  return `${times} times, first ${at}, last ${lastSource}#${last.exchange}`;
}

/** Text without control characters, as `printable` makes it, and without what XML 1.0 (§2.2) cannot hold. */
export function plain(text: string): string {
  return printable(text).replace(/[\ufffe\uffff]/g, '\ufffd');
}

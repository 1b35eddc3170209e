import {
  type Fault,
  type InconclusiveReason,
  type JsonValue,
  type OutOfScopeReason,
  onOneLine,
  placeName,
  printable,
  writeJson,
} from '../model/index.js';

export { byOperation, count } from '../model/index.js';

/** Why exchanges could not be judged in full, for people. */
export const INCONCLUSIVE_WORDS = {
  'body-omitted': 'the recorder left the body out',
  'body-elsewhere': 'the body is in a file beside the capture',
  'body-not-logged': 'the recorder keeps no bodies',
  'headers-omitted': 'the recorder keeps no header fields',
  'body-cut': 'the recorder cut the body',
  'body-undecodable': 'the body cannot be decoded',
  'body-not-judged':
    'nothing says how a body of this type becomes what its schema describes, or it is nested too deeply',
  'value-redacted': 'a secret was replaced where it would have been judged',
  'credentials-stripped': 'the recorder removes credentials',
  'fulfilled-by-test': "a test's own mock answered",
  'answered-by-proxy': 'the proxy answered, not the service',
  aborted: 'the response was aborted',
  'not-modified': 'not modified (304)',
  'unusable-schema': 'the schema has a keyword that cannot be used, or leads back to itself',
  'too-large': 'the schema, or what it asks of the value, is too large to be judged',
} as const satisfies Record<InconclusiveReason, string>;

/** Why exchanges were not looked at, for people. */
export const OUT_OF_SCOPE_WORDS = {
  'other-server': "to other servers than the document's",
  preflight: 'CORS preflight',
  failed: 'without a response',
  'not-http': 'not HTTP',
  undocumented: 'undocumented, and allowed to be',
} as const satisfies Record<OutOfScopeReason, string>;

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

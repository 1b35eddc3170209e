import { isNaming } from './names.js';
import type { Redactor } from './redactor.js';
import type { Span } from './shapes.js';

/** A start tag of XML or HTML: prefix, name, attributes. Every repetition is bounded. */
const TAG = /<((?:[\w.-]{1,60}:)?)([A-Za-z_][\w.-]{0,99})((?:\s[^<>]{0,2000})?)>/g;

/** The attribute that names a field: `<input name="password" value="…">`, `<meta name="csrf-token" content="…">`. */
const NAMING = /\s(?:name|key|id)\s{0,4}=\s{0,4}["']([^"'<>]{1,100})["']/i;
const HOLDING = /\s(?:value|content)\s{0,4}=\s{0,4}(["'])/i;

const CDATA = '<![CDATA[';

/**
 * Where elements and attributes of XML and HTML hold secrets: `<password>…</password>`, `<input name="password"
 * value="…">`.
 */
export function markupSpans(redactor: Redactor, text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (;;) {
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (!match) return spans;
    const [tag, prefix = '', name = '', attributes = ''] = match;
    at = match.index + tag.length;
    const own = redactor.kindOf(name);
    const field = attributes === '' ? undefined : NAMING.exec(attributes)?.[1];
    const kind = own ?? (field === undefined ? undefined : redactor.kindOf(field));
    if (kind === undefined) {
      const labelled = isNaming(name) ? labelledValue(redactor, text, at) : undefined;
      if (labelled) spans.push(labelled);
      continue;
    }
    spans.push(...held(attributes, at - 1 - attributes.length, kind));
    if (attributes.endsWith('/')) continue;
    // An HTML form's field has no content; of other elements that a `name` labels, what they hold is the value.
    if (/^(?:input|meta|link|img|br)$/i.test(name)) continue;
    const [start, end] = contentAt(text, at, `</${prefix}${name}>`);
    if (end > start && text.slice(start, end).trim() !== '') spans.push({ start, end, kind });
    at = Math.max(at, end);
  }
}

/** The name of a value and the tags up to it are no longer. */
const MAX_LABEL = 400;

/**
 * What the element behind one such as `<name>password</name>` holds: a value of XML-RPC, of a property list, of a list
 * of parameters.
 */
function labelledValue(redactor: Redactor, text: string, from: number): Span | undefined {
  const [all = '', label = ''] =
    /^\s{0,20}([^<>\s]{1,100})\s{0,20}<\/[^<>]{1,99}>(?:\s{0,40}<[A-Za-z][^<>]{0,99}(?<!\/)>){1,3}/.exec(
      text.slice(from, from + MAX_LABEL),
    ) ?? [];
  const kind = label === '' ? undefined : redactor.kindOf(label);
  if (kind === undefined) return undefined;
  const start = from + all.length;
  const end = text.indexOf('<', start);
  return end > start ? { start, end, kind } : undefined;
}

function held(attributes: string, offset: number, kind: Span['kind']): Span[] {
  const match = HOLDING.exec(attributes);
  if (!match) return [];
  const from = match.index + match[0].length;
  const end = attributes.indexOf(match[1] ?? '"', from);
  const to = end < 0 ? attributes.length : end;
  return to > from ? [{ start: offset + from, end: offset + to, kind }] : [];
}

function contentAt(text: string, from: number, endTag: string): [start: number, end: number] {
  if (text.startsWith(CDATA, from)) {
    const end = text.indexOf(']]>', from);
    return [from + CDATA.length, end < 0 ? text.length : end];
  }
  const next = text.indexOf('<', from);
  if (next < 0) return [from, text.length];
  if (text[next + 1] === '/') return [from, next];
  // Elements in it: all of them are secret.
  const close = text.indexOf(endTag, next);
  return [from, close < 0 ? text.length : close];
}

import { isNaming, type SecretKind, saysLittle } from './names.js';
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
      const names = [name, field].filter((each) => each !== undefined && saysLittle(each));
      if (names.length > 0) for (const each of shownByValue(redactor, names, text, at, attributes)) spans.push(each);
      continue;
    }
    for (const each of held(attributes, at - 1 - attributes.length, kind)) spans.push(each);
    if (attributes.endsWith('/')) continue;
    // An HTML form's field has no content; of other elements that a `name` labels, what they hold is the value.
    if (/^(?:input|meta|link|img|br)$/i.test(name)) continue;
    const [start, end] = contentAt(text, at, `</${prefix}${name}>`);
    if (end > start && text.slice(start, end).trim() !== '') spans.push({ start, end, kind });
    at = Math.max(at, end);
  }
}

/** So much of a value shows what a name is that says little. */
const PROBE = 512;

/** What an element holds that only its value shows to be a secret: `<auth>user:secret</auth>`. */
function shownByValue(
  redactor: Redactor,
  names: readonly (string | undefined)[],
  text: string,
  at: number,
  attributes: string,
): Span[] {
  const kindOf = (value: string): SecretKind | undefined => {
    for (const name of names) {
      const kind = name === undefined ? undefined : redactor.kindOf(name, undefined, value.trim());
      if (kind !== undefined) return kind;
    }
    return undefined;
  };
  const spans = held(attributes, at - 1 - attributes.length, 'login').flatMap(({ start, end }) => {
    const kind = kindOf(text.slice(start, end));
    return kind === undefined ? [] : [{ start, end, kind }];
  });
  if (attributes.endsWith('/')) return spans;
  const isCdata = text.startsWith(CDATA, at);
  const start = isCdata ? at + CDATA.length : at;
  const probe = text.slice(start, start + PROBE).split(isCdata ? ']]>' : '<', 1)[0] ?? '';
  // Elements in it say for themselves what they hold.
  if (!isCdata && probe.trim() === '') return spans;
  const kind = kindOf(probe);
  if (kind === undefined) return spans;
  const end = text.indexOf(isCdata ? ']]>' : '<', start);
  return [...spans, { start, end: end < 0 ? text.length : end, kind }];
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
  if (label === '') return undefined;
  const start = from + all.length;
  const kind = redactor.kindOf(
    label,
    undefined,
    text
      .slice(start, start + PROBE)
      .split('<', 1)[0]
      ?.trim(),
  );
  if (kind === undefined) return undefined;
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

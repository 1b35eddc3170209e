import { type SecretKind, saysLittle } from './names.js';
import type { Redactor } from './redactor.js';
import type { Span } from './shapes.js';

/**
 * `password:`, `"password" =>`, `user[password]=`, `--password=`: the name, and where its value begins. Every
 * repetition is bounded.
 */
const NAMED =
  /(?<![\w$])(?<![\w$]-)([A-Za-z_$@][\w$.@-]{0,99}(?:\[[\w.-]{0,60}\]){0,4})(?:\\{0,8}["'])?\]?\s{0,8}(?::|=>?)[^\S\r\n]{0,8}/g;

/** Values that are not secrets whatever their name. */
const NOTHING = /^(?:null|true|false|undefined|none|nil)$/i;

/** Where a text holds secrets behind their names: `password=…`, `"password": "…"` in JSON that is broken. */
export function namedSpans(redactor: Redactor, text: string): Span[] {
  if (!/[:=]/.test(text)) return [];
  const spans: Span[] = [];
  NAMED.lastIndex = 0;
  // One pattern serves all calls: its start is set again for each.
  let at = 0;
  for (;;) {
    NAMED.lastIndex = at;
    const match = NAMED.exec(text);
    if (!match) return spans;
    at = match.index + match[0].length;
    const [named, name = ''] = match;
    const known = redactor.kindOf(name);
    if (known === undefined && !saysLittle(name)) continue;
    const isLine = known === 'authorization' || known === 'cookie' || startsLine(text, match.index);
    const isWholeLine = isLine && named.includes(':');
    const kind = known ?? kindByProbe(redactor, name, text.slice(at, at + PROBE), isWholeLine);
    if (kind === undefined) continue;
    const [start, end] = valueAt(text, at, isWholeLine);
    if (end > start && !NOTHING.test(text.slice(start, Math.min(end, start + 10)))) spans.push({ start, end, kind });
    at = Math.max(at, end);
  }
}

/** So much of a text shows what the value of a name is that says little. */
const PROBE = 512;

function kindByProbe(redactor: Redactor, name: string, probe: string, isWholeLine: boolean): SecretKind | undefined {
  const [start, end] = valueAt(probe, 0, isWholeLine);
  return redactor.kindOf(name, undefined, probe.slice(start, end));
}

/** Whether only blanks precede it in its line. */
function startsLine(text: string, index: number): boolean {
  return /(?:^|[\r\n])[^\S\r\n]{0,40}["'-]?[^\S\r\n]?$/.test(text.slice(Math.max(0, index - 44), index));
}

/** The range of the value that begins here, without its quotes. */
function valueAt(text: string, from: number, isWholeLine: boolean): [start: number, end: number] {
  let open = from;
  while (text[open] === '\\' && open - from < 8) open += 1;
  const first = text[open];
  if (first === '"' || first === "'") return [open + 1, closingQuote(text, open + 1, first, open - from)];
  if (first === '[' && !text.startsWith('[redacted', open)) return [open, closingBracket(text, open, '[', ']')];
  if (first === '{') return [open, closingBracket(text, open, '{', '}')];
  const stop = isWholeLine ? /[\r\n\0"'`]/g : /[\s\p{Cc}"'`&,;<>{}()\\]/gu;
  stop.lastIndex = from;
  let end = stop.exec(text)?.index ?? text.length;
  // `[password=…]`, `<![CDATA[password=…]]>`: those that the value did not open are not its own.
  let surplus = text.slice(from, end).split('[').length - text.slice(from, end).split(']').length;
  for (; surplus < 0 && text[end - 1] === ']'; surplus += 1) end -= 1;
  return [from, end];
}

/** @param escapes number of backslashes before the opening quote */
function closingQuote(text: string, from: number, quote: string, escapes: number): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    let run = 0;
    while (at - run > from && text[at - run - 1] === '\\') run += 1;
    if (escapes === 0 ? run % 2 === 0 : run <= escapes) return at - (escapes === 0 ? 0 : run);
  }
  return text.length;
}

function closingBracket(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

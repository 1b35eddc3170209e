import type { SecretKind } from './names.js';
import type { Redactor } from './redactor.js';
import type { Span } from './shapes.js';

/** A flag with its value behind a blank: `--token …`, `-password "…"`. Every repetition is bounded. */
const FLAG = /(?<![\w$-])--?([A-Za-z][\w.-]{1,99})[ \t]{1,8}(?![-|&;<>])/g;

/** Flags of clients of HTTP with a name and a password: `-u bob:…`, `--user=bob:…`. */
const USER = /(?<![\w$-])(?:-[uU]|--(?:proxy-)?user)([ \t]{1,8}|=)?(["']?)([^\s:'"`@/]{1,128}):/g;

/** Short flags that only some programs use for a secret; the rest of a command is bounded. */
const BY_PROGRAM: readonly (readonly [SecretKind, RegExp])[] = [
  ['password', /\b(?:sshpass|(?:docker|podman) login|mongo\w{0,6})\s(?:[^\n|;&]{0,200}?\s)?-p\s?/g],
  // With a blank behind it, the name of a database follows.
  ['password', /\b(?:mysql|maria)\w{0,8}\s(?:[^\n|;&]{0,200}?\s)?-p(?=\S)/g],
  ['password', /\bredis-cli\s(?:[^\n|;&]{0,200}?\s)?-a\s{1,8}/g],
  ['login', /\bhttps?\s(?:[^\n|;&]{0,200}?\s)?-a\s{1,8}/g],
  ['cookie', /\bcurl\s(?:[^\n|;&]{0,200}?\s)?-b\s?/g],
];

/** Words of a sentence about a flag: `--token is required`. */
const PROSE =
  /^(?:an?|and|are|as|be|but|by|can|cannot|could|do|does|flag|for|from|given|has|have|if|in|instead|is|it|may|missing|must|needs?|not|of|on|only|option|argument|or|parameter|required|set|should|takes?|that|the|then|this|to|unset|value|wants?|was|were|when|which|will|with|without|you|your)$/i;

/** `$TOKEN`, `${TOKEN}`, `$(pass show x)`, `%TOKEN%`, `<token>`: where a value comes from. */
const ELSEWHERE = /^(?:\$[\w{(]|%\w{1,60}%|<[^>]{1,60}>?$|\{\{)/;

/** Where commands in a text hold secrets behind flags. */
export function flagSpans(redactor: Redactor, text: string): Span[] {
  if (!/(?:^|[^\w$-])-/.test(text)) return [];
  const spans: Span[] = [];
  const add = (start: number, kindOf: (value: string) => SecretKind | undefined): void => {
    const [from, end] = wordAt(text, start);
    const value = text.slice(from, end);
    if (value === '' || ELSEWHERE.test(value) || PROSE.test(value.replace(/[.,:;!?)]+$/, ''))) return;
    const kind = kindOf(value);
    if (kind !== undefined) spans.push({ start: from, end, kind });
  };
  for (const { 0: flag, 1: name = '', index } of text.matchAll(FLAG))
    add(index + flag.length, (value) => redactor.kindOf(name, undefined, value));
  for (const { 0: flag, 1: gap, 2: quote = '', 3: user = '', index } of text.matchAll(USER)) {
    const start = index + flag.length;
    const end = quote === '' ? wordAt(text, start)[1] : closing(text, start, quote);
    const value = text.slice(start, end);
    // `docker run -u 1000:1000` has no password, `-u https://…` neither, and only clients of HTTP know `-ubob:…`.
    const isOther = /^\d+:\d+$/.test(`${user}:${value}`) || value.startsWith('//') || ELSEWHERE.test(value);
    if (value !== '' && !isOther && (gap !== undefined || /\bcurl\b/.test(text)))
      spans.push({ start, end, kind: 'password' });
  }
  for (const [kind, pattern] of BY_PROGRAM)
    for (const { 0: command, index } of text.matchAll(pattern)) add(index + command.length, () => kind);
  return spans;
}

/** What the word behind this one in a list of arguments is: `["--token", "…"]`; undefined where it is not a flag. */
export function flagKind(redactor: Redactor, flag: string, value: string): SecretKind | undefined {
  const [, name] = /^--?([A-Za-z][\w.-]{1,99})$/.exec(flag) ?? [];
  if (name === undefined || value.startsWith('-') || ELSEWHERE.test(value)) return undefined;
  return redactor.kindOf(name, undefined, value);
}

/** Whether the word behind this one is a name with its password. */
export function isUserFlag(flag: string): boolean {
  return /^(?:-[uU]|--(?:proxy-)?user)$/.test(flag);
}

/** The word that begins here, without its quotes. */
function wordAt(text: string, from: number): [start: number, end: number] {
  const first = text[from];
  if (first === '"' || first === "'") return [from + 1, closing(text, from + 1, first)];
  const stop = /[\s"'`|;<>]|$/g;
  stop.lastIndex = from;
  return [from, stop.exec(text)?.index ?? text.length];
}

function closing(text: string, from: number, quote: string): number {
  let end = text.indexOf(quote, from);
  while (quote === '"' && end > from && text[end - 1] === '\\') end = text.indexOf(quote, end + 1);
  return end < 0 ? text.length : end;
}

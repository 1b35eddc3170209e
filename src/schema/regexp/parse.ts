/** One character of a text: a code point where the pattern is read with the `u` flag, else a UTF-16 unit. */
export type IsChar = (char: number) => boolean;

/** What a place between two characters must be; `looks` are decided beforehand, by their number. */
export type Assertion = 'start' | 'end' | 'boundary' | 'no-boundary';

/** A regular expression of ECMA-262 without back-references, as a tree. */
export type PatternNode =
  | { readonly kind: 'char'; readonly is: IsChar }
  | { readonly kind: 'assertion'; readonly at: Assertion }
  | {
      readonly kind: 'look';
      readonly isAhead: boolean;
      readonly isNegative: boolean;
      readonly node: PatternNode;
    }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly node: PatternNode; readonly min: number; readonly max: number };

/**
 * Reads a regular expression that the platform can compile.
 * @param flags `u`, or nothing
 * @throws SyntaxError for a back-reference, and for syntax that this reader does not know
 */
export function parsePattern(source: string, flags: string): PatternNode {
  const reader: Reader = { source, flags, at: 0, classes: new Map() };
  const node = readChoice(reader);
  if (reader.at < source.length) throw new SyntaxError(`"${source.slice(reader.at)}" is one bracket too many`);
  return node;
}

interface Reader {
  readonly source: string;
  readonly flags: string;
  at: number;
  /** The classes and escapes that were met: the same text is the same set. */
  readonly classes: Map<string, IsChar>;
}

function readChoice(reader: Reader): PatternNode {
  const branches = [readSequence(reader)];
  while (take(reader, /\|/y) !== undefined) branches.push(readSequence(reader));
  return { kind: 'choice', branches };
}

function readSequence(reader: Reader): PatternNode {
  const parts: PatternNode[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at)))
    parts.push(readRepeat(reader, readAtom(reader)));
  return { kind: 'sequence', parts };
}

function readRepeat(reader: Reader, node: PatternNode): PatternNode {
  const written = take(reader, /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
  if (written === undefined) return node;
  if (written.startsWith('*')) return { kind: 'repeat', node, min: 0, max: Number.POSITIVE_INFINITY };
  if (written.startsWith('+')) return { kind: 'repeat', node, min: 1, max: Number.POSITIVE_INFINITY };
  if (written.startsWith('?')) return { kind: 'repeat', node, min: 0, max: 1 };
  const [, low = '', comma, high] = /^\{(\d+)(,)?(\d*)\}/.exec(written) ?? [];
  const min = Number(low);
  return { kind: 'repeat', node, min, max: comma ? (high ? Number(high) : Number.POSITIVE_INFINITY) : min };
}

function readAtom(reader: Reader): PatternNode {
  const assertion = take(reader, /[\^$]|\\[bB]/y);
  if (assertion !== undefined) return { kind: 'assertion', at: ASSERTIONS[assertion] ?? 'start' };
  const opening = take(reader, /\((?:\?(?::|<?[=!]|<[^>=!][^>]*>))?/y);
  if (opening !== undefined) return readGroup(reader, opening);
  const text = take(reader, reader.flags === 'u' ? UNICODE_ATOM : PLAIN_ATOM);
  if (text === undefined || /^\\(?:[1-9]|k)/.test(text))
    throw new SyntaxError(`"${reader.source.slice(reader.at)}" cannot be read without going back`);
  return { kind: 'char', is: classOf(reader, text) };
}

const ASSERTIONS: Readonly<Record<string, Assertion>> = {
  '^': 'start',
  $: 'end',
  '\\b': 'boundary',
  '\\B': 'no-boundary',
};

/** A class, an escape or a character. */
const UNICODE_ATOM =
  /\[(?:\\[\s\S]|[^\]\\])*\]|\\(?:u\{[0-9a-f]+\}|ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|p\{[^}]*\}|[\s\S])|[^\\[(]/iuy;
const PLAIN_ATOM = /\[(?:\\[\s\S]|[^\]\\])*\]|\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|c[a-z]|[\s\S])|[^\\[(]/iy;

function readGroup(reader: Reader, opening: string): PatternNode {
  const node = readChoice(reader);
  if (take(reader, /\)/y) === undefined) throw new SyntaxError(`"${opening}" has no closing bracket`);
  if (!/^\(\?<?[=!]/.test(opening)) return node;
  return { kind: 'look', isAhead: !opening.includes('<'), isNegative: opening.endsWith('!'), node };
}

/** The next piece of the pattern if it has this form. */
function take(reader: Reader, form: RegExp): string | undefined {
  form.lastIndex = reader.at;
  const [text] = form.exec(reader.source) ?? [];
  if (text !== undefined) reader.at += text.length;
  return text;
}

/** The platform itself says which characters a class has: asked once for each of ASCII, and each time for others. */
function classOf({ classes, flags }: Reader, text: string): IsChar {
  const known = classes.get(text);
  if (known) return known;
  const one = new RegExp(`^${text}$`, flags);
  const ascii = Array.from({ length: 128 }, (_, code) => one.test(String.fromCharCode(code)));
  const is: IsChar = (char) => ascii[char] ?? one.test(String.fromCodePoint(char));
  classes.set(text, is);
  return is;
}

import type { Random } from './random.js';

/**
 * Writes a text that is meant to match, or undefined where the expression is beyond this reader. `stretch`: how often
 * at most an open repetition repeats beyond what it must.
 */
export type PatternWriter = (random: Random, stretch: number) => string;

type Node = (random: Random, stretch: number, groups: string[]) => string;

/** The most that any repetition writes: texts are bounded elsewhere by `maxLength`. */
const MAX_REPEAT = 5_000;

const DIGITS = charsOf('0', '9');
const LETTERS = [...charsOf('a', 'z'), ...charsOf('A', 'Z')];
const WORD = [...LETTERS, ...DIGITS, '_'];
const SPACES = [' '];
/** Printable ASCII: what is written where an expression admits anything. */
const PRINTABLE = charsOf(' ', '~');
const PLAIN = new Set([...LETTERS, ...DIGITS]);

/**
 * Reads an ECMA-262 regular expression and writes texts from it. Anchors and most look-around write nothing, so the
 * text must still be matched afterwards.
 * @returns undefined for a regular expression that it cannot read
 */
export function patternWriter(source: string): PatternWriter | undefined {
  const reader = { source, at: 0, groups: 0 };
  try {
    const root = readAlternatives(reader);
    return reader.at < source.length ? undefined : (random, stretch) => root(random, stretch, []);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

interface Reader {
  readonly source: string;
  at: number;
  groups: number;
}

function readAlternatives(reader: Reader): Node {
  const branches = [readSequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    branches.push(readSequence(reader));
  }
  const [only] = branches;
  if (only && branches.length === 1) return only;
  return (random, stretch, groups) => random.pick(branches)?.(random, stretch, groups) ?? '';
}

function readSequence(reader: Reader): Node {
  const parts: Node[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at))) {
    parts.push(readRepetition(reader, readAtom(reader)));
  }
  return (random, stretch, groups) => {
    let text = '';
    for (const part of parts) text += part(random, stretch, groups);
    return text;
  };
}

function readRepetition(reader: Reader, atom: Node): Node {
  const match = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.source.slice(reader.at, reader.at + 24));
  if (!match) return atom;
  reader.at += match[0].length;
  const [, sign, low, comma, high] = match;
  const min = sign ? (sign === '+' ? 1 : 0) : Number(low);
  const max = sign ? (sign === '?' ? 1 : Infinity) : !comma ? min : high ? Number(high) : Infinity;
  if (max < min) throw new SyntaxError('a repetition whose bounds are the wrong way round');
  return (random, stretch, groups) => {
    const count = random.int(Math.min(min, MAX_REPEAT), Math.min(max, min + stretch, MAX_REPEAT));
    let text = '';
    for (let done = 0; done < count && text.length < MAX_REPEAT * 4; done += 1) text += atom(random, stretch, groups);
    return text;
  };
}

const NOTHING: Node = () => '';

function readAtom(reader: Reader): Node {
  const char = reader.source.charAt(reader.at);
  reader.at += 1;
  if (char === '(') return readGroup(reader);
  if (char === '[') return oneOf(readClass(reader));
  if (char === '.') return oneOf(PRINTABLE);
  if (char === '^' || char === '$') return NOTHING;
  if (char === '\\') return readEscape(reader);
  return () => char;
}

function readGroup(reader: Reader): Node {
  const opening = /^\?(?::|=|!|<=|<!|<[^>]*>|[a-z-]+:)/.exec(reader.source.slice(reader.at, reader.at + 80))?.[0] ?? '';
  reader.at += opening.length;
  const isCapture = opening === '' || /^\?<[^=!]/.test(opening);
  if (isCapture) reader.groups += 1;
  const number = reader.groups;
  const inner = readAlternatives(reader);
  if (reader.source[reader.at] !== ')') throw new SyntaxError('a group without an end');
  reader.at += 1;
  // What must come before is written here at times: nothing else says so of `.*(?<=\.json)`.
  if (opening === '?<=') return (random, stretch, groups) => (random.chance(0.5) ? inner(random, stretch, groups) : '');
  if (/^\?<?[=!]$/.test(opening)) return NOTHING;
  if (!isCapture) return inner;
  return (random, stretch, groups) => {
    const text = inner(random, stretch, groups);
    groups[number] = text;
    return text;
  };
}

function readEscape(reader: Reader): Node {
  const next = reader.source.charAt(reader.at);
  if (/[bB]/.test(next)) {
    reader.at += 1;
    return NOTHING;
  }
  if (/[1-9]/.test(next)) {
    reader.at += 1;
    return (_random, _stretch, groups) => groups[Number(next)] ?? '';
  }
  return oneOf(readEscapedSet(reader));
}

/** The characters that the escape at `reader.at` means, its back-slash already read. */
function readEscapedSet(reader: Reader): string[] {
  const rest = reader.source.slice(reader.at, reader.at + 40);
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\})/.exec(rest);
  if (hex) {
    reader.at += hex[0].length;
    return [String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16) || 0)];
  }
  const property = /^([pP])\{([^}]*)\}/.exec(rest);
  if (property) {
    reader.at += property[0].length;
    return charactersOf(property[0]);
  }
  reader.at += 1;
  const char = rest.charAt(0);
  switch (char) {
    case 'd':
      return DIGITS;
    case 'w':
      return WORD;
    case 's':
      return SPACES;
    case 'D':
      return without(DIGITS);
    case 'W':
      return without(WORD);
    case 'S':
      return without(SPACES);
    case 't':
      return ['\t'];
    case 'n':
      return ['\n'];
    case 'r':
      return ['\r'];
    case 'f':
      return ['\f'];
    case 'v':
      return ['\v'];
    case '0':
      return ['\0'];
    case '':
      throw new SyntaxError('a back-slash at the end');
    default:
      return [char];
  }
}

/** The printable characters with a Unicode property: `p{L}`. */
function charactersOf(property: string): string[] {
  const matcher = new RegExp(`\\${property}`, 'u');
  const found = PRINTABLE.filter((char) => matcher.test(char));
  return found.length > 0 ? found : ['é'];
}

function readClass(reader: Reader): string[] {
  const { source } = reader;
  const isNegated = source[reader.at] === '^';
  if (isNegated) reader.at += 1;
  const chars: string[] = [];
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) throw new SyntaxError('a class without an end');
    const low = readClassMember(reader);
    const [first] = low;
    const isRange =
      low.length === 1 && source[reader.at] === '-' && source[reader.at + 1] !== ']' && reader.at + 1 < source.length;
    if (!isRange || first === undefined) {
      for (const each of low) chars.push(each);
      continue;
    }
    reader.at += 1;
    const [last = first] = readClassMember(reader);
    for (const each of charsOf(first, last)) chars.push(each);
  }
  reader.at += 1;
  return isNegated ? without(chars) : chars;
}

function readClassMember(reader: Reader): string[] {
  const char = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0);
  reader.at += char.length;
  if (char !== '\\') return [char];
  if (reader.source[reader.at] === 'b') {
    reader.at += 1;
    return ['\b'];
  }
  return readEscapedSet(reader);
}

/** Letters and digits where the set has any, mostly: people look at it. */
function oneOf(chars: readonly string[]): Node {
  const plain = chars.filter((char) => PLAIN.has(char));
  const preferred = plain.length > 0 && plain.length < chars.length ? plain : chars;
  return (random) => random.pick(random.chance(0.85) ? preferred : chars) ?? '';
}

function without(chars: readonly string[]): string[] {
  const out = new Set(chars);
  const rest = PRINTABLE.filter((char) => !out.has(char));
  return rest.length > 0 ? rest : ['é', 'ß', '漢', 'я'].filter((char) => !out.has(char));
}

/** From one character to another; of a long range the first ones. */
function charsOf(from: string, to: string): string[] {
  const low = from.codePointAt(0) ?? 0;
  const high = Math.min(to.codePointAt(0) ?? 0, low + 300);
  return Array.from({ length: Math.max(high - low + 1, 0) }, (_, index) => String.fromCodePoint(low + index));
}

import type { Edit } from './edits.js';

/** A text read through an encoding. */
export interface Decoded {
  readonly text: string;
  /** Edits of the decoded text, as edits of the text as it was written. */
  written(edits: readonly Edit[]): Edit[];
}

/** An encoding of characters within a text. */
export interface Layer {
  /** Global. Each match is decoded for itself. */
  readonly pattern: RegExp;
  readonly decode: (match: string) => string;
  /** Writes the replacement of a secret. */
  readonly encode: (text: string) => string;
}

const same = (text: string): string => text;

/** Percent-encoding (RFC 3986 §2.1). Brackets and slashes of a replacement stay: people read these URLs. */
export const PERCENT: Layer = {
  pattern: /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi,
  decode: decodePercent,
  encode: encodePercent,
};

/** Percent-encoding where `+` is a blank too: queries and forms. */
export const FORM: Layer = {
  ...PERCENT,
  pattern: /\+|%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+/gi,
  decode: (match) => (match === '+' ? ' ' : decodePercent(match)),
};

/** Escapes of a JSON string (RFC 8259 §7), without its quotes. */
export const JSON_STRING: Layer = {
  pattern: /\\(?:u[0-9a-f]{4}|[^u])/gi,
  decode: (match) =>
    match[1] === 'u'
      ? String.fromCharCode(Number.parseInt(match.slice(2), 16))
      : (ESCAPES[match[1] ?? ''] ?? match[1] ?? ''),
  encode: (text) => JSON.stringify(text).slice(1, -1),
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Character references of XML and HTML. */
export const ENTITIES: Layer = {
  pattern: /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|lt|gt|amp|quot|apos|nbsp|colon|equals|sol|commat|Tab|NewLine);/gi,
  decode: decodeEntity,
  encode: (text) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
};

const ENTITY: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  colon: ':',
  equals: '=',
  sol: '/',
  commat: '@',
  tab: '\t',
  newline: '\n',
};

/** A header field over several lines (RFC 9112 §5.2), a line of base64 or a word that goes on in the next one. */
export const FOLDING: Layer = { pattern: /\r?\n[ \t]+/g, decode: () => '', encode: same };

/** Quoted-printable (RFC 2045 §6.7). */
export const QUOTED_PRINTABLE: Layer = {
  pattern: /=\r?\n|=[0-7][0-9a-f]|(?:=[89a-f][0-9a-f])+/gi,
  decode: (match) => (/[\r\n]/.test(match) ? '' : decodePercent(match.replaceAll('=', '%'))),
  encode: same,
};

/** A text read through a layer; undefined where it has nothing of it. */
export function decodedBy(text: string, { pattern, decode, encode }: Layer): Decoded | undefined {
  /** Of each match: where its text begins and ends, decoded and as written. */
  const pieces: { readonly from: number; readonly to: number; readonly start: number; readonly end: number }[] = [];
  let plain = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    plain += text.slice(at, match.index);
    const from = plain.length;
    plain += decode(match[0]);
    at = match.index + match[0].length;
    pieces.push({ from, to: plain.length, start: match.index, end: at });
  }
  if (pieces.length === 0) return undefined;
  /** The last piece that begins at or before the index. */
  const before = (index: number): (typeof pieces)[number] | undefined => {
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pieces[middle]?.from ?? 0) <= index) low = middle + 1;
      else high = middle;
    }
    return pieces[low - 1];
  };
  const startOf = (index: number): number => {
    const piece = before(index);
    if (!piece) return index;
    return index < piece.to ? piece.start : piece.end + index - piece.to;
  };
  const endOf = (index: number): number => {
    const piece = before(index - 1);
    if (!piece) return index;
    return index <= piece.to ? piece.end : piece.end + index - piece.to;
  };
  return {
    text: plain + text.slice(at),
    written: (edits) =>
      edits.map(({ start, end, text: clean }) => ({ start: startOf(start), end: endOf(end), text: encode(clean) })),
  };
}

/** A text without its percent-encoding; `+` is a blank. Where it is not UTF-8, each escape becomes one character. */
export function decodeForm(text: string): string {
  return /[%+]/.test(text) ? text.replace(FORM.pattern, FORM.decode) : text;
}

/** A text without its percent-encoding, where `+` is a character like any other. */
export function decodeUrl(text: string): string {
  return text.includes('%') ? text.replace(PERCENT.pattern, PERCENT.decode) : text;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  }
}

/** A half of a surrogate pair, which cannot be written, is replaced. */
function encodePercent(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/%(5B|5D|3A|2F|40|2C|24)/g, (code) =>
    decodeURIComponent(code),
  );
}

function decodeEntity(match: string): string {
  const name = match.slice(1, -1);
  if (name[0] !== '#') return ENTITY[name.toLowerCase()] ?? match;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : match;
}

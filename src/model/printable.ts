/**
 * Control characters, format characters (marks of direction, zero width, byte-order marks), halves of surrogate pairs,
 * and the separators that only Unicode takes for line breaks: what nobody sees, and what turns or hides what one sees.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/**
 * Text without control, format and lone surrogate characters, each shown as `\u001b`: what a capture or a client sends
 * must not steer a terminal, nor the reader's eye.
 */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN, shown);
}

/** Nearly all texts: printable ASCII, and the signs of a log, of which each line is looked at. */
const PLAIN = /^[ -~→✗…]*$/;
const PLAIN_LINES = /^[ -~→✗…\t\r\n]*$/;

/** As `printable`, but line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text.replace(HIDDEN, (character) => (/[\t\r\n]/.test(character) ? character : shown(character)));
}

/** As `printable`, but line breaks, tabs and the colours of a terminal stay (ECMA-48 §8.3.117). */
export function printableColored(text: string): string {
  if (PLAIN_LINES.test(text)) return text;
  return text
    .split(COLOR)
    .map((part, index) => (index % 2 === 1 ? part : printableLines(part)))
    .join('');
}

const COLOR = new RegExp(`(${String.fromCharCode(27)}\\[[\\d;]{0,20}m)`);

/**
 * JSON text that says the same, with escapes for what `printable` shows (RFC 8259 §7).
 * @param json as `JSON.stringify` wrote it
 */
export function printableJson(json: string): string {
  // Most JSON is ASCII, of which one look is enough.
  if (PLAIN.test(json)) return json;
  return json.replace(HIDDEN, (character) => (character === '\n' ? character : escapes(character)));
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : escapes(character);
}

/** One escape for each UTF-16 code unit. */
function escapes(character: string): string {
  return character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `3 errors`, `1 error`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

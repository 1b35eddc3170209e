/** A noncharacter, which ordinary texts do not have. */
const ESCAPE = '\ufdd0';

/**
 * Control characters, of which NUL ends a text in SQLite; lone surrogates, which UTF-8 cannot hold; and the escape
 * itself.
 */
const UNSAFE = /\p{Cc}|\p{Cs}|\ufdd0/gu;

/**
 * A text as SQLite and UTF-8 can hold it. Ordinary texts stay as they are. The encoded prefix of a text is the prefix
 * of the encoded text.
 */
export function encodeText(text: string): string {
  return text.replace(UNSAFE, (unit) => `${ESCAPE}${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text that was encoded. */
export function decodeText(text: string): string {
  return text.replace(/\ufdd0([\da-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Whether a character, by its code, is `0` to `9`. False of `NaN`, which is behind the end of a text. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether it is a hexadecimal digit, in lower or upper case. */
export function isHexDigit(code: number): boolean {
  return isDigit(code) || isLetterUpTo(code, 0x66);
}

/** Whether it is a letter or a digit of ASCII. */
export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetterUpTo(code, 0x7a);
}

/** Whether it is a letter of ASCII, in lower or upper case, from `a` to this one. */
function isLetterUpTo(code: number, last: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= last;
}

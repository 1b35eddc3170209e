import { greatest } from '../model/index.js';

/** Words in a path behind which a secret comes: `/reset-password/…`, `/invites/…`. */
const WORDS = new Set(
  (
    'reset token invite invitation magic share verify verification confirm confirmation unsubscribe optout download ' +
    'activate activation recover recovery unlock passcode password otp passwordless'
  ).split(' '),
);

/** Whether a secret may come behind this segment. */
export function leadsToSecret(segment: string): boolean {
  if (segment.length > 60) return false;
  return segment
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .some((word) => WORDS.has(word) || WORDS.has(word.replace(/s$/, '')));
}

/** Whether a number behind this segment is a code that was sent to somebody, and not the number of a thing. */
export function isSecretNumber(lead: string): boolean {
  return /reset|verif|confirm|activat|otp|passcode|password|magic|unlock|recover/i.test(lead);
}

/** Whether a segment is a word, a small number, a date, a version or the name of a file, and so no secret. */
export function isPlainSegment(segment: string): boolean {
  return (
    segment.length < 4 ||
    // `email`, `resendMail`, `my-invites`
    (segment.length < 20 && /^[A-Za-z]{1,15}(?:[-_.:~ ][A-Za-z]{1,15}){0,3}$/.test(segment) && !isRandom(segment)) ||
    /^[A-Za-z]+(?:[-_ ][A-Za-z]{1,12}){2,}$/.test(segment) ||
    /^(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?$/.test(segment) ||
    /^v?\d{1,3}(?:\.\d{1,3}){0,3}$/i.test(segment) ||
    (/^[^.]{1,80}\.[a-z][a-z\d]{0,4}(?:\.[a-z]{2,3})?$/i.test(segment) && isPlainName(segment.replace(/\..*$/s, ''))) ||
    /^[{<$:].*[}>]?$/.test(segment) ||
    /[[\]]/.test(segment)
  );
}

/** The name of a file, without its ending. */
function isPlainName(name: string): boolean {
  return !isHighEntropy(name);
}

/**
 * Whether a segment looks random: at least 12 letters and digits that are neither words nor numbers. Identifiers with a
 * form of their own are none: UUIDs must not be used as capabilities (RFC 9562 §8), ULIDs and object ids hold a time.
 */
export function isHighEntropy(segment: string): boolean {
  if (segment.length < 12 || !/^[\w.~=+-]+$/.test(segment) || isKnownId(segment)) return false;
  const letters = segment.replace(/[^A-Za-z\d]/g, '');
  if (letters.length < 12 || bitsOf(letters) < 2.8) return false;
  if (!/\d/.test(letters)) return isRandom(segment);
  // Words and numbers between separators: `my-article-2024`, `iphone-15-pro-max`.
  const parts = segment.split(/[-_.~=+]+/).filter((part) => part !== '');
  const longest = greatest(
    0,
    parts.map((part) => part.length),
  );
  if (
    parts.every((part) => /^(?:[A-Za-z]{1,15}|[A-Za-z]{0,12}\d{1,8}|\d{1,8}[A-Za-z]{1,3})$/.test(part)) &&
    longest < 16
  )
    return false;
  return letters.length / chunksOf(letters) < 3;
}

/** Letters without words: 24 and more in a row, or with upper case in the midst of them again and again. */
function isRandom(segment: string): boolean {
  const longest = greatest(
    0,
    segment.split(/[^A-Za-z]+/).map((part) => part.length),
  );
  if (longest >= 24 && /^[a-z]+$|^[A-Z]+$/.test(segment)) return true;
  return longest >= 10 && segment.length / chunksOf(segment) < 2.5;
}

/** The number of words, numbers and runs of capitals: `getUserById2` has five. */
function chunksOf(letters: string): number {
  return letters.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g)?.length ?? 1;
}

function isKnownId(segment: string): boolean {
  return (
    /^\d+$/.test(segment) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(segment) ||
    /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(segment) ||
    /^[0-9a-f]{24}$/i.test(segment)
  );
}

/** Bits of a character, by how often each is in the text (Shannon): 4 for random hexadecimal digits, 0 for `xxxx`. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

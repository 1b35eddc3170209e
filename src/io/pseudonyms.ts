import { createHmac, randomBytes } from 'node:crypto';
import { rememberingText } from '../model/index.js';

/** Hexadecimal digits of a pseudonym: enough that two secrets of one capture never share one. */
const LENGTH = 12;

/** The same few secrets recur. */
const REMEMBERED = { most: 1_000, longest: 4_096 };

/**
 * Names for secrets: the same secret has the same name everywhere, and without the key nobody can find out by trying
 * whose name it is (HMAC-SHA-256, RFC 2104).
 * @param key equal keys give equal names in different runs. Without one there is a key for this run, which nobody knows
 */
export function pseudonyms(key: string | Uint8Array = randomBytes(32)): (secret: string) => string {
  const digestOf = (secret: string): string => createHmac('sha256', key).update(secret).digest('hex');
  return rememberingText((secret) => `[redacted-${digestOf(secret).slice(0, LENGTH)}]`, REMEMBERED);
}

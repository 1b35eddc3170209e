import { createHmac, randomBytes } from 'node:crypto';

/** Hexadecimal digits of a pseudonym: enough that two secrets of one capture never share one. */
const LENGTH = 12;

/**
 * Names for secrets: the same secret has the same name wherever it stands, and without the key nobody can find out by trying whose name it is (HMAC-SHA-256,
 * RFC 2104).
 * @param key equal keys give equal names in different runs. Without one there is a key for this run, which nobody knows
 */
export function pseudonyms(key: string | Uint8Array = randomBytes(32)): (secret: string) => string {
  return (secret) => `[redacted-${createHmac('sha256', key).update(secret).digest('hex').slice(0, LENGTH)}]`;
}

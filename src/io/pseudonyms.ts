import { createHmac, randomBytes } from 'node:crypto';

/** Hexadecimal digits of a pseudonym: enough that two secrets of one capture never share one. */
const LENGTH = 12;

/** The same few secrets recur: this many names are remembered, and none for a secret that is too long. */
const MAX_KNOWN = 1000;
const MAX_REMEMBERED = 4096;

/**
 * Names for secrets: the same secret has the same name everywhere, and without the key nobody can find out by trying
 * whose name it is (HMAC-SHA-256, RFC 2104).
 * @param key equal keys give equal names in different runs. Without one there is a key for this run, which nobody knows
 */
export function pseudonyms(key: string | Uint8Array = randomBytes(32)): (secret: string) => string {
  const known = new Map<string, string>();
  return (secret) => {
    const before = known.get(secret);
    if (before !== undefined) return before;
    const name = `[redacted-${createHmac('sha256', key).update(secret).digest('hex').slice(0, LENGTH)}]`;
    if (known.size >= MAX_KNOWN) known.clear();
    if (secret.length <= MAX_REMEMBERED) known.set(secret, name);
    return name;
  };
}

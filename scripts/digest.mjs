import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts the digest of a file before it: by it, compiled code of this very file is found again. It is read byte by byte,
 * so it has to be of ASCII: all that is not, is in regular expressions and texts, which may have it as escapes too.
 * @param {string} file
 */
export function writeDigest(file) {
  const text = readFileSync(file, 'utf8').replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(file, `/*${createHash('sha256').update(text).digest('hex').slice(0, 16)}*/${text}`);
}

import { decodeBase64 } from './base64.js';
import { decodedBy, decodeUrl, ENTITIES, QUOTED_PRINTABLE } from './layers.js';

/** What shows that a name may be written in another way. */
const HINT = /[%\\&']|=\?/;

const MAX_NAME = 300;

/**
 * A name without what senders encode names in: percents, references of HTML, encoded words (RFC 2047), backslashes and
 * quotes. Empty for nearly every name, and for those that are too long to be one.
 */
export function spellings(name: string): string[] {
  if (name.length > MAX_NAME || !HINT.test(name)) return [];
  const decoded = [
    decodeUrl(name),
    name.replace(/\\(.)/g, '$1'),
    name.replace(/^'(.*)'$/, '$1'),
    decodedBy(name, ENTITIES)?.text ?? name,
    name.replace(/=\?[\w-]{1,40}\?([bq])\?([^?\s]{0,1000})\?=\s*/gi, (_, coding: string, word: string) =>
      /b/i.test(coding) ? (decodeBase64(word) ?? '') : (decodedBy(word, QUOTED_PRINTABLE)?.text ?? word),
    ),
  ];
  return [...new Set(decoded)].filter((each) => each !== name);
}

import { decodeBase64 } from './base64.js';
import type { Search } from './edits.js';
import { decodeUrl } from './layers.js';
import type { Span } from './shapes.js';

/** Encoded words (RFC 2047 §2), those that follow each other counted as one. */
const WORDS = /=\?[\w-]{1,40}\?[bq]\?[^?\s]{0,1000}\?=(?:\s{1,10}=\?[\w-]{1,40}\?[bq]\?[^?\s]{0,1000}\?=){0,100}/gi;
const WORD = /=\?[\w-]{1,40}\?([bq])\?([^?\s]{0,1000})\?=/gi;

/** Where encoded words of header fields hold secrets. @param search for the decoded text */
export function encodedWordSpans(text: string, search: Search): Span[] {
  const spans: Span[] = [];
  for (const { 0: words, index } of text.matchAll(WORDS)) {
    const decoded = [...words.matchAll(WORD)]
      .map(([, coding = '', written = '']) => decodedWord(coding, written))
      .join('');
    if (search(decoded).length > 0) spans.push({ start: index, end: index + words.length, kind: 'secret' });
  }
  return spans;
}

function decodedWord(coding: string, written: string): string {
  if (/b/i.test(coding)) return decodeBase64(written) ?? '';
  return decodeUrl(
    written
      .replaceAll('_', ' ')
      .replaceAll('%', '%25')
      .replace(/=([0-9a-f]{2})/gi, '%$1'),
  );
}

import { decodeUrl } from './layers.js';

/** A parameter of a header field: its name with the marks of RFC 2231, and its value, quoted or not. */
const PARAMETER =
  /;\s{0,40}([A-Za-z]{1,40}(?:\*\d{1,2})?\*?)\s{0,40}=\s{0,40}(?:"((?:[^"\\]|\\.){0,1000})"?|([^\s;"]{0,1000}))/g;

/**
 * What a part of multipart may be called, by its `Content-Disposition`: as it is written, as an extended parameter
 * (RFC 5987 §3.2) or in pieces (RFC 2231 §3). A reader may take any of them for the name.
 */
export function partNames(disposition: string): string[] {
  const pieces = new Map<number, string>();
  const names = new Set<string>();
  for (const [, written = '', quoted, plain = ''] of disposition.matchAll(PARAMETER)) {
    const [, index] = /^name(?:\*(\d+))?\*?$/i.exec(written) ?? [];
    if (!/^name(?:\*|$)/i.test(written)) continue;
    const value = quoted ?? plain;
    // An extended value names its charset and language first, in its first piece only.
    const text = written.endsWith('*') ? decodeUrl(value.replace(/^[\w-]{0,40}'[\w-]{0,40}'/, '')) : value;
    if (index === undefined) names.add(text);
    else pieces.set(Number(index), text);
  }
  if (pieces.size > 0)
    names.add(
      [...pieces.keys()]
        .sort((a, b) => a - b)
        .map((key) => pieces.get(key))
        .join(''),
    );
  return [...names];
}

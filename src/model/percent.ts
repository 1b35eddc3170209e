/** Percent-encoded text decoded (RFC 3986 §2.1); text that is not encoded well is taken as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

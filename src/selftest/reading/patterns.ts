/** Whether a text matches; undefined for a pattern that is none, and for one that could take long. */
export function matches(pattern: string, text: string): boolean | undefined {
  if (text.length > 200 || /[*+}][^\])]*\)[*+{]/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return undefined;
  }
}

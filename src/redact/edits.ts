/** A piece of a text that becomes another. */
export interface Edit {
  readonly start: number;
  /** Behind the last character. */
  readonly end: number;
  readonly text: string;
}

/** Where a text holds secrets, and what takes their place. */
export type Search = (text: string) => readonly Edit[];

/** The text with its edits made. @param edits in any order; of those that overlap, the first and longest counts */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  let clean = '';
  let from = 0;
  for (const edit of joined(edits)) {
    clean += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return clean + text.slice(from);
}

/** The edits of a piece as edits of the text that it begins in at `by`. */
export function shifted(edits: readonly Edit[], by: number): Edit[] {
  return edits.map(({ start, end, text }) => ({ start: start + by, end: end + by, text }));
}

/** Edits in order; one that overlaps an earlier one makes that one longer. */
function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (!last || edit.start >= last.end) result.push(edit);
    else if (edit.end > last.end) result[result.length - 1] = { ...last, end: edit.end };
  }
  return result;
}

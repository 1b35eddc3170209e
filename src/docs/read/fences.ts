/**
 * Closes fences that their page forgot to close: to Markdown, such a fence holds all that follows.
 * It is seen where another opens inside it: an opening line names a language, which no closing line does.
 * The closing line takes the place of an empty one, so that no line changes its number.
 * @returns the lines, and the 1-based numbers of those fences, whether they could be closed or not
 */
export function closeFences(lines: readonly string[]): { lines: readonly string[]; open: readonly number[] } {
  let repaired: string[] | undefined;
  const open: number[] = [];
  let start = -1;
  for (const [index, line] of lines.entries()) {
    const fence = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line);
    if (!fence) continue;
    if (start < 0) {
      start = index;
      continue;
    }
    if (fence[2] === '') {
      start = -1;
      continue;
    }
    open.push(start + 1);
    const gap = gapBefore(lines, start, index);
    if (gap !== undefined) {
      repaired ??= [...lines];
      repaired[gap] = '```';
    }
    start = index;
  }
  if (start >= 0) open.push(start + 1);
  return { lines: repaired ?? lines, open };
}

/** The first empty line after which something stands that no HTTP message holds. */
function gapBefore(lines: readonly string[], start: number, end: number): number | undefined {
  for (let index = start + 1; index <= end; index += 1) {
    if (!/^\s*(#{1,6}\s|<!--|\*\*|>|```)/.test(lines[index] ?? '')) continue;
    let gap = index - 1;
    while (gap > start + 1 && (lines[gap - 1] ?? '').trim() === '') gap -= 1;
    return gap > start && (lines[gap] ?? '').trim() === '' ? gap : undefined;
  }
  return undefined;
}

/**
 * Closes fences that their page forgot to close: to Markdown, such a fence holds all that follows.
 * It is seen where another opens inside it: an opening line names a language, which no closing line does.
 * The last one is closed before the first heading or annotation at which what it holds is whole.
 * The closing line takes the place of an empty one, so that no line changes its number.
 * @returns the lines, and the 1-based numbers of those fences, whether they could be closed or not
 */
export function closeFences(lines: readonly string[]): { lines: readonly string[]; open: readonly number[] } {
  let repaired: string[] | undefined;
  const open: number[] = [];
  let start = -1;
  let marks = '';
  const inComment = commentedLines(lines);
  for (const [index, line] of lines.entries()) {
    if (start < 0 && inComment.has(index)) continue;
    const fence = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/.exec(line);
    if (!fence) continue;
    if (start < 0) {
      start = index;
      marks = fence[1] ?? '';
      continue;
    }
    if (fence[2] === '') {
      start = -1;
      continue;
    }
    open.push(start + 1);
    repaired ??= [...lines];
    closeBefore(repaired, start, endOf(lines, start, index), marks);
    start = index;
    marks = fence[1] ?? '';
  }
  if (start < 0) return { lines: repaired ?? lines, open };
  open.push(start + 1);
  repaired ??= [...lines];
  closeLast(repaired, start, marks);
  return { lines: repaired, open };
}

/** The lines of comments over several lines, the first of each left out: what they hold is not Markdown. */
function commentedLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let fence: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const marks = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (marks) fence = fence === undefined ? marks : undefined;
    if (fence !== undefined || !/^ {0,3}<!--/.test(line) || line.includes('-->')) continue;
    let end = index + 1;
    while (end < lines.length && !lines[end]?.includes('-->')) end += 1;
    if (end === lines.length) break;
    for (let at = index + 1; at <= end; at += 1) found.add(at);
    index = end;
  }
  return found;
}

/** The first line that no HTTP message holds, mostly the one on which the next fence opens. */
function endOf(lines: readonly string[], start: number, next: number): number {
  for (let index = start + 1; index < next; index += 1)
    if (/^\s*(#{1,6}\s|<!--|\*\*|>|```)/.test(lines[index] ?? '')) return index;
  return next;
}

/** Puts a closing line before a line, where one can make room for it. */
function closeBefore(lines: string[], start: number, index: number, marks: string): void {
  const gap = emptyBefore(lines, start, index);
  const line = lines[index] ?? '';
  if (gap === undefined && !COMMENT.test(line)) return;
  lines[gap ?? index] = marks;
  // Where no line is empty, the comment begins on its second line.
  if (gap === undefined && (!line.includes('-->') || isEmpty(lines[index + 1] ?? '')))
    lines[index + 1] = `${line} ${lines[index + 1] ?? ''}`.trimEnd();
}

/** The first of the empty lines directly before a line. */
function emptyBefore(lines: readonly string[], start: number, index: number): number | undefined {
  let gap = index;
  while (gap > start + 1 && isEmpty(lines[gap - 1])) gap -= 1;
  return gap < index ? gap : undefined;
}

function isEmpty(line: string | undefined): boolean {
  return line?.trim() === '';
}

/** Comments of which pages are made: annotations, the page's id, and those whose first line is empty. */
const COMMENT = /^ {0,3}<!--\s*(?:$|\{|#page\.annotation\b|uuid:)/i;

function closeLast(lines: string[], start: number, marks: string): void {
  const depth = new Depth();
  for (let index = start + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const isEnd = COMMENT.test(line) || (/^#{1,6}\s/.test(line) && index > start + 1 && isEmpty(lines[index - 1]));
    if (!isEnd || !depth.isWhole) {
      depth.add(line);
      continue;
    }
    closeBefore(lines, start, index, marks);
    return;
  }
}

/** Counts the brackets of a JSON text that begins on some line, after the head of a message. */
class Depth {
  #depth = 0;
  #isJson = false;

  get isWhole(): boolean {
    return this.#depth === 0;
  }

  add(line: string): void {
    this.#isJson ||= /^\s*[{[]/.test(line);
    if (!this.#isJson) return;
    for (const [token] of line.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
      if (token === '{' || token === '[') this.#depth += 1;
      else if (token === '}' || token === ']') this.#depth -= 1;
    }
  }
}

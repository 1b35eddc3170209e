/** Lines shown before and after what changed. */
const CONTEXT = 3;

/**
 * The change of a file in the unified format, as `patch` and `git apply` read it; empty if none exists. What
 * changed is one piece: from the first line that differs to the last.
 * @param before undefined for a file that is not there
 */
export function unifiedDiff(file: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const [old, fresh] = [linesOf(before ?? ''), linesOf(after)];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  const most = Math.min(old.length, fresh.length) - start;
  while (end < most && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1;
  const from = Math.max(0, start - CONTEXT);
  const tail = Math.min(end, CONTEXT);
  const lead = old.slice(from, start);
  const removed = old.slice(start, old.length - end);
  const added = fresh.slice(start, fresh.length - end);
  const trail = old.slice(old.length - end, old.length - end + tail);
  const range = (count: number): string => `${count === 0 ? from : from + 1},${count}`;
  const length = lead.length + trail.length;
  return [
    `--- ${before === undefined ? '/dev/null' : `a/${file}`}\n`,
    `+++ b/${file}\n`,
    `@@ -${range(length + removed.length)} +${range(length + added.length)} @@\n`,
    ...lead.map((line) => shown(' ', line)),
    ...removed.map((line) => shown('-', line)),
    ...added.map((line) => shown('+', line)),
    ...trail.map((line) => shown(' ', line)),
  ].join('');
}

/** Each line with its end. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function shown(sign: string, line: string): string {
  return line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
}

import { isBlank, LINE_FEED } from './cursor.js';

/**
 * The lines of a text as one: a line break is a space, and each further one is kept (YAML 1.2 §6.5).
 *
 * ```
 * a
 *   b       ▶ "a b\nc"
 *
 *   c
 * ```
 */
export function fold(source: string): string {
  let folded = '';
  let start = 0;
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', start)) {
    let end = at;
    while (end > start && isBlank(source.charCodeAt(end - 1))) end -= 1;
    let breaks = 0;
    for (let code = LINE_FEED; code === LINE_FEED || isBlank(code); code = source.charCodeAt(at)) {
      if (code === LINE_FEED) breaks += 1;
      at += 1;
    }
    folded += source.slice(start, end) + lineBreaks(breaks);
    start = at;
  }
  return start === 0 ? source : folded + source.slice(start);
}

/** What so many line breaks in a row are in folded text. */
export function lineBreaks(count: number): string {
  return count === 1 ? ' ' : '\n'.repeat(count - 1);
}

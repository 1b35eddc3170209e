import { greatest } from '../../model/index.js';
import { plain } from '../words.js';

/** The longest text that is shown of a capture: it could be longer than a comment may be. */
const MAX_LENGTH = 300;

/**
 * Of these GitHub makes links, mentions and formulas after it has rendered the Markdown, so that no backslash helps.
 */
const LINKED = /@|#|\$|(?<=\bGH)-|(?<=\bwww)(?=\.)|(?<=\w:)(?=\/\/)/gi;

/** Text that stays text, on one line: no markup, no link, no mention. It may not begin a line. */
export function textOf(text: string): string {
  return cut(text)
    .replace(/[\\`*_{}[\]<>|~&!]/g, '\\$&')
    .replace(LINKED, '$&\u200b');
}

/** A code span (CommonMark 0.31 §6.1). */
export function codeOf(text: string): string {
  const content = cut(text);
  const longest = greatest(
    0,
    [...content.matchAll(/`+/g)].map(([run]) => run.length),
  );
  const fence = '`'.repeat(longest + 1);
  return /^`|`$|^ .* $|^$/.test(content) ? `${fence} ${content} ${fence}` : `${fence}${content}${fence}`;
}

/** A code span in a table's cell, which a pipe would end even there (GFM §4.10). */
export function cellOf(text: string): string {
  return codeOf(text).replaceAll('|', '\\|');
}

/** The same as HTML, for elements in which no Markdown is read. */
export function htmlOf(text: string): string {
  const content = cut(text).replace(/[^\w\s/.-]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<code>${content}</code>`;
}

function cut(text: string): string {
  const line = plain(text);
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

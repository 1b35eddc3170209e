import type { Spot } from '../../page.js';
import { type Piece, plain } from '../../read/inline.js';
import type { Section } from '../../read/outline.js';

/** `List tasks (deprecated)`. */
const IN_TITLE = /[([]deprecated[)\]]/i;

/** A sentence about the page's whole subject, not about one property or path, nor about another page. */
const SENTENCE =
  /^(?:(?:The|This)\s+(?:[\w./-]+\s+){0,3}?)(?:API|resource|method|operation|function|action|entity|endpoint|type)s?(?:\s+type)?\s+(?:is|are|has been|have been)\s+(?:now\s+)?deprecated\b/i;

/** An alert says what kind it is first. */
const ALERT = /^(?:\[!\w+\]\s*|(?:note|caution|important|warning)\s*:\s*)+/i;

/** A text that pages of one deprecated API include; its file is named after the API. */
const INCLUDE = /^\[!INCLUDE\b/i;

/**
 * Where a page says that what it describes is deprecated: in its title, or in a paragraph right below that.
 * @param name of the page: an included text counts where its name is one of the page's words
 */
export function readDeprecation(title: Section | undefined, name: string): Spot | undefined {
  if (!title) return undefined;
  if (IN_TITLE.test(title.title)) return { text: title.title, line: title.line };
  for (const block of title.blocks) {
    const text = block.kind === 'text' ? plain(block.pieces) : '';
    const sentences = text.replace(ALERT, '').split(/(?<=[.!:])\s+/);
    const isIncluded = block.kind === 'text' && INCLUDE.test(text) && isAbout(block.pieces, `${name} ${title.title}`);
    if (isIncluded || sentences.some((sentence) => SENTENCE.test(sentence))) return { text, line: block.line };
  }
  return undefined;
}

/** Whether the file that is included says `deprecated` in its name, after a word of the page or after none. */
function isAbout(pieces: readonly Piece[], page: string): boolean {
  const href = pieces.find((piece) => piece.kind === 'link')?.href ?? '';
  const [subject = '', rest] = (href.split('/').at(-1) ?? '').toLowerCase().split(/[-_.]?deprecat/);
  if (rest === undefined) return false;
  if (/^(?:|api|this|resource|beta)$/.test(subject)) return true;
  const words = `-${page.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-`;
  const singular = subject.replace(/s$/, '');
  return words.includes(`-${singular}-`) || words.includes(`-${singular}s-`);
}

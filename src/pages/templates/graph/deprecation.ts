import type { Spot } from '../../page.js';
import { plain } from '../../read/inline.js';
import type { Section } from '../../read/outline.js';

/** `List tasks (deprecated)`. */
const IN_TITLE = /[([]deprecated[)\]]/i;

/** A sentence about the page's whole subject, not about one property or path, nor about another page. */
const SENTENCE =
  /^(?:(?:The|This)\s+(?:[\w./-]+\s+){0,3}?)(?:API|resource|method|operation|function|action|entity|endpoint|type)s?(?:\s+type)?\s+(?:is|are|has been|have been)\s+(?:now\s+)?deprecated\b/i;

/** An alert says what kind it is first. */
const ALERT = /^(?:\[!\w+\]\s*|(?:note|caution|important|warning)\s*:\s*)+/i;

/** A text that pages of one deprecated API include. */
const INCLUDE = /^\[!INCLUDE\b.*deprecat/i;

/** Where a page says that what it describes is deprecated: in its title, or in a paragraph right below that. */
export function readDeprecation(title: Section | undefined): Spot | undefined {
  if (!title) return undefined;
  if (IN_TITLE.test(title.title)) return { text: title.title, line: title.line };
  for (const block of title.blocks) {
    const text = block.kind === 'text' ? plain(block.pieces) : '';
    const sentences = text.replace(ALERT, '').split(/(?<=[.!:])\s+/);
    if (INCLUDE.test(text) || sentences.some((sentence) => SENTENCE.test(sentence))) return { text, line: block.line };
  }
  return undefined;
}

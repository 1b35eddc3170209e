import type { Spot } from '../page.js';
import { plain } from './inline.js';
import type { Section } from './outline.js';

/** `List tasks (deprecated)`. */
const IN_TITLE = /[([]deprecated[)\]]/i;

/** The whole of what the page is about, and not a property or a path of it. */
const SENTENCE =
  /\b(?:API|resource|method|operation|function|action|entity|endpoint|type)s?\b(?: type)?\s+(?:is|are|has been|have been)\s+(?:now\s+)?deprecated\b/i;

/** Where a page says that what it describes is deprecated: in its title, or in a paragraph right below that. */
export function readDeprecation(title: Section | undefined): Spot | undefined {
  if (!title) return undefined;
  if (IN_TITLE.test(title.title)) return { text: title.title, line: title.line };
  for (const block of title.blocks) {
    const text = block.kind === 'text' ? plain(block.pieces) : '';
    if (SENTENCE.test(text)) return { text, line: block.line };
  }
  return undefined;
}

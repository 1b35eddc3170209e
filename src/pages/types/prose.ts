import type { Piece } from '../read/inline.js';

/** A value in quotes or in a code span. */
const ITEM = '(?:`[^`]+`|"[^"]+"|“[^”]+”)';
const WORD = '[A-Za-z][\\w-]*';

function list(item: string): string {
  return `(${item}(?:\\s*,\\s*${item})*\\s*,?\\s+(?:or|and)\\s+${item})`;
}

/** Sentences that end with the list: what goes on may allow more. */
const SENTENCES = [
  new RegExp(
    `\\b(?:can|must|may|should)\\s+(?:only\\s+)?be\\s+(?:either\\s+|one of(?: the following)?(?: values)?:?\\s+|set to\\s+)?${list(ITEM)}\\s*(?:\\.(?:\\s|$)|$)`,
    'i',
  ),
  new RegExp(
    `\\b(?:possible|allowed|valid|supported)\\s+values\\s+(?:are|include):?\\s+${list(WORD)}\\s*(?:\\.(?:\\s|$)|$)`,
    'i',
  ),
];

const IS_NO_LIST = /\b(?:not|null|empty|e\.g|for example|such as|any|other|default)\b/i;

/**
 * The values that a sentence lists in prose: `can be "a" or "b"`, `Possible values are Low and High.`
 * They are not enumerations: what such a sentence leaves out may be allowed, and is worth a look.
 */
export function readProse(pieces: readonly Piece[]): readonly string[] {
  const text = pieces
    .map((piece) => (piece.kind === 'code' || piece.kind === 'strong' ? `\`${piece.text.trim()}\`` : piece.text))
    .join('');
  for (const sentence of SENTENCES) {
    const found = sentence.exec(text)?.[1];
    if (found === undefined || IS_NO_LIST.test(found)) continue;
    return found.split(/\s*,\s*(?:(?:or|and)\s+)?|\s+(?:or|and)\s+/i).map((item) => item.replace(/^[`"“]|[`"”]$/g, ''));
  }
  return [];
}

import type { Page } from '../../page.js';
import { type Piece, plain } from '../../read/inline.js';
import type { Section } from '../../read/outline.js';
import { REASONS } from '../../types/statuses.js';

const STATUS = /\b([1-5]\d\d)\b\s*(?:-\s*)?`?([A-Z][A-Za-z]+)/g;

/** The promises in the sentences of the Response section: statuses, and the type that comes back. */
export function readPromised(sections: readonly Section[]): Page['promised'] {
  const statuses = new Map<number, number>();
  let type: Page['promised']['type'];
  let isCollection = false;
  for (const block of sections.flatMap((section) => section.blocks)) {
    if (block.kind !== 'text') continue;
    const text = plain(block.pieces);
    for (const status of statusesOf(text, block.pieces)) if (!statuses.has(status)) statuses.set(status, block.line);
    if (type) continue;
    const found = returned(block.pieces, text);
    if (!found) continue;
    type = { name: found.name, ...(found.href ? { href: found.href } : {}), line: block.line };
    isCollection = found.isCollection;
  }
  return {
    statuses: [...statuses].map(([status, line]) => ({ status, line })),
    ...(type ? { type } : {}),
    isCollection,
    line: sections[0]?.line ?? 1,
  };
}

function statusesOf(text: string, pieces: readonly Piece[]): number[] {
  if (!/\d{3}/.test(text)) return [];
  const spans = pieces.flatMap((piece) =>
    piece.kind === 'code' ? (/^(?:HTTP\s+)?([1-5]\d\d)\b/.exec(piece.text)?.[1] ?? []) : [],
  );
  const words = [...text.matchAll(STATUS)].flatMap(([, status, word = '']) => (isReason(status, word) ? status : []));
  const codes = [...text.matchAll(/\b([1-5]\d\d)\b(?=\s+(?:response|status|HTTP))/g)].map((match) => match[1]);
  return [...spans, ...words, ...codes].map(Number);
}

/** Whether a reason phrase follows: "the first 100 Messages" names no status. */
function isReason(status: string | undefined, word: string): boolean {
  const phrase = REASONS.get(Number(status))?.replace(/[ -]/g, '').toLowerCase();
  const written = word.toLowerCase();
  return phrase !== undefined && (phrase.startsWith(written) || written.startsWith(phrase));
}

function returned(
  pieces: readonly Piece[],
  text: string,
): { name: string; href?: string; isCollection: boolean } | undefined {
  const at = pieces.findIndex(
    (piece) => piece.kind === 'link' && /(?:^|\/)resources\/|^[\w.-]+\.md/i.test(piece.href ?? ''),
  );
  const link = pieces[at];
  if (link) {
    const before = plain(pieces.slice(0, at));
    const after = plain(pieces.slice(at + 1, at + 2));
    const name = link.text.trim().replace(/\s+(?:object|resource|collection)s?$/i, '');
    const isCollection =
      /\b(?:collection|list|array|set) of\b[^.]*$/i.test(before) ||
      /^\s*collection\b/i.test(after) ||
      /\bcollection$/i.test(link.text);
    return { name, ...(link.href ? { href: link.href } : {}), isCollection };
  }
  const named =
    /\b(?:(?:a |the )?(collection|list|array) of )?(?:an? |the )?(?:new |updated |requested )?([a-z][A-Za-z.]*[A-Z][A-Za-z]*|[A-Za-z]+) (?:objects?|resources?|collection) in the response body/i.exec(
      text,
    );
  const name = named?.[2];
  if (!name || /^(?:json|the|an?|response|requested|new|updated|this|that|of)$/i.test(name)) return undefined;
  return { name, isCollection: named[1] !== undefined };
}

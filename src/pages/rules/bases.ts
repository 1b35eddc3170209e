import type { Page } from '../page.js';
import { isRootType, namespaceOf, type TypeCall, type TypeEntry, type TypeIndex } from '../reference/types.js';

/** The types from which a page says that its type inherits: by annotation, in a sentence, or row by row. */
function saidBases(page: Page): TypeCall[] {
  const annotated = page.resources.flatMap(({ baseType }) => (baseType === undefined ? [] : [{ name: baseType }]));
  const rows = page.resources.flatMap(({ properties }) => properties.flatMap(({ notes }) => notes.inheritedFrom ?? []));
  return [...annotated, ...sentences(page), ...rows];
}

/** `Inherits from [outlookItem](outlookitem.md)` and its like. */
function sentences({ outline }: Page): TypeCall[] {
  return outline.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.kind !== 'text') return [];
      return block.pieces.flatMap((piece, at) => {
        const before = block.pieces[at - 1]?.text ?? '';
        const isBase =
          /\b(?:inherits|inherited|derives|derived|extends|subtype|type) (?:from|of|the)?\s*(?:the )?$/i.test(before);
        return piece.kind === 'link' && piece.href && isBase && /\binherit|deriv|extend|subtype|base type/i.test(before)
          ? [{ name: piece.text.trim(), href: piece.href }]
          : [];
      });
    }),
  );
}

/**
 * The types from which types' own pages say that a type inherits, at any distance.
 * @returns undefined where one of them has no page, so that the rest is not known
 */
export function basesByPages(entry: TypeEntry, index: TypeIndex): ReadonlySet<TypeEntry> | undefined {
  const bases = new Set<TypeEntry>();
  const waiting = [entry];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const { resource } = at;
    if (!resource && isRootType(at.fullName, index)) continue;
    if (!resource) return undefined;
    for (const call of saidBases(resource.page)) {
      const base = index.find(call, resource.page.name, namespaceOf(at.fullName));
      if (!base) return undefined;
      if (base === entry || bases.has(base)) continue;
      bases.add(base);
      waiting.push(base);
    }
  }
  return bases;
}

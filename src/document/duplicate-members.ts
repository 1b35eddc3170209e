import type { Node } from 'jsonc-parser';
import { type Place, placesOfOffsets } from './positions.js';

/** A member that an object of a JSON text has twice: readers keep the last one and say nothing. */
export interface DuplicateMember extends Place {
  readonly name: string;
}

/** The members that objects of a JSON text have twice. YAML readers refuse these; readers of JSON do not. */
export async function duplicateMembers(text: string): Promise<DuplicateMember[]> {
  if (!/^[\s\uFEFF]*[{[]/.test(text)) return [];
  const { parseTree } = await import('jsonc-parser');
  const found: { readonly name: string; readonly offset: number }[] = [];
  const open: Node[] = [];
  const root = parseTree(text, [], { disallowComments: true });
  if (root) open.push(root);
  for (let node = open.pop(); node; node = open.pop()) {
    const names = new Set<string>();
    for (const part of node.children ?? []) {
      open.push(part);
      const [key] = part.type === 'property' ? (part.children ?? []) : [];
      if (!key) continue;
      const name = String(key.value);
      if (names.has(name)) found.push({ name, offset: key.offset });
      names.add(name);
    }
  }
  const placeOf = placesOfOffsets(text);
  return found.sort((a, b) => a.offset - b.offset).map(({ name, offset }) => ({ name, ...placeOf(offset) }));
}

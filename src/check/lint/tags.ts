import { child } from '../../model/index.js';
import type { Place } from './places.js';
import type { DocumentRule } from './rule.js';
import { createNearest } from './spelling.js';

export const tagParent: DocumentRule = {
  id: 'tag-parent',
  severity: 'error',
  finds:
    'A tag whose parent is not there, or that is its own parent, directly or through other tags (OpenAPI 3.2 §4.22).',
  example: '`{ name: boxes, parent: parcles }`, and only `parcels` is among the tags.',
  *check(_, places) {
    if (places.minor < 2) return;
    const tags = new Map<string, Place>();
    for (const place of places.of('Tag'))
      if (typeof place.node.name === 'string' && !tags.has(place.node.name)) tags.set(place.node.name, place);
    const nearest = createNearest();
    for (const [name, place] of tags) {
      const { parent } = place.node;
      if (typeof parent !== 'string') continue;
      const pointer = child(place.pointer, 'parent');
      if (!tags.has(parent)) {
        const meant = nearest(parent, [...tags.keys()]);
        yield {
          pointer,
          message: `the tag ${name} has the parent ${parent}, which is not a tag`,
          suggestion: meant === undefined ? `Describe ${parent} among the tags.` : `Write ${meant}.`,
        };
      } else if (isOwnAncestor(name, tags))
        yield {
          pointer,
          message: `the tag ${name} is its own parent, directly or through other tags`,
          suggestion: 'Take parent out of one of the tags in the circle.',
        };
    }
  },
};

function isOwnAncestor(name: string, tags: ReadonlyMap<string, Place>): boolean {
  const seen = new Set<unknown>();
  for (let here = tags.get(name)?.node.parent; typeof here === 'string'; here = tags.get(here)?.node.parent) {
    if (here === name) return true;
    if (seen.has(here)) return false;
    seen.add(here);
  }
  return false;
}

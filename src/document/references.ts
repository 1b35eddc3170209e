import { at, pointerOfFragment } from '../model/index.js';
import type { OpenApiRoot } from './document.js';
import { type FoundReference, walkReferences } from './walk.js';

/** The first local reference that leads to nothing, if there is one. */
export function brokenReference(root: OpenApiRoot): FoundReference | undefined {
  let broken: FoundReference | undefined;
  walkReferences(root, (found) => {
    if (broken || found.key === 'externalValue' || !found.reference.startsWith('#')) return;
    if (at(root, toPointer(found.reference)) === undefined) broken = found;
  });
  return broken;
}

function toPointer(reference: string): string {
  const pointer = pointerOfFragment(reference);
  return pointer === '' || pointer.startsWith('/') ? pointer : `/${pointer}`;
}

import { at } from '../model/index.js';
import type { OpenApiRoot } from './document.js';
import { pointerOfReference } from './uri.js';
import { type FoundReference, walkReferences } from './walk.js';

/** The local references that lead to nothing. */
export function brokenReferences(root: OpenApiRoot): FoundReference[] {
  const broken: FoundReference[] = [];
  walkReferences(root, (found) => {
    if (found.kind === 'payload' || !found.reference.startsWith('#')) return;
    if (at(root, pointerOfReference(found.reference)) === undefined) broken.push(found);
  });
  return broken;
}

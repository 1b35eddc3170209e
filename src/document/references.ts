import { at } from '../model/index.js';
import type { OpenApiRoot } from './document.js';
import { pointerOfReference } from './uri.js';
import { type FoundReference, walkReferences } from './walk.js';

/** The first local reference that leads to nothing, if there is one. */
export function brokenReference(root: OpenApiRoot): FoundReference | undefined {
  let broken: FoundReference | undefined;
  walkReferences(root, (found) => {
    if (broken || found.kind === 'payload' || !found.reference.startsWith('#')) return;
    if (at(root, pointerOfReference(found.reference)) === undefined) broken = found;
  });
  return broken;
}

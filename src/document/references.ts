import { at, type JsonValue } from '../model/index.js';
import type { OpenApiRoot } from './document.js';
import { pointerOfReference } from './uri.js';
import { type FoundReference, walkReferences } from './walk.js';

/** The local references that lead to nothing. */
export function brokenReferences(root: OpenApiRoot): FoundReference[] {
  const broken: FoundReference[] = [];
  // A document may say the same reference a million times.
  const leads = createLookup(root);
  walkReferences(
    root,
    (found) => broken.push(found),
    undefined,
    (reference, kind) => kind !== 'payload' && reference.startsWith('#') && !leads(reference),
  );
  return broken;
}

/** Tells whether a local reference leads to something; each is looked up once. */
export function createLookup(root: JsonValue): (reference: string) => boolean {
  const known = new Map<string, boolean>();
  return (reference) => {
    const leads = known.get(reference) ?? at(root, pointerOfReference(reference)) !== undefined;
    known.set(reference, leads);
    return leads;
  };
}

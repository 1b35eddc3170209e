import { InputError } from '../../model/index.js';
import { type Document, isOpenApiRoot } from '../document.js';
import { brokenReference } from '../references.js';
import { applyOverlay } from './apply.js';
import type { Overlay } from './overlay.js';

/** A document with an overlay laid over it. */
export interface OverlaidDocument {
  readonly document: Document;
  /** 0-based indexes of the actions that selected nothing. */
  readonly unmatched: readonly number[];
}

/**
 * Lays an overlay over a document that is loaded: bundled, converted, merged. So its paths lead to what the user sees in `docproof bundle`, where each part
 * stands under the name by which the root refers to it, whichever file it came from.
 * @throws InputError `bad-overlay`, `unresolvable-ref`
 */
export function overlaidDocument(document: Document, overlay: Overlay): OverlaidDocument {
  const { root, unmatched } = applyOverlay(document.root, overlay);
  const place = { source: overlay.source };
  if (!isOpenApiRoot(root)) {
    throw new InputError('bad-overlay', `${document.source} is no OpenAPI description any more`, {
      place,
      cure: 'Let its "openapi", "info" and "paths" be what they are.',
    });
  }
  const broken = brokenReference(root);
  if (broken) {
    const { key, reference, pointer } = broken;
    throw new InputError('unresolvable-ref', `after it, the ${key} ${reference} at ${pointer} leads nowhere`, {
      place,
      cure: 'Let the overlay add what is referred to, or leave it in the document.',
    });
  }
  const dialect = root.openapi.startsWith('3.0') ? '3.0' : '3.1';
  return { document: { ...document, root, dialect }, unmatched };
}

import { InputError, type JsonValue, type Pointer } from '../../model/index.js';
import { bundle } from '../bundle.js';
import { type Document, dialectIn, isOpenApiRoot, type Origin } from '../document.js';
import { originOf } from '../origins.js';
import { brokenReferences } from '../references.js';
import { type FoundReference, walkReferences } from '../walk.js';
import { applyOverlay } from './apply.js';
import type { Overlay } from './overlay.js';

/** A document with an overlay applied to it. */
export interface OverlaidDocument {
  readonly document: Document;
  /** 0-based indexes of the actions that selected nothing. */
  readonly unmatched: readonly number[];
}

/**
 * Applies an overlay to a document that is loaded: bundled, converted, merged. So its paths lead to what the user sees
 * in `docproof bundle`, where each part has the name by which the root refers to it, whichever file it came from.
 * @throws InputError `bad-overlay`, `unresolvable-ref`
 */
export function overlaidDocument(document: Document, overlay: Overlay): OverlaidDocument {
  const { root: laid, unmatched } = applyOverlay(document.root, overlay);
  const { root, origins } = withoutStructures(laid, overlay.source, document);
  const place = { source: overlay.source };
  if (!isOpenApiRoot(root)) {
    throw new InputError('bad-overlay', `${document.source} is no longer an OpenAPI description`, {
      place,
      cure: 'Do not change its "openapi", "info" and "paths" into something else.',
    });
  }
  const before = new Set(brokenReferences(document.root).map(({ reference }) => reference));
  const broken = brokenReferences(root).find(({ reference }) => !before.has(reference));
  if (broken) {
    const { key, reference, pointer } = broken;
    throw new InputError('unresolvable-ref', `after it, the ${key} ${reference} at ${pointer} leads nowhere`, {
      place,
      cure: 'Add to the overlay what is referred to, or leave it in the document.',
    });
  }
  return { document: { ...document, root, dialect: dialectIn(root), ...(origins ? { origins } : {}) }, unmatched };
}

/**
 * References that the overlay put in the place of operations, maps and the like give way to what they lead to, as when
 * a document is loaded.
 */
function withoutStructures(
  content: JsonValue,
  source: string,
  document: Document,
): { root: JsonValue; origins?: ReadonlyMap<Pointer, Origin> | undefined } {
  const references: FoundReference[] = [];
  walkReferences(content, (found) => {
    if (found.kind === 'structure') references.push(found);
  });
  if (references.length === 0) return { root: content, origins: document.origins };
  const [uri = ''] = document.files;
  const none = new Map();
  const { root, origins } = bundle(
    { uri, source, text: '', content, references },
    { sources: none, payloads: none, data: none },
  );
  const written = [...origins].map(([pointer, moved]): [Pointer, Origin] => [
    pointer,
    originOf(document, moved.pointer) ?? moved,
  ]);
  return { root, origins: new Map([...(document.origins ?? []), ...written]) };
}

/**
 * OpenAPI Overlays: read, applied to a document, and written.
 * Takes text or data; gives a changed document. Loaded when the first overlay is named.
 */
export { applyOverlay, type Overlaid } from './apply.js';
export { actionOf, type Edit, editsBetween } from './between.js';
export { type OverlaidDocument, overlaidDocument } from './overlaid.js';
export { type Overlay, type OverlayAction, overlayJson } from './overlay.js';
export { isSelectable, pathOf } from './path-of.js';
export { readOverlay } from './read.js';

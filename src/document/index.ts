/**
 * An OpenAPI document as data.
 * Takes a path or URL and a port that reads files; gives one root object with local references only.
 * May import model and the types of io's ports. Never knows ajv, Markdown or Node's file system.
 */
export { type Document, isOpenApiRoot, type OpenApiRoot, type Origin } from './document.js';
export { type LoadRequest, loadDocument } from './load.js';
export { mergeDocuments } from './merge.js';
export { originOf } from './origins.js';
export { parseText } from './parse.js';
export { positionOf, positionsIn } from './positions.js';
export { isRemote, type Reach } from './uri.js';

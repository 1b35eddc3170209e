/**
 * An OpenAPI document as data.
 * Takes a path or URL and a port that reads files; gives one root object with local references only.
 * May import model and the types of io's ports. Never knows ajv, Markdown or Node's file system.
 */
export { type Document, isOpenApiRoot, type OpenApiRoot } from './document.js';
export { type LoadRequest, loadDocument } from './load.js';
export { mergeDocuments } from './merge.js';
export { parseText, positionOf } from './parse.js';
export { isRemote, type Reach } from './uri.js';

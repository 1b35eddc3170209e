/**
 * An OpenAPI document as data.
 * Takes a path or URL and a port that reads files; gives one root object with local references only.
 * May import model, the names of the dialects of schema, and the types of the ports of io. Of ajv it takes
 * the published meta-schemas only. Never knows Markdown or the file system of Node.
 */
export {
  type AbsentExample,
  type Document,
  dialectIn,
  isOpenApiRoot,
  type OpenApiRoot,
  type Origin,
} from './document.js';
export { duplicateMembers } from './duplicate-members.js';
export type { LoadRequest } from './file-reader.js';
export { loadDocument } from './load.js';
export { mergeDocuments } from './merge.js';
export { originOf } from './origins.js';
export { parseText } from './parse.js';
export { asMembers, type ItemOperation, operationsIn, type StrayOperation, strayOperationsIn } from './path-item.js';
export { positionOf, positionsIn } from './positions.js';
export { isRemote, type Reach } from './uri.js';

/**
 * A Schema Object becomes validators, explanations and shapes.
 * Takes a document's schemas; gives verdicts, violations and the members that a schema names. May import model.
 * Never reads files, and never knows an operation.
 */

export { suspectSchemas } from './defects.js';
export { namesOf } from './discriminator.js';
export { canMatch, linearFinder, nameMatches } from './pattern.js';
export { provenanceAt, type Shape, type Shapes } from './shape.js';
export type { Direction } from './validate/convert.js';
export { createSchemas, type SchemaError, type Schemas, type UnusableSchema } from './validate/schemas.js';

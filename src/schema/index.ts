/**
 * A Schema Object is read once, here, for all who ask about schemas.
 *
 *   node + dialect (a table) ─normalise▶ NormalSchema: JSON Schema 2020-12, and where each keyword is in the document
 *     ├─ read/      what one schema says: types, bounds, enumeration, members, items, alternatives, conditions
 *     ├─ validate/  all schemas that one refers to ─convert▶ ajv: one function that says yes or no, one that explains
 *     ├─ precompiled/  the same functions, written as text before and looked up later
 *     └─ write/     the other way round: what values showed, as a schema of the dialect
 *   several schemas of one place ─▶ Shape: which members do they name, and where is that documented?
 *
 * Takes a document's root and the name of its dialect; gives verdicts, faults by pointer, and what a schema says.
 * `dialects/` is data only: a further version of OpenAPI is a table and a line in its index.
 * May import model. Never reads files, and never knows an operation.
 */

export { type BodyWalk, type CountedMember, type CountedPlace, createBodyWalk, FOUND } from './body-walk.js';
export { isJsonContent, jsonIn, readsContent } from './content.js';
export { faultOfOwnSchema, ignoredKeywords, unusableKeywords } from './defects.js';
export { type DialectName, minorOf } from './dialects/index.js';
export type { Direction } from './direction.js';
export { createMemberTable, type MemberSlot, type MemberTable } from './member-table.js';
export { oversizedSchemas } from './oversized.js';
export { linearFinder, nameMatches, whyUnmatchable } from './pattern.js';
export { boundsIn, type SchemaBounds } from './read/bounds.js';
export {
  conditionsIn,
  decidesSomething,
  type SchemaAlternatives,
  type SchemaCondition,
} from './read/choices.js';
export type { Defect } from './read/defects.js';
export { discriminatorOf, namesOfBranch } from './read/discriminator.js';
export { containsIn, itemsIn, type SchemaContains, type SchemaItems } from './read/items.js';
export { dependentRequiredIn, membersIn, requiredIn, type SchemaMembers } from './read/members.js';
export type { NormalSchema } from './read/normal.js';
export { listUnder, type SchemaPlace, schemaUnder, targetOf } from './read/place.js';
export type { SchemaReader } from './read/reader.js';
export type { TypeName } from './read/types.js';
export { restrictionsIn, samplesIn, typesIn } from './read/values.js';
export { provenanceAt, type Shape, type Shapes } from './shape.js';
export {
  admittedTypes,
  enumerationsIn,
  isKeptFrom,
  isRequired,
  KEPT_FROM,
  namedTypes,
  propertiesIn,
  valuesUnder,
  xmlIn,
} from './shape-facts.js';
export type { Allowance } from './validate/branch-budget.js';
export type { Engines } from './validate/engine-port.js';
export { MORE_FAULTS, type SchemaError } from './validate/explain.js';
export { createSchemas, type Schemas, type SchemaVerdict } from './validate/schemas.js';
export { countMembers, MAX_KEYWORDS } from './validate/size-limits.js';
export { writerOf } from './write/index.js';
export type { SchemaWriter } from './write/writer.js';

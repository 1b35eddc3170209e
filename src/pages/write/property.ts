import type { JsonObject, JsonValue } from '../../model/index.js';
import type { FieldRow, Page } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { namespaceOf, type PageRow, type TypeEntry } from '../reference/types.js';
import type { SimpleType } from '../types/type-text.js';
import { described, sourceOf, type WriteContext } from './context.js';
import { inferSchema } from './infer.js';
import { nullable } from './nullable.js';

/** The evidence about a property besides its rows. */
export interface PropertyEvidence {
  /** The type that has it. */
  readonly near: string;
  /** Its values in examples. */
  readonly values: readonly JsonNode[];
  readonly isKey: boolean;
  /** Whether services set it and no request shows it. */
  readonly isServerSet: boolean;
  readonly isSent: boolean;
}

/**
 * The schema of a property, a parameter of an action or the like.
 * @param rows that describe it, the one that counts first; what it leaves open the others may say
 */
export function propertySchema(
  context: WriteContext,
  rows: readonly PageRow[],
  evidence: PropertyEvidence,
): JsonObject {
  const [first] = rows;
  if (!first) return {};
  const typed = withMembers(rows.find(({ row }) => row.type) ?? first, rows);
  const { row, page } = first;
  const { notes } = row;
  const value = valueSchema(context, typed, evidence);
  const isReadOnly = !evidence.isSent && (rows.some((each) => each.row.notes.isReadOnly) || evidence.isServerSet);
  return {
    ...described(context, row.description),
    ...value,
    ...(isReadOnly ? { readOnly: true } : {}),
    ...(notes.isWriteOnly ? { writeOnly: true } : {}),
    ...(notes.isDeprecated ? { deprecated: true } : {}),
    'x-source': sourceOf(page, row.line),
  };
}

/** The row, with the members that another row of the property lists where it names an enumeration and lists none. */
function withMembers({ row, page }: PageRow, rows: readonly PageRow[]): PageRow {
  const isNamed = row.type?.of.every(({ kind }) => kind === 'named' || kind === 'enumeration') ?? false;
  const members =
    isNamed && !row.notes.members ? rows.find((each) => each.row.notes.members)?.row.notes.members : undefined;
  if (!members) return { row, page };
  const { name, line, typeText, type, description, pieces, surplus, notes } = row;
  return { page, row: { name, line, typeText, type, description, pieces, surplus, notes: { ...notes, members } } };
}

function valueSchema(context: WriteContext, { row, page }: PageRow, evidence: PropertyEvidence): JsonObject {
  const { type, notes } = row;
  if (!type) return evidence.values.length > 0 ? { ...inferSchema(evidence.values), 'x-inferred': true } : {};
  const items = evidence.values.flatMap((node) => node.items ?? [node]);
  const isClosed = type.isCollection || !notes.areCombined;
  const schemas = type.of.map((simple) =>
    simpleSchema(context, simple, { row, page, near: evidence.near, values: items, isClosed }),
  );
  const single = alternatives(schemas);
  if (type.isCollection)
    return { type: 'array', items: single, ...(notes.maxItems === undefined ? {} : { maxItems: notes.maxItems }) };
  return evidence.isKey || notes.isKey || notes.isNullable === false ? single : nullable(single);
}

/** One of several schemas; where one of them takes anything, so do they all. */
function alternatives(schemas: readonly JsonObject[]): JsonObject {
  const [only = {}] = schemas;
  if (schemas.length === 1) return only;
  return schemas.some((schema) => Object.keys(schema).length === 0) ? {} : { anyOf: schemas };
}

interface Place {
  readonly row: FieldRow;
  readonly page: Page;
  readonly near: string;
  readonly values: readonly JsonNode[];
  /** Whether a value is one of the members; else it may hold several. */
  readonly isClosed: boolean;
}

/** A text that is one of these members. */
function membersSchema({ row, isClosed }: Place): JsonObject {
  const { members } = row.notes;
  return members && isClosed ? { type: 'string', enum: members } : { type: 'string' };
}

function simpleSchema(context: WriteContext, type: SimpleType, place: Place): JsonObject {
  if (type.kind === 'any') return {};
  if (type.kind === 'enumeration') return membersSchema(place);
  if (type.kind === 'primitive') return withRules(type.primitive.schema, place, type.maxLength);
  return namedSchema(context, type, place);
}

/** Lengths, ranges and members that the description gives. */
function withRules(schema: JsonObject, place: Place, maxLength = place.row.notes.maxLength): JsonObject {
  const { notes } = place.row;
  if (schema.type === 'string' && schema.format === undefined) {
    if (notes.members) return { ...schema, ...membersSchema(place) };
    return maxLength === undefined ? schema : { ...schema, maxLength };
  }
  if (schema.type !== 'integer') return schema;
  if (notes.numbers) return { type: 'integer', enum: notes.numbers.map(({ value }) => value) };
  return notes.range ? { ...schema, ...notes.range } : schema;
}

/** A type by name: an enumeration whose members the row lists, a described type, or what examples show. */
function namedSchema(context: WriteContext, type: Extract<SimpleType, { kind: 'named' }>, place: Place): JsonObject {
  const { row, page, near, values } = place;
  const { members } = row.notes;
  const objects = values.filter((node) => node.members);
  const entry = context.index.find(type, page.name, namespaceOf(near), context.index.typeShown(objects[0]));
  const isObject = entry && !entry.members && (entry.resource || objects.length > 0);
  if (members && !isObject) return membersSchema(place);
  if (entry && (entry.resource || entry.rows.length + entry.donated.length > 0 || entry.samples.length > 0))
    return context.refTo(entry);
  const listed = context.index.enumeration(type);
  if (listed) return { type: 'string', enum: unique(listed.spots.map(({ text }) => text)) };
  if (objects.length > 0 || type.href === undefined)
    return objects.length > 0 ? inferSchema(objects) : { type: 'string' };
  return values.length > 0 ? inferSchema(values) : {};
}

/** The schema of an enumeration that has its own page. */
export function enumerationSchema(context: WriteContext, { members }: TypeEntry): JsonObject {
  const [first] = members?.spots ?? [];
  return {
    ...described(context, members?.page.description ?? ''),
    type: 'string',
    enum: unique((members?.spots ?? []).map(({ text }) => text)),
    ...(members && first ? { 'x-source': sourceOf(members.page, first.line) } : {}),
  };
}

function unique(values: readonly string[]): JsonValue[] {
  return [...new Set(values)];
}

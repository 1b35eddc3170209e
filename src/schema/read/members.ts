import { isObject, type JsonValue, own } from '../../model/index.js';
import type { NormalSchema } from './normal.js';
import { mapUnder, type SchemaPlace, schemaUnder } from './place.js';

/**
 * The rules of one schema for an object's members. Read together: `additionalProperties` looks at its neighbours only.
 */
export interface SchemaMembers {
  readonly properties: ReadonlyMap<string, SchemaPlace>;
  readonly patterns: readonly (readonly [pattern: string, place: SchemaPlace])[];
  /** For members that neither of them names. */
  readonly others: SchemaPlace | undefined;
}

/** The members that a schema speaks about; undefined where it speaks about none. */
export function membersIn(schema: NormalSchema): SchemaMembers | undefined {
  const properties = new Map(mapUnder(schema, 'properties'));
  const patterns = mapUnder(schema, 'patternProperties');
  const others = schemaUnder(schema, 'additionalProperties');
  return properties.size > 0 || patterns.length > 0 || others ? { properties, patterns, others } : undefined;
}

/** The names of the members that a schema demands. */
export function requiredIn({ keywords }: NormalSchema): string[] {
  return textsIn(own(keywords, 'required'));
}

/** The members that a schema demands where another one is there. */
export function dependentRequiredIn({ keywords }: NormalSchema): (readonly [name: string, needs: readonly string[]])[] {
  const dependent = own(keywords, 'dependentRequired');
  return isObject(dependent) ? Object.entries(dependent).map(([name, needs]) => [name, textsIn(needs)] as const) : [];
}

function textsIn(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

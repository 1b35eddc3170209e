import { isNumeric } from '../../model/index.js';
import type { NormalSchema } from './normal.js';
import { listUnder, type SchemaPlace, schemaUnder } from './place.js';

/** The rules of one schema for an array's items. */
export interface SchemaItems {
  readonly prefix: readonly SchemaPlace[];
  /** For the items after the prefix. */
  readonly rest: SchemaPlace | undefined;
}

/** The items that a schema describes; undefined where it describes none. */
export function itemsIn(schema: NormalSchema): SchemaItems | undefined {
  const prefix = listUnder(schema, 'prefixItems');
  const rest = schemaUnder(schema, 'items');
  return prefix.length > 0 || rest ? { prefix, rest } : undefined;
}

/** How many items a schema wants of one kind (JSON Schema 2020-12 §10.3.1.3). */
export interface SchemaContains {
  readonly place: SchemaPlace;
  readonly min: number;
  readonly max: number;
}

/** The `contains` of a schema with its bounds. */
export function containsIn(schema: NormalSchema): SchemaContains | undefined {
  const place = schemaUnder(schema, 'contains');
  if (!place) return undefined;
  const { minContains, maxContains } = schema.keywords;
  return {
    place,
    min: isNumeric(minContains) ? Number(minContains) : 1,
    max: isNumeric(maxContains) ? Number(maxContains) : Number.POSITIVE_INFINITY,
  };
}

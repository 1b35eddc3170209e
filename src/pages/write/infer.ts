import type { JsonObject, JsonValue } from '../../model/index.js';
import type { JsonNode } from '../read/json.js';
import { DATE_TIME, INT32, INT64 } from '../types/json-forms.js';
import { nullable } from './nullable.js';

const DATE_TIME_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * The schema that values of examples suggest where no page says more: their JSON types; a date-time where each text is
 * one.
 * Null is always allowed: an example shows what a value can be, not what it must be.
 * @param samples of one property; those of the documentation's placeholders among them say nothing of formats
 */
export function inferSchema(samples: readonly JsonNode[]): JsonObject {
  const kinds = new Map<string, JsonNode[]>();
  for (const node of samples) {
    const kind = kindOf(node.value);
    const known = kinds.get(kind);
    if (known) known.push(node);
    else if (kind !== 'null') kinds.set(kind, [node]);
  }
  const merged = kinds.has('number') && kinds.has('integer') ? mergeNumbers(kinds) : kinds;
  const schemas = [...merged].map(([kind, nodes]) => schemaFor(kind, nodes));
  const [only] = schemas;
  if (!only) return {};
  return schemas.length === 1 ? only : { anyOf: schemas };
}

function mergeNumbers(kinds: Map<string, JsonNode[]>): Map<string, JsonNode[]> {
  const merged = new Map(kinds);
  merged.delete('integer');
  return merged;
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function schemaFor(kind: string, nodes: readonly JsonNode[]): JsonObject {
  if (kind === 'boolean') return { type: 'boolean' };
  if (kind === 'integer') return nodes.every(({ value }) => Math.abs(Number(value)) < 2 ** 31) ? INT32 : INT64;
  if (kind === 'number') return { type: 'number' };
  if (kind === 'string')
    return nodes.every(({ value }) => DATE_TIME_TEXT.test(String(value))) ? DATE_TIME : { type: 'string' };
  if (kind === 'array') return { type: 'array', items: inferSchema(nodes.flatMap(({ items }) => items ?? [])) };
  return inferObject(nodes);
}

/** An object of which no page names the type: its members, without regard to which of them are always there. */
export function inferObject(nodes: readonly JsonNode[]): JsonObject {
  const members = membersOf(nodes);
  return {
    type: 'object',
    properties: Object.fromEntries([...members].map(([name, values]) => [name, orNull(inferSchema(values))])),
  };
}

/** The values that objects show for each of their members, in the order in which these appear. */
export function membersOf(nodes: readonly JsonNode[]): Map<string, JsonNode[]> {
  const members = new Map<string, JsonNode[]>();
  for (const { members: own = [] } of nodes)
    for (const { name, node } of own) {
      const known = members.get(name);
      if (known) known.push(node);
      else members.set(name, [node]);
    }
  return members;
}

/** Lists are never null: an empty one says that there is nothing. */
export function orNull(schema: JsonObject): JsonObject {
  return schema.type === 'array' ? schema : nullable(schema);
}

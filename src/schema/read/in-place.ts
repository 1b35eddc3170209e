import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { IN_PLACE_LISTS } from '../keywords.js';
import { normalise } from './normal.js';
import { targetOf } from './place.js';

/** The schemas that apply to the same value as this one. */
export function inPlace(node: JsonObject, root: JsonObject, dialect: SchemaDialect): JsonObject[] {
  const { keywords } = normalise(node, '', dialect);
  const found: (JsonValue | undefined)[] = ['not', 'if', 'then', 'else'].map((name) => own(keywords, name));
  const { $ref } = keywords;
  if (typeof $ref === 'string') found.push(targetOf(root, $ref)?.schema);
  for (const name of IN_PLACE_LISTS) for (const each of listOf(keywords, name)) found.push(each);
  const dependent = own(keywords, 'dependentSchemas');
  if (isObject(dependent)) for (const each of Object.values(dependent)) found.push(each);
  return found.filter(isObject);
}

/** A keyword's list; empty where it has none. */
export function listOf(node: JsonObject, keyword: string): readonly JsonValue[] {
  const list = own(node, keyword);
  return Array.isArray(list) ? list : [];
}

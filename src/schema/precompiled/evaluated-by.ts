import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';

/**
 * The schemas by which a value may have to be judged to tell what the keywords of a schema evaluate: alternatives,
 * conditions and wanted items, of the schema and of what applies with it.
 */
export function evaluatedBy(
  schema: JsonObject,
  schemaOf: (id: string) => JsonValue | undefined,
): ReadonlySet<JsonObject> {
  const asked = new Set<JsonObject>();
  const seen = new Set<JsonObject>();
  const waiting: (JsonValue | undefined)[] = [schema];
  const ask = (branch: JsonValue | undefined): void => {
    if (isObject(branch)) asked.add(branch);
  };
  for (const here of waiting) {
    if (!isObject(here) || seen.has(here)) continue;
    seen.add(here);
    for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) {
      const branches = own(here, keyword);
      if (!Array.isArray(branches)) continue;
      if (keyword !== 'allOf') branches.forEach(ask);
      for (const branch of branches) waiting.push(branch);
    }
    ask(own(here, 'if'));
    ask(own(here, 'contains'));
    waiting.push(own(here, 'if'), own(here, 'then'), own(here, 'else'));
    const dependent = own(here, 'dependentSchemas');
    if (isObject(dependent)) for (const schema of Object.values(dependent)) waiting.push(schema);
    const reference = own(here, '$ref');
    if (typeof reference === 'string') waiting.push(schemaOf(reference));
  }
  return asked;
}

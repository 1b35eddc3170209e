import { child, isObject, type JsonObject, type JsonValue, type Pointer } from '../model/index.js';
import type { SchemaDialect } from './dialects/dialect.js';
import { SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS } from './keywords.js';
import type { Defect } from './read/defects.js';
import { refersLocally } from './read/normal.js';

/** Gathers what is wrong with each schema of a document, each looked at once, with its pointer. */
export function findInSchemas(
  root: JsonObject,
  dialect: SchemaDialect,
  defectsOf: (node: JsonObject) => readonly Defect[],
  defectAt: (value: JsonValue, pointer: Pointer) => Defect | undefined,
): Defect[] {
  const found: Defect[] = [];
  const seen = new Set<JsonValue>();
  // The way to the present place, made a pointer only where something is wrong.
  const path: (string | number)[] = [];
  const visitSchema = (node: JsonValue): void => {
    if (!isObject(node) || seen.has(node)) return;
    seen.add(node);
    const defects = defectsOf(node);
    if (defects.length > 0) {
      const here: Pointer = path.reduce(child, '');
      for (const each of defects.map((defect) => ({ ...defect, pointer: `${here}${defect.pointer}` })))
        found.push(each);
    }
    if (dialect.besideReference === 'ignored' && refersLocally(node)) return;
    for (const key of SCHEMA_KEYWORDS) step(key, isObject(node[key]) ? node[key] : undefined, visitSchema);
    for (const key of SCHEMA_LIST_KEYWORDS) if (Array.isArray(node[key])) step(key, node[key], visitEach);
    for (const key of SCHEMA_MAP_KEYWORDS) if (isObject(node[key])) step(key, node[key], visitEach);
    if (Array.isArray(node.items)) step('items', node.items, visitEach);
  };
  const visitEach = (node: JsonValue): void => {
    if (Array.isArray(node)) for (const [index, item] of node.entries()) stepTo(index, item);
    else if (isObject(node)) for (const name of Object.keys(node)) stepTo(name, node[name]);
  };
  const visitOther = (node: JsonValue): void => {
    if (Array.isArray(node)) {
      for (const [index, item] of node.entries()) step(index, item, visitOther);
      return;
    }
    if (!isObject(node)) return;
    const isMap = hasFreeNames(path);
    for (const name of Object.keys(node)) {
      if (!isMap && (name === 'example' || name === 'examples' || name.startsWith('x-'))) continue;
      if (isSchemaField(name) && (isObject(node[name]) || isSchemaHolder(node, path))) stepTo(name, node[name]);
      else if (name === 'schemas' && path.length === 1 && path[0] === 'components') step(name, node[name], visitEach);
      else step(name, node[name], visitOther);
    }
  };
  const step = (token: string | number, value: JsonValue | undefined, visit: (node: JsonValue) => void): void => {
    if (typeof value !== 'object' || value === null) return;
    path.push(token);
    visit(value);
    path.pop();
  };
  const stepTo = (token: string | number, value: JsonValue | undefined): void => {
    const defect = value === undefined ? undefined : defectAt(value, '');
    if (defect) found.push({ ...defect, pointer: [...path, token].reduce(child, '') });
    else step(token, value, visitSchema);
  };
  visitOther(root);
  return found;
}

/** Maps of objects whose names are the author's: a header may be called `x-rate`. */
const MAPS: ReadonlySet<string | number | undefined> = new Set(['content', 'headers', 'callbacks']);

/** Whether the members of the node at this path have names that mean nothing to OpenAPI. */
function hasFreeNames(path: readonly (string | number)[]): boolean {
  if (path.length === 1) return path[0] === 'webhooks';
  if (path.length === 2 && path[0] === 'components') return path[1] !== 'examples';
  return MAPS.has(path.at(-1));
}

/** Of one value, or of the items of a sequence (OpenAPI 3.2). */
function isSchemaField(name: string): boolean {
  return name === 'schema' || name === 'itemSchema';
}

/** Whether `schema` of this node is a schema: of a media type, a header or a parameter; not a scope of that name. */
function isSchemaHolder(node: JsonObject, path: readonly (string | number)[]): boolean {
  return typeof node.in === 'string' || ['content', 'headers'].includes(String(path.at(-2)));
}

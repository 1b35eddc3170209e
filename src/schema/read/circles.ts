import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../../model/index.js';
import type { SchemaDialect } from '../dialects/dialect.js';
import { IN_PLACE_LISTS } from '../keywords.js';
import type { Defect } from './defects.js';
import { normalise } from './normal.js';
import { targetOf } from './place.js';
import { TYPES } from './types.js';

/** Finds references that lead back to the schema that has them, without a step into the value. */
export interface Circles {
  /** What is wrong with the `$ref` of a schema: to follow it would have no end. Undefined for others. */
  defectOf(node: JsonObject, pointer: Pointer): Defect | undefined;
}

/** Circles among the schemas below `root`: Tarjan's components of the graph of schemas that apply to the same value. */
export function createCircles(root: JsonObject, dialect: SchemaDialect): Circles {
  const component = new Map<JsonObject, number>();
  const order = new Map<JsonObject, number>();
  const stack: JsonObject[] = [];

  /** @returns the earliest schema that is reached from here and has no component yet */
  const visit = (node: JsonObject): number => {
    const mine = order.size;
    order.set(node, mine);
    stack.push(node);
    let low = mine;
    for (const next of inPlace(node, root, dialect)) {
      const known = order.get(next);
      if (known === undefined) low = Math.min(low, visit(next));
      else if (!component.has(next)) low = Math.min(low, known);
    }
    if (low === mine) {
      for (let member = stack.pop(); member; member = stack.pop()) {
        component.set(member, mine);
        if (member === node) break;
      }
    }
    return low;
  };

  return {
    defectOf(node, pointer) {
      const reference = own(node, '$ref');
      const target = typeof reference === 'string' ? targetOf(root, reference)?.schema : undefined;
      if (!isObject(target)) return undefined;
      if (!order.has(node)) visit(node);
      if (component.get(node) !== component.get(target)) return undefined;
      const detail = `the reference ${reference} leads back to itself without end`;
      return { keyword: '$ref', pointer: child(pointer, '$ref'), detail, types: TYPES, isCircle: true };
    },
  };
}

/** The schemas that apply to the same value as this one. */
function inPlace(node: JsonObject, root: JsonObject, dialect: SchemaDialect): JsonObject[] {
  const { keywords } = normalise(node, '', dialect);
  const found: (JsonValue | undefined)[] = ['not', 'if', 'then', 'else'].map((name) => own(keywords, name));
  const { $ref } = keywords;
  if (typeof $ref === 'string') found.push(targetOf(root, $ref)?.schema);
  for (const name of IN_PLACE_LISTS) {
    const list = own(keywords, name);
    if (Array.isArray(list)) found.push(...list);
  }
  const dependent = own(keywords, 'dependentSchemas');
  if (isObject(dependent)) found.push(...Object.values(dependent));
  return found.filter(isObject);
}

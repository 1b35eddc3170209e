import { isMethod, isMethodName, METHODS } from '../http/index.js';
import { child, isObject, type JsonObject, type JsonValue, own, type Pointer } from '../model/index.js';

/** An operation as a Path Item Object holds it. */
export interface ItemOperation {
  /** As it is sent: upper case for the fields of a path item, as it is written in `additionalOperations`. */
  readonly method: string;
  readonly node: JsonObject;
  /** Its place below the path item: `/get`, `/additionalOperations/COPY`. */
  readonly place: Pointer;
}

/** An entry of `additionalOperations` that describes nothing, and why. */
export interface StrayOperation {
  readonly method: string;
  readonly place: Pointer;
  /** A method that has its own field, a name that is not a method, or a value that is not an object. */
  readonly why: 'has-field' | 'no-method' | 'no-object';
}

/**
 * The operations of a path item: those of its fields in the order of the specification, then those of
 * `additionalOperations` (OpenAPI 3.2 §4.9) in the order of the document.
 * @param minor the minor version of OpenAPI 3. Before 3.2 no path item has `additionalOperations`, and `query` is read
 * all the same: pages of documentation may describe such operations, and are compiled to 3.1
 */
export function operationsIn(item: JsonObject, minor: number): ItemOperation[] {
  const found: ItemOperation[] = [];
  for (const field of METHODS) {
    const node = own(item, field);
    if (isObject(node)) found.push({ method: field.toUpperCase(), node, place: child('', field) });
  }
  if (minor < 2) return found;
  for (const [method, node] of additional(item))
    if (isObject(node) && isMethodName(method) && !isMethod(method))
      found.push({ method, node, place: placeOf(method) });
  return found;
}

/** The entries of `additionalOperations` that no request can meet. */
export function strayOperationsIn(item: JsonObject): StrayOperation[] {
  return additional(item).flatMap(([method, node]): StrayOperation[] => {
    const place = placeOf(method);
    if (isMethod(method)) return [{ method, place, why: 'has-field' }];
    if (!isMethodName(method)) return [{ method, place, why: 'no-method' }];
    return isObject(node) ? [] : [{ method, place, why: 'no-object' }];
  });
}

/**
 * A path item with one more operation, as the members to merge into it; undefined where this version of OpenAPI cannot
 * describe the method.
 */
export function asMembers(method: string, operation: JsonObject, minor: number): JsonObject | undefined {
  if (isMethod(method)) return method === method.toUpperCase() ? { [method.toLowerCase()]: operation } : undefined;
  return minor >= 2 && isMethodName(method) ? { [ADDITIONAL]: { [method]: operation } } : undefined;
}

const ADDITIONAL = 'additionalOperations';

function additional(item: JsonObject): [string, JsonValue | undefined][] {
  const map = own(item, ADDITIONAL);
  return isObject(map) ? Object.entries(map) : [];
}

function placeOf(method: string): Pointer {
  return child(child('', ADDITIONAL), method);
}

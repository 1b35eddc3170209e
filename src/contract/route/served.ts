import type { Operation } from '../operation.js';
import { type Fields, parseForm } from '../parameters/fields.js';
import { fixedFields, hasFields, pathKeyOf, queryVariables } from './path-key.js';
import type { PathValues } from './router.js';

/** The operations that one path and method lead to: one, but for keys of `paths` that differ in query or fragment. */
export interface Served {
  readonly operation: Operation;
  /** All of them, where the query has a say: those without a fragment first, else in the order of the document. */
  readonly variants?: readonly Variant[];
}

interface Variant {
  readonly operation: Operation;
  readonly fixed: Fields;
  /** Of keys with a fragment, which no request sends: the query parameters that tell them apart. */
  readonly needs: readonly string[];
  /** The variables of its path. */
  readonly names: readonly string[];
}

/** Groups operations by method and path, in the order of the document. */
export function servedBy(operations: readonly Operation[]): Served[] {
  const groups = new Map<string, [Operation, ...Operation[]]>();
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path.replace(/\{[^{}]*\}/g, '{}')}`;
    const group = groups.get(key);
    if (group) group.push(operation);
    else groups.set(key, [operation]);
  }
  return [...groups.values()].map((group) => {
    const [operation] = group;
    if (group.every(({ path, pathTemplate }) => path === pathTemplate)) return { operation };
    const plainFirst = group.toSorted((a, b) => Number(hasFragment(a)) - Number(hasFragment(b)));
    return { operation, variants: plainFirst.map(variantOf) };
  });
}

function hasFragment({ pathTemplate }: Operation): boolean {
  return pathKeyOf(pathTemplate).hasFragment;
}

function variantOf(operation: Operation): Variant {
  const key = pathKeyOf(operation.pathTemplate);
  const required = operation.parameters.filter(({ node }) => node.in === 'query' && node.required === true);
  return {
    operation,
    fixed: fixedFields(key),
    needs: key.hasFragment ? required.map(({ node }) => String(node.name)) : [],
    names: namesIn(operation.path),
  };
}

function namesIn(path: string): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
}

/**
 * The operation that a request's query leads to: the one that fixes most of it. Where no fragment's required parameters
 * are there, the first operation without a fixed query is taken.
 * @param isHere whether an operation is served where the request was sent
 */
export function operationFor(
  { operation, variants }: Served,
  query: string,
  isHere: (operation: Operation) => boolean,
): Operation | undefined {
  if (!variants) return isHere(operation) ? operation : undefined;
  const fields = parseForm(query);
  const here = variants.filter((variant) => isHere(variant.operation) && hasFields(fields, variant.fixed));
  let best: Variant | undefined;
  for (const variant of here) {
    if (!variant.needs.every((name) => fields.has(name))) continue;
    if (!best || weightOf(variant) > weightOf(best)) best = variant;
  }
  return (best ?? here[0])?.operation;
}

function weightOf({ fixed, needs }: Variant): number {
  return fixed.size + needs.length;
}

/** The path parameters by the names that this operation gives them, with those in its key's query. */
export function valuesFor(
  { variants, operation: first }: Served,
  operation: Operation,
  query: string,
  values: PathValues,
): PathValues {
  const variant = variants?.find((each) => each.operation === operation);
  if (!variant) return values;
  const renamed: Record<string, string> = Object.create(null);
  for (const [index, name] of namesIn(first.path).entries()) renamed[variant.names[index] ?? name] = values[name] ?? '';
  return Object.assign(renamed, queryVariables(parseForm(query), variant.fixed));
}

import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, type Located, own } from '../../model/index.js';
import { targetOf as schemaAt } from '../../schema/index.js';

/** All schemas that a value must satisfy together: the schema, what it refers to, and their `allOf`, at any depth. */
export function conjunctionOf(contract: Contract, schema: Located): Located[] {
  const found = new Map<JsonObject, Located>();
  const open: Located[] = [schema];
  for (let here = open.pop(); here; here = open.pop()) {
    if (found.has(here.node)) continue;
    found.set(here.node, here);
    const target = targetOf(contract, here);
    if (target) open.push(target);
    if (target && contract.document.dialect === '3.0') continue;
    // One by one: the arguments of a call are not without end.
    for (const branch of branchesOf(here, ['allOf'])) open.push(branch);
  }
  return [...found.values()];
}

/** The schemas that a schema refers to, or that its lists hold, for the same value. */
export function inPlaceOf(contract: Contract, schema: Located): Located[] {
  const target = targetOf(contract, schema);
  const here = branchesOf(schema, ['allOf', 'anyOf', 'oneOf']);
  for (const key of ['if', 'then', 'else', 'not']) {
    const node = own(schema.node, key);
    if (isObject(node)) here.push({ node, pointer: child(schema.pointer, key) });
  }
  return target ? [target, ...here] : here;
}

/** What a schema's `$ref` leads to, one step. */
export function targetOf({ document: { root } }: Contract, { node }: Located): Located | undefined {
  const reference = own(node, '$ref');
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined;
  const { schema, pointer } = schemaAt(root, reference) ?? {};
  return isObject(schema) && pointer !== undefined ? { node: schema, pointer } : undefined;
}

function branchesOf({ node, pointer }: Located, keys: readonly string[]): Located[] {
  const found: Located[] = [];
  for (const key of keys) {
    const list = own(node, key);
    if (!Array.isArray(list)) continue;
    for (const [index, branch] of list.entries())
      if (isObject(branch)) found.push({ node: branch, pointer: child(child(pointer, key), index) });
  }
  return found;
}

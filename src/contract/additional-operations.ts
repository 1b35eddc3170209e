import { type StrayOperation, strayOperationsIn } from '../document/path-item.js';
import { isReceivedMethod } from '../http/index.js';
import { child, isObject, type JsonObject, own, type Pointer } from '../model/index.js';
import { minorOf } from '../schema/index.js';
import type { LoadWarning } from './load-warnings.js';
import { follow, type Operation } from './operation.js';

/** Entries of `additionalOperations` that are left out, and methods that a server of Node never sees. */
export function additionalOperationWarnings(root: JsonObject, operations: readonly Operation[]): LoadWarning[] {
  return minorOf(root.openapi) < 2 ? [] : [...stray(root), ...unreceived(operations)];
}

function* stray(root: JsonObject): Generator<LoadWarning> {
  const told = new Set<Pointer>();
  const paths = own(root, 'paths');
  for (const [path, item] of isObject(paths) ? Object.entries(paths) : []) {
    const found = follow(root, item, child('/paths', path));
    for (const { method, place, why } of found ? strayOperationsIn(found.node) : []) {
      const pointer = `${found?.pointer}${place}`;
      if (told.has(pointer)) continue;
      told.add(pointer);
      yield { rule: 'unusable-operation', pointer, ...wordsFor(method, path, why) };
    }
  }
}

function wordsFor(method: string, path: string, why: StrayOperation['why']): Pick<LoadWarning, 'message' | 'cure'> {
  const entry = `${JSON.stringify(method)} under additionalOperations of ${path}`;
  if (why === 'has-field')
    return {
      message: `${entry} has its own field in a path item`,
      cure: `Write it as ${method.toLowerCase()} there: it is left out.`,
    };
  if (why === 'no-method')
    return { message: `${entry} is not a method`, cure: 'Correct its name (RFC 9110 §9.1): it is left out.' };
  return { message: `${entry} is not an operation`, cure: 'Describe it with an object: it is left out.' };
}

function* unreceived(operations: readonly Operation[]): Generator<LoadWarning> {
  for (const { method, id, pointer } of operations)
    if (!isReceivedMethod(method))
      yield {
        rule: 'unreceived-method',
        pointer,
        message: `the mock and the proxy cannot receive ${id}: the HTTP parser of Node does not know its method`,
        cure: 'Write the method in upper case if it is sent so. A check judges it all the same.',
      };
}

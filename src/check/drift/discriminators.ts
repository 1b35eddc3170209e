import type { Contract } from '../../contract/index.js';
import { child, isObject, type JsonObject, type JsonValue, own, type Pointer, sameJson } from '../../model/index.js';

/** So deep in a branch a member may be that tells it from the others. */
const MAX_DEPTH = 4;

/** A branch with more members than this is not searched to its end. */
const MAX_MEMBERS = 2000;

/** A schema that allows only these values. */
interface Fixed {
  readonly pointer: Pointer;
  readonly values: readonly JsonValue[];
}

/**
 * The schemas whose `enum` or `const` tells a branch of `oneOf` or `anyOf` from another: a further value there would
 * belong to no branch.
 */
export function discriminatorsOf(contract: Contract): ReadonlySet<Pointer> {
  const found = new Set<Pointer>();
  const visit = (node: JsonValue | undefined, pointer: Pointer): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      const member = Array.isArray(node) ? node[Number(name)] : isObject(node) ? own(node, name) : undefined;
      const place = child(pointer, name);
      if ((name === 'oneOf' || name === 'anyOf') && Array.isArray(member) && member.length > 1)
        compare(
          member.map((branch: JsonValue, index) => fixedIn(contract, branch, child(place, index))),
          found,
        );
      visit(member, place);
    }
  };
  visit(contract.document.root, '');
  return found;
}

/** Adds the schemas at the same place of different branches that have no value in common. */
function compare(branches: readonly ReadonlyMap<string, Fixed>[], found: Set<Pointer>): void {
  for (const [index, branch] of branches.entries()) {
    for (const [way, { pointer, values }] of branch) {
      const isApart = branches.some((other, at) => {
        const theirs = at === index ? undefined : other.get(way);
        return theirs && !theirs.values.some((value) => values.some((mine) => sameJson(mine, value)));
      });
      if (isApart) found.add(pointer);
    }
  }
}

/** The members of a branch that have fixed values, by the way to them. */
function fixedIn(contract: Contract, branch: JsonValue, at: Pointer): Map<string, Fixed> {
  const fixed = new Map<string, Fixed>();
  let left = MAX_MEMBERS;
  const visit = (written: JsonValue | undefined, place: Pointer, way: string, depth: number): void => {
    left -= 1;
    const located = contract.resolve(written, place);
    if (!located || !isObject(located.node) || left < 0 || depth > MAX_DEPTH) return;
    const { node, pointer } = located;
    const values = valuesOf(node);
    if (values && way !== '') fixed.set(way, { pointer, values });
    const { properties, allOf } = node;
    if (isObject(properties))
      for (const name of Object.keys(properties))
        visit(own(properties, name), child(child(pointer, 'properties'), name), child(way, name), depth + 1);
    if (Array.isArray(allOf))
      for (const [index, part] of allOf.entries()) visit(part, child(child(pointer, 'allOf'), index), way, depth + 1);
  };
  visit(branch, at, '', 0);
  return fixed;
}

function valuesOf(node: JsonObject): readonly JsonValue[] | undefined {
  if (node.const !== undefined) return [node.const];
  return Array.isArray(node.enum) ? node.enum : undefined;
}

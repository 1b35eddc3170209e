import type { JsonNode } from '../read/json.js';
import { namespaceOf, type PageRow, type TypeEntry, type TypeIndex } from '../reference/types.js';
import type { Primitive } from '../types/primitive.js';
import type { SimpleType } from '../types/type-text.js';
import { judgeOf, type ValueJudge } from './value-judge.js';

/** How a value breaks what its row declares. */
export interface Misfit {
  /**
   * `member`: it is not one of the listed values; `case`: it is one of them in another case; `type`: it is of another
   * type.
   */
  readonly kind: 'type' | 'member' | 'case';
  /** A value that would fit, in words: `a whole number`. */
  readonly wanted: string;
}

/** The values that a type lists, where it is an enumeration. */
export function membersOf(
  type: SimpleType,
  { row, page }: PageRow,
  near: string,
  index: TypeIndex,
): readonly string[] | undefined {
  if (row.notes.numbers) return undefined;
  if (type.kind === 'enumeration') return row.notes.members;
  if (type.kind !== 'named') return undefined;
  const entry = index.find(type, page.name, namespaceOf(near));
  if (entry && isObjectType(entry)) return undefined;
  const listed = entry?.members?.spots ?? index.enumeration(type)?.spots;
  const own = row.notes.members ?? [];
  const all = [...own, ...(listed ?? []).map(({ text }) => text)];
  return all.length > 0 ? [...new Set(all)] : undefined;
}

/** Whether the type's page describes an object. */
export function isObjectType({ resource, members }: TypeEntry): boolean {
  return members === undefined && resource !== undefined && resource.resource.properties.length > 0;
}

/**
 * Holds one value against its row.
 * @param near the type that has the property
 * @returns undefined where it fits, or nothing can be said
 */
export function misfitOf(node: JsonNode, declared: PageRow, near: string, index: TypeIndex): Misfit | undefined {
  const { type } = declared.row;
  if (!type || node.value === null) return undefined;
  if (type.isCollection) {
    if (!node.items) return { kind: 'type', wanted: 'a collection' };
    for (const item of node.items) {
      const misfit = alternatives(item, type.of, declared, near, index);
      if (misfit) return misfit;
    }
    return undefined;
  }
  return alternatives(node, type.of, declared, near, index);
}

function alternatives(
  node: JsonNode,
  types: readonly SimpleType[],
  declared: PageRow,
  near: string,
  index: TypeIndex,
): Misfit | undefined {
  let first: Misfit | undefined;
  for (const type of types) {
    const misfit = misfitOfOne(node, type, declared, near, index);
    if (!misfit) return undefined;
    first ??= misfit;
  }
  return first;
}

function misfitOfOne(
  node: JsonNode,
  type: SimpleType,
  declared: PageRow,
  near: string,
  index: TypeIndex,
): Misfit | undefined {
  const { value } = node;
  if (value === null || type.kind === 'any') return undefined;
  if (type.kind === 'primitive') return primitiveMisfit(node, type.primitive, declared, judgeOf(index));
  const members = membersOf(type, declared, near, index);
  if (members) return memberMisfit(node, members, judgeOf(index));
  if (type.kind === 'enumeration')
    return typeof value === 'string' || typeof value === 'number' ? undefined : { kind: 'type', wanted: 'a text' };
  const entry = index.find(type, declared.page.name, namespaceOf(near), index.typeShown(node));
  if (!entry || !isObjectType(entry)) return undefined;
  return node.members ? undefined : { kind: 'type', wanted: 'an object' };
}

function memberMisfit(node: JsonNode, members: readonly string[], judge: ValueJudge): Misfit | undefined {
  const { value } = node;
  // Services write numbers of members too, and several members of a set in one text or in a list.
  if (typeof value === 'number') return undefined;
  if (node.items)
    return node.items.map((item) => memberMisfit(item, members, judge)).find((misfit) => misfit !== undefined);
  if (typeof value !== 'string') return { kind: 'type', wanted: `one of ${members.join(', ')}` };
  const words = value.split(/\s*,\s*/);
  if (words.every((word) => judge.isMember(members, word))) return undefined;
  const lower = new Set(members.map((member) => member.toLowerCase()));
  const isCase = words.every((word) => lower.has(word.toLowerCase()));
  return { kind: isCase ? 'case' : 'member', wanted: members.join(', ') };
}

function primitiveMisfit(node: JsonNode, type: Primitive, { row }: PageRow, judge: ValueJudge): Misfit | undefined {
  const { value } = node;
  // A text whose values are listed may be a set of them.
  const isSet = row.notes.members !== undefined && node.items !== undefined && type.isText;
  if (isSet || judge.isOfType(type, value)) return undefined;
  return { kind: 'type', wanted: type.isText && typeof value !== 'string' ? 'a text' : type.wanted };
}

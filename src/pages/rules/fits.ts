import type { JsonNode } from '../read/json.js';
import { namespaceOf, type PageRow, payloadType, type TypeEntry, type TypeIndex } from '../reference/types.js';
import type { Primitive, SimpleType } from '../types/type-text.js';

/** How a value breaks what its row declares. */
export interface Misfit {
  /** `member`: it is none of the listed values; `case`: it is one of them in another case; `type`: it is of another type. */
  readonly kind: 'type' | 'member' | 'case';
  /** What would fit: `a whole number`. */
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
  const listed = entry?.members?.spots ?? index.enumeration(type.name)?.spots;
  const own = row.notes.members ?? [];
  const all = [...own, ...(listed ?? []).map(({ text }) => text)];
  return all.length > 0 ? [...new Set(all)] : undefined;
}

/** Whether the type's page describes an object. */
export function isObjectType({ resource, members }: TypeEntry): boolean {
  return members === undefined && resource !== undefined && resource.resource.properties.length > 0;
}

/** Holds one value against its row. @param near the type that has the property @returns undefined where it fits, or nothing can be said */
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
  if (type.kind === 'primitive') return primitiveMisfit(node, type.name, declared);
  const members = membersOf(type, declared, near, index);
  if (members) return memberMisfit(node, members);
  if (type.kind === 'enumeration')
    return typeof value === 'string' || typeof value === 'number' ? undefined : { kind: 'type', wanted: 'a text' };
  const entry = index.find(type, declared.page.name, namespaceOf(near), payloadType(node));
  if (!entry || !isObjectType(entry)) return undefined;
  return node.members ? undefined : { kind: 'type', wanted: 'an object' };
}

function memberMisfit(node: JsonNode, members: readonly string[]): Misfit | undefined {
  const { value } = node;
  // OData writes numbers of members too, and several members of a set in one text or in a list.
  if (typeof value === 'number') return undefined;
  if (node.items) return node.items.map((item) => memberMisfit(item, members)).find((misfit) => misfit !== undefined);
  if (typeof value !== 'string') return { kind: 'type', wanted: `one of ${members.join(', ')}` };
  const words = value.split(/\s*,\s*/);
  if (words.every((word) => members.includes(word))) return undefined;
  const lower = new Set(members.map((member) => member.toLowerCase()));
  const isCase = words.every((word) => lower.has(word.toLowerCase()));
  return { kind: isCase ? 'case' : 'member', wanted: members.join(', ') };
}

const INTEGERS: ReadonlyMap<Primitive, readonly [number, number]> = new Map([
  ['Byte', [0, 255]],
  ['Int16', [-32768, 32767]],
  ['Int32', [-2147483648, 2147483647]],
  ['Integer', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ['Int64', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
]);

/** Texts of fixed form (RFC 3339, ISO 8601, RFC 9562). A date with a time may lack its offset where another property names the zone. */
const FORMS: ReadonlyMap<Primitive, { form: RegExp; wanted: string }> = new Map([
  [
    'DateTimeOffset',
    {
      form: /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?$/,
      wanted: 'a date with a time (RFC 3339)',
    },
  ],
  ['Date', { form: /^\d{4}-\d\d-\d\d$/, wanted: 'a date (RFC 3339)' }],
  ['TimeOfDay', { form: /^\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/, wanted: 'a time of day' }],
  [
    'Duration',
    { form: /^-?P(?=[\dT])(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?$/, wanted: 'a duration (ISO 8601)' },
  ],
  ['Guid', { form: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, wanted: 'a UUID (RFC 9562)' }],
]);

function primitiveMisfit(node: JsonNode, name: Primitive, { row }: PageRow): Misfit | undefined {
  const { value } = node;
  const integer = INTEGERS.get(name);
  if (integer) {
    const isNumber =
      typeof value === 'number' || (name === 'Int64' && typeof value === 'string' && /^-?\d+$/.test(value));
    const fits =
      isNumber && Number.isInteger(Number(value)) && Number(value) >= integer[0] && Number(value) <= integer[1];
    return fits ? undefined : { kind: 'type', wanted: 'a whole number' };
  }
  if (name === 'Double' || name === 'Single' || name === 'Decimal') {
    const isNumber = typeof value === 'number' || (typeof value === 'string' && /^(?:-?INF|NaN)$/.test(value));
    const isText = name === 'Decimal' && typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value);
    return isNumber || isText ? undefined : { kind: 'type', wanted: 'a number' };
  }
  if (name === 'Boolean') return typeof value === 'boolean' ? undefined : { kind: 'type', wanted: 'true or false' };
  if (name === 'Stream') return undefined;
  if (typeof value !== 'string') {
    // A text whose values are listed may be a set of them.
    if (row.notes.members && node.items) return undefined;
    return { kind: 'type', wanted: 'a text' };
  }
  const form = FORMS.get(name);
  return form && !form.form.test(value) ? { kind: 'type', wanted: form.wanted } : undefined;
}

import type { JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { rowsByName } from '../reference/properties.js';
import { chainOf, type PageRow, type Sample, type TypeEntry, type TypeIndex } from '../reference/types.js';
import { described, sourceOf, type WriteContext } from './context.js';
import { inferSchema, orNull } from './infer.js';
import { enumerationSchema, propertySchema } from './property.js';

/** The schema of a type: its base, and the properties that it adds, each with the place that documents it. */
export function typeSchema(context: WriteContext, entry: TypeEntry): JsonObject {
  if (entry.members && !entry.resource?.resource.properties.length) return enumerationSchema(context, entry);
  const { index } = context;
  const chain = chainOf(entry, index);
  const [base] = chain;
  const inherited = new Set(chain.flatMap((each) => [...rowsByName(each).keys()]));
  const properties: [string, JsonObject][] = [];
  const shown = valuesByName(entry.samples);
  const typeName = typeProperty(context, entry);
  if (typeName) properties.push(typeName);
  const rows = rowsByName(entry);
  for (const [name, own] of rows) {
    const [first] = own;
    if (!first) continue;
    const isInherited = inherited.has(name);
    properties.push([
      name,
      isInherited
        ? { 'x-source': sourceOf(first.page, first.row.line) }
        : ownProperty(context, entry, name, own, shown.get(name) ?? []),
    ]);
  }
  for (const property of unlisted(context, entry, new Set([...inherited, ...rows.keys()]))) properties.push(property);
  const resource = entry.resource;
  return {
    ...described(context, resource?.page.description ?? ''),
    ...(base ? { allOf: [context.refTo(base)] } : {}),
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(rows.size === 0 && entry.samples.length > 0 ? { 'x-inferred': true } : {}),
    ...(resource ? { 'x-source': sourceOf(resource.page, resource.resource.line) } : {}),
  };
}

/** @param shown its values in examples */
function ownProperty(
  context: WriteContext,
  entry: TypeEntry,
  name: string,
  rows: readonly PageRow[],
  shown: readonly Shown[],
): JsonObject {
  const isSent = shown.some(({ isRequest }) => isRequest);
  const isCreated = entry.rows.some(({ page, row }) => row.name === name && page.body.areRequired);
  const isAsked = entry.samples.some(({ isRequest }) => isRequest);
  const resource = entry.resource?.resource;
  const schema = propertySchema(context, rows, {
    near: entry.fullName,
    values: shown.map(({ node }) => node),
    isKey: resource?.key === name || (name === 'id' && entry.rows.length + entry.donated.length > 0),
    isServerSet: isCreated && isAsked && !isSent && shown.length > 0,
    isSent,
  });
  const [first] = shown;
  return first && isBorrowed(entry, rows[0]) ? { ...schema, 'x-source': sourceOf(first.page, first.line) } : schema;
}

/** Whether the row is on the page of another type with the same name. Then the examples document this type. */
function isBorrowed({ resource, fullName }: TypeEntry, row: PageRow | undefined): boolean {
  return (
    resource !== undefined &&
    row?.page === resource.page &&
    resource.resource.fullName.toLowerCase() !== fullName.toLowerCase()
  );
}

/** A value of a property in an example. */
interface Shown {
  readonly page: Page;
  readonly line: number;
  readonly node: JsonNode;
  readonly isRequest: boolean;
}

function valuesByName(samples: readonly Sample[]): ReadonlyMap<string, readonly Shown[]> {
  const byName = new Map<string, Shown[]>();
  for (const { page, node: sample, isRequest } of samples)
    for (const { name, line, node } of sample.members ?? []) {
      const known = byName.get(name);
      if (known) known.push({ page, line, node, isRequest });
      else byName.set(name, [{ page, line, node, isRequest }]);
    }
  return byName;
}

/** Members of examples that no row names, without annotations. Letter case is ignored. */
function unlisted({ index }: WriteContext, entry: TypeEntry, known: ReadonlySet<string>): [string, JsonObject][] {
  const { isAnnotation, typeMember } = index.conventions;
  const folded = new Set([...known].map((name) => name.toLowerCase()));
  const found = new Map<string, { sample: Sample; line: number; nodes: JsonNode[] }>();
  for (const sample of entry.samples)
    for (const { name, line, node } of sample.node.members ?? []) {
      if (isAnnotation(name) || name === typeMember?.name || folded.has(name.toLowerCase())) continue;
      const before = found.get(name);
      if (before) before.nodes.push(node);
      else found.set(name, { sample, line, nodes: [node] });
    }
  return [...found].map(([name, { sample, line, nodes }]) => [
    name,
    { ...orNull(inferSchema(nodes)), 'x-inferred': true, 'x-source': sourceOf(sample.page, line) },
  ]);
}

/** The member that names the type, where an example shows it: the type itself or a derived one, in any spelling. */
function typeProperty(context: WriteContext, entry: TypeEntry): [string, JsonObject] | undefined {
  const { typeMember } = context.index.conventions;
  if (!typeMember) return undefined;
  for (const { page, node } of entry.samples) {
    const member = node.members?.find(({ name }) => name === typeMember.name);
    if (!member) continue;
    const names = [entry, ...context.derived(entry)].map(({ fullName }) => fullName);
    return [
      typeMember.name,
      {
        type: 'string',
        enum: [...new Set(names)].flatMap(typeMember.spellings),
        'x-source': sourceOf(page, member.line),
      },
    ];
  }
  return undefined;
}

/** For each type the types that derive from it, directly or not, and that a page or an example shows. */
export function derivedTypes(index: TypeIndex): Map<TypeEntry, readonly TypeEntry[]> {
  const derived = new Map<TypeEntry, TypeEntry[]>();
  for (const entry of index.entries.values()) {
    if (entry.samples.length === 0 && (!entry.resource || entry.resource.resource.isAbstract)) continue;
    for (const base of chainOf(entry, index)) {
      const known = derived.get(base);
      if (known) known.push(entry);
      else derived.set(base, [entry]);
    }
  }
  return derived;
}

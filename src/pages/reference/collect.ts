import type { ExampleMessage, FieldRow, Page, PageExample } from '../page.js';
import type { JsonNode } from '../read/json.js';
import { jsonOf } from '../read/message.js';
import { itemsOf } from './envelopes.js';
import type { DescribedOperation } from './operations.js';
import { propertyOf } from './properties.js';
import { chainOf, namespaceOf, simpleName, type TypeEntry, type TypeIndex } from './types.js';

/** Enters rows and objects of examples at the types that they describe. */
export function collect(pages: readonly Page[], operations: readonly DescribedOperation[], index: TypeIndex): void {
  const described = pages.filter(({ requests }) => requests.length > 0);
  for (const page of described) collectRows(page, index);
  for (const entry of index.entries.values()) {
    const base = entry.base ?? baseByRows(entry, index)?.fullName;
    if (base !== undefined) entry.base = base;
  }
  const declared = new Set(
    operations.flatMap(({ descriptions }) =>
      descriptions.flatMap(({ examples }) => examples.flatMap((each) => (each.isDeclared ? [each.example] : []))),
    ),
  );
  for (const page of described) collectSamples(page, declared, index);
}

/** The type of the object that a page's request body represents. */
export function bodyEntry(page: Page, index: TypeIndex): TypeEntry | undefined {
  const { type, rows } = page.body;
  if (!type) return undefined;
  const near = page.namespace?.text ?? index.conventions.namespace;
  const shown = page.examples
    .map(({ request }) => request && index.typeShown(jsonOf(request.message)))
    .find((name) => name !== undefined);
  return rows.length > 0 ? index.findOrAdd(type, page.name, near, shown) : index.find(type, page.name, near, shown);
}

/** The type of what a page's operation returns: as its sentence says, else as the annotation of its response. */
export function returnedEntry(page: Page, index: TypeIndex): TypeEntry | undefined {
  const near = page.namespace?.text ?? index.conventions.namespace;
  const shown = page.examples
    .map(({ response }) => response && index.typeShown(jsonOf(response.message)))
    .find((name) => name !== undefined);
  if (page.promised.type) {
    const found = index.find(page.promised.type, page.name, near, shown);
    if (found) return found;
  }
  for (const { response } of page.examples) {
    const type = response?.annotation?.type;
    const found = type === undefined ? undefined : index.byFullName(type);
    if (found) return found;
  }
  return shown === undefined ? undefined : index.byFullName(shown);
}

function collectRows(page: Page, index: TypeIndex): void {
  const entry = bodyEntry(page, index);
  if (!entry) return;
  for (const row of page.body.rows) {
    const { inheritedFrom } = row.notes;
    const owner: TypeEntry | undefined =
      inheritedFrom && index.findOrAdd(inheritedFrom, page.name, namespaceOf(entry.fullName));
    entry.rows.push({ page, row });
    if (owner && owner !== entry && !owner.donated.some((known) => known.row.name === row.name))
      owner.donated.push({ page, row: withoutInheritance(row) });
  }
}

/** The row as the type has it that introduces the property. */
function withoutInheritance(row: FieldRow): FieldRow {
  const { name, line, typeText, type, description, pieces, surplus } = row;
  const { inheritedFrom: _, ...notes } = row.notes;
  return { name, line, typeText, type, description, pieces, surplus, notes };
}

/** The type from which rows are inherited; of several, the one that inherits from the others. */
function baseByRows(entry: TypeEntry, index: TypeIndex): TypeEntry | undefined {
  const owners = new Map<TypeEntry, number>();
  const rows = [
    ...entry.rows.map(({ page, row }) => ({ page, row })),
    ...(entry.resource?.resource.properties ?? []).map((row) => ({ page: entry.resource?.page, row })),
  ];
  for (const { page, row } of rows) {
    const owner =
      row.notes.inheritedFrom && page && index.find(row.notes.inheritedFrom, page.name, namespaceOf(entry.fullName));
    if (owner && owner !== entry) owners.set(owner, (owners.get(owner) ?? 0) + 1);
  }
  const names = [...owners.keys()];
  const last = names.filter(
    (owner) => !names.some((other) => other !== owner && chainOf(other, index).includes(owner)),
  );
  return last.sort((a, b) => (owners.get(b) ?? 0) - (owners.get(a) ?? 0))[0];
}

/** Collects the samples of types. Messages to other places and errors are not samples of the page's own types. */
function collectSamples(page: Page, declared: ReadonlySet<PageExample>, index: TypeIndex): void {
  const sent = bodyEntry(page, index);
  const returned = returnedEntry(page, index);
  for (const example of page.examples) {
    const { request, response } = example;
    const isOwn = declared.has(example);
    const body = request && jsonOf(request.message);
    if (body) addSample(page, body, isOwn ? fitting(sent, request, [body], index) : undefined, true, index);
    const answer = response && jsonOf(response.message);
    const isSuccess = response?.message.start.kind !== 'response' || response.message.start.status < 300;
    if (!answer) continue;
    const items = itemsOf(answer, index.conventions);
    const type = isOwn && isSuccess ? fitting(returned, response, items, index) : undefined;
    for (const node of items) addSample(page, node, type, false, index);
  }
}

/**
 * The type of a message's objects. Where its annotation names another type than the text, it is the one that has the
 * objects' properties; of neither, nothing is known.
 */
function fitting(
  said: TypeEntry | undefined,
  message: ExampleMessage | undefined,
  nodes: readonly JsonNode[],
  index: TypeIndex,
): TypeEntry | undefined {
  const written = message?.annotation?.type;
  const name = written === undefined ? undefined : index.conventions.typeName(written);
  if (!said || name === undefined || simpleName(name).toLowerCase() === simpleName(said.fullName).toLowerCase())
    return said;
  const other = index.byFullName(name);
  if ((other && chainOf(said, index).includes(other)) || strangers(said, nodes, index) === 0) return said;
  return other && strangers(other, nodes, index) === 0 ? other : undefined;
}

/** How many members of objects no row of a type describes. */
function strangers(entry: TypeEntry, nodes: readonly JsonNode[], index: TypeIndex): number {
  return nodes
    .flatMap(({ members }) => members ?? [])
    .filter(({ name }) => !index.conventions.isControl(name) && !propertyOf(entry, name, index)).length;
}

function addSample(
  page: Page,
  node: JsonNode,
  declared: TypeEntry | undefined,
  isRequest: boolean,
  index: TypeIndex,
): void {
  if (node.items) {
    for (const item of node.items) addSample(page, item, declared, isRequest, index);
    return;
  }
  if (!node.members) return;
  const shown = index.typeShown(node);
  const entry =
    (shown === undefined
      ? undefined
      : (index.byFullName(shown) ?? index.findOrAdd({ name: shown }, page.name, namespaceOf(shown), shown))) ??
    declared;
  entry?.samples.push({ page, node, isRequest });
  for (const { name, node: child } of node.members) {
    const objects = child.items ?? [child];
    const first = objects.find(({ members }) => members);
    if (!first) continue;
    addSample(page, child, entry && memberEntry(entry, name, first, index), isRequest, index);
  }
}

/** The type of a property whose examples are objects. */
function memberEntry(entry: TypeEntry, name: string, sample: JsonNode, index: TypeIndex): TypeEntry | undefined {
  const property = propertyOf(entry, name, index);
  const type = property?.row.type?.of.find((simple) => simple.kind === 'named');
  if (!property || type?.kind !== 'named') return undefined;
  return index.findOrAdd(type, property.page.name, namespaceOf(entry.fullName), index.typeShown(sample));
}

import { isObject, own } from '../../model/index.js';
import type { FieldRow, Page, Resource, Spot } from '../page.js';
import type { JsonNode } from '../read/json.js';
import type { Conventions } from '../templates/conventions.js';
import { compare, type Group } from './groups.js';
import { indexPages } from './links.js';

/** A row with its page. */
export interface PageRow {
  readonly page: Page;
  readonly row: FieldRow;
}

/** An object of an example, with its page. */
export interface Sample {
  readonly page: Page;
  readonly node: JsonNode;
  readonly isRequest: boolean;
}

/** A type with everything that any page says of it. */
export interface TypeEntry {
  readonly fullName: string;
  /** The page that describes it, where there is one. */
  resource?: { readonly page: Page; readonly resource: Resource };
  /** Rows of operations' pages, which come first: the pages of the API are the contract. */
  readonly rows: PageRow[];
  /** Rows of derived types' pages that are inherited from this type. */
  readonly donated: PageRow[];
  readonly samples: Sample[];
  base?: string;
  /** Of an enumeration. */
  members?: { readonly page: Page; readonly spots: readonly Spot[] };
}

/** How a page calls a type. */
export interface TypeCall {
  readonly name: string;
  readonly href?: string;
}

/** The types of a group of pages. */
export interface TypeIndex {
  /** Those of the template in which the pages are written. */
  readonly conventions: Conventions;
  readonly entries: ReadonlyMap<string, TypeEntry>;
  /** The type that an object of an example names: its full name. */
  typeShown(node: JsonNode | undefined): string | undefined;
  /** The type of that full name, in any case and in any spelling of the template. */
  byFullName(name: string): TypeEntry | undefined;
  /**
   * The type that a page means.
   * @param sampleType the type that examples show at that place, which decides between types of one name
   */
  find(call: TypeCall, from: string, near: string, sampleType?: string): TypeEntry | undefined;
  /** As `find`; makes an entry where no page describes the type. */
  findOrAdd(call: TypeCall, from: string, near: string, sampleType?: string): TypeEntry;
  /** Members that a table of any page lists for an enumeration of that name, or of the section that a link names. */
  enumeration(call: TypeCall): { readonly page: Page; readonly spots: readonly Spot[] } | undefined;
}

/** The last word of a full name. */
export function simpleName(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf('.') + 1);
}

/** A full name without its last word. */
export function namespaceOf(fullName: string): string {
  return fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));
}

/** Whether a type is the template's root of most hierarchies. */
export function isRootType(fullName: string, { conventions }: TypeIndex): boolean {
  return conventions.rootType !== undefined && sameWord(simpleName(fullName), conventions.rootType);
}

/** Indexes the types that pages describe. */
export function indexTypes({ pages }: Group, conventions: Conventions): TypeIndex {
  const entries = new Map<string, TypeEntry>();
  const byFull = new Map<string, TypeEntry>();
  const bySimple = new Map<string, TypeEntry[]>();
  const byPage = new Map<string, TypeEntry>();
  const enumerations = new Map<string, { page: Page; spots: readonly Spot[] }>();
  const links = indexPages(pages);

  const add = (fullName: string): TypeEntry => {
    const entry: TypeEntry = { fullName, rows: [], donated: [], samples: [] };
    entries.set(fullName, entry);
    byFull.set(fullName.toLowerCase(), entry);
    const simple = simpleName(fullName).toLowerCase();
    bySimple.set(simple, [...(bySimple.get(simple) ?? []), entry]);
    return entry;
  };

  for (const page of pages) {
    for (const [name, spots] of page.enumerations) enumerations.set(name.toLowerCase(), { page, spots });
    for (const resource of page.resources) {
      const known = byFull.get(resource.fullName.toLowerCase());
      const entry = known ?? add(resource.fullName);
      if (!entry.resource || resource.properties.length > entry.resource.resource.properties.length)
        entry.resource = { page, resource };
      if (resource.baseType && entry.base === undefined) entry.base = resource.baseType;
      if (resource.members) entry.members = { page, spots: resource.members };
      byPage.set(page.name, entry);
    }
  }

  const candidates = ({ name, href }: TypeCall, from: string): TypeEntry[] => {
    const page = href === undefined ? undefined : links.find(href, from);
    const linked = page && byPage.get(page.name);
    const full = byFull.get(name.toLowerCase());
    const file = href === undefined ? undefined : simpleName(fileName(href).replaceAll('-', '.'));
    const named = bySimple.get(simpleName(name).toLowerCase()) ?? [];
    const byFile = file === undefined ? [] : (bySimple.get(file.toLowerCase()) ?? []);
    const found = [...(linked ? [linked] : []), ...(full ? [full] : []), ...named, ...byFile];
    // A link to a section of a page names the page's type only where it has its name: others lead to lists of values.
    return href?.includes('#')
      ? found.filter(({ fullName }) => sameWord(simpleName(fullName), simpleName(name)))
      : found;
  };

  const index: TypeIndex = {
    conventions,
    entries,
    typeShown: (node) => typeShown(node, conventions),
    byFullName: (name) => byFull.get((conventions.typeName(name) ?? name).toLowerCase()),
    enumeration: ({ name, href }) =>
      enumerations.get(simpleName(name).toLowerCase()) ?? enumerations.get(sectionName(href).toLowerCase()),
    find(call, from, near, sampleType) {
      const found = candidates(call, from);
      const shown = sampleType === undefined ? undefined : conventions.typeName(sampleType);
      if (
        shown &&
        found
          .concat({ fullName: call.name, rows: [], donated: [], samples: [] })
          .some(({ fullName }) => sameWord(simpleName(fullName), simpleName(shown)))
      )
        return byFull.get(shown.toLowerCase());
      return (
        found.find(
          ({ fullName }) =>
            namespaceOf(fullName).toLowerCase() === near.toLowerCase() &&
            sameWord(simpleName(fullName), simpleName(call.name)),
        ) ?? found[0]
      );
    },
    findOrAdd(call, from, near, sampleType) {
      const known = index.find(call, from, near, sampleType);
      if (known) return known;
      const shown = sampleType === undefined ? undefined : conventions.typeName(sampleType);
      const found = candidates(call, from);
      const isShown = shown !== undefined && (found.length > 0 || sameWord(simpleName(shown), simpleName(call.name)));
      const entry = add(isShown ? shown : qualified(call.name, near || conventions.namespace));
      // A page of that name in another namespace is the best description there is.
      const evidence = found.find(({ resource }) => resource);
      if (evidence?.resource) entry.resource = evidence.resource;
      if (evidence?.base !== undefined) entry.base = evidence.base;
      if (evidence?.members) entry.members = evidence.members;
      return entry;
    },
  };
  return index;
}

/** A name with its namespace. */
function qualified(name: string, namespace: string): string {
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

function sameWord(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** `harbour.shipping-parcel` of `../resources/harbour.shipping-parcel.md`. */
function fileName(href: string): string {
  return (href.split('/').at(-1) ?? '').replace(/\.md.*$/i, '');
}

/** `riskLevel` of `riskevent.md#riskLevel-values`; empty where the link names no section. */
function sectionName(href = ''): string {
  return /#([\w.]+?)(?:-(?:values|members|enum(?:eration)?(?:-values)?))?$/i.exec(href)?.[1] ?? '';
}

/** The type that an object names: its full name. */
export function typeShown(node: JsonNode | undefined, { typeMember, typeName }: Conventions): string | undefined {
  if (!typeMember || !node || !isObject(node.value)) return undefined;
  const type = own(node.value, typeMember.name);
  return typeof type === 'string' ? typeName(type) : undefined;
}

/**
 * The types from which a type inherits, the nearest first.
 * A circle is cut at its first type by name, which then has no base.
 */
export function chainOf(entry: TypeEntry, index: TypeIndex): TypeEntry[] {
  const { path, circle } = walk(entry, index);
  const last = firstOf(circle);
  return path.slice(1, last ? path.indexOf(last) + 1 : path.length);
}

/** The types that inherit from each other in a circle, in their order, where this is the one at which it is cut. */
export function circleAt(entry: TypeEntry, index: TypeIndex): readonly TypeEntry[] {
  const { circle } = walk(entry, index);
  return firstOf(circle) === entry ? circle : [];
}

/** From a type along its bases, to the end or until the circle closes in which they lead. */
function walk(entry: TypeEntry, index: TypeIndex): { path: readonly TypeEntry[]; circle: readonly TypeEntry[] } {
  const path = new Set([entry]);
  for (let at = entry.base; at !== undefined; ) {
    const base = index.byFullName(at);
    if (!base) break;
    if (path.has(base)) {
      const all = [...path];
      return { path: all, circle: all.slice(all.indexOf(base)) };
    }
    path.add(base);
    at = base.base;
  }
  return { path: [...path], circle: [] };
}

function firstOf(circle: readonly TypeEntry[]): TypeEntry | undefined {
  return [...circle].sort((a, b) => compare(a.fullName, b.fullName))[0];
}

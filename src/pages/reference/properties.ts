import { chainOf, type PageRow, type TypeEntry, type TypeIndex } from './types.js';

/** The rows for a type's own properties, by name: rows of operations' pages come before those of the type's page. */
export function rowsByName(entry: TypeEntry): ReadonlyMap<string, readonly PageRow[]> {
  const known = cache.get(entry);
  if (known?.count === entry.rows.length + entry.donated.length) return known.rows;
  const rows = group(entry);
  cache.set(entry, { count: entry.rows.length + entry.donated.length, rows });
  return rows;
}

/** Rows are only added, so their number tells whether what was grouped is still whole. */
const cache = new WeakMap<TypeEntry, { count: number; rows: ReadonlyMap<string, readonly PageRow[]> }>();

function group({ rows, donated, resource }: TypeEntry): Map<string, readonly PageRow[]> {
  const found = new Map<string, PageRow[]>();
  const page = resource?.page;
  const own = page
    ? [...resource.resource.properties, ...resource.resource.relationships].map((row) => ({ page, row }))
    : [];
  for (const each of [...rows, ...donated, ...own]) {
    const known = found.get(each.row.name);
    if (known) known.push(each);
    else found.set(each.row.name, [each]);
  }
  return found;
}

/** The row of a property, the type's own or an inherited one. */
export function propertyOf(entry: TypeEntry, name: string, index: TypeIndex): PageRow | undefined {
  for (const each of [entry, ...chainOf(entry, index)]) {
    const row = rowsByName(each).get(name)?.[0];
    if (row) return row;
  }
  return undefined;
}

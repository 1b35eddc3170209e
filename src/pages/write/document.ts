import { isMethod } from '../../http/index.js';
import type { JsonObject } from '../../model/index.js';
import type { Page } from '../page.js';
import { collect } from '../reference/collect.js';
import { compare, type Group } from '../reference/groups.js';
import { type DescribedOperation, describedOperations } from '../reference/operations.js';
import { indexTypes, type TypeEntry, type TypeIndex } from '../reference/types.js';
import type { Conventions } from '../templates/conventions.js';
import { schemaNames, sourceOf, type WriteContext } from './context.js';
import { authorization, operationIds, operationObject } from './operation.js';
import { derivedTypes, typeSchema } from './schemas.js';

/** How the document is written. */
export interface WriteOptions {
  readonly title: string;
  readonly version: string;
  /** Whether it quotes sentences of the pages. */
  readonly descriptions: boolean;
  readonly openapi: '3.1' | '3.2';
}

/** A group with what was gathered from its pages. */
export interface ReadGroup {
  readonly group: Group;
  readonly operations: readonly DescribedOperation[];
  readonly index: TypeIndex;
}

/** Gathers what the pages of a group say of operations and types. */
export function readGroup(group: Group, conventions: Conventions): ReadGroup {
  const operations = describedOperations(group.pages);
  const index = indexTypes(group, conventions);
  collect(group.pages, operations, index);
  return { group, operations, index };
}

/**
 * Writes an OpenAPI document. The same pages give the same document, whatever the order in which they are named.
 * If it covers several versions, paths and schema names begin with the version.
 */
export function writeDocument(groups: readonly ReadGroup[], options: WriteOptions): JsonObject {
  const described = groups.filter(({ operations }) => operations.length > 0);
  const hasVersions = described.length > 1;
  const paths = new Map<string, Map<string, JsonObject>>();
  const schemas = new Map<string, JsonObject>();
  const ids = new Set<string>();
  for (const { group, operations, index } of described) {
    const context = contextFor(index, hasVersions ? `${group.name.replaceAll('/', '.')}.` : '', schemas, options);
    const idPrefix = hasVersions ? `${group.name.replace(/[^A-Za-z0-9]+/g, '_')}_` : '';
    const operationId = operationIds(operations, idPrefix, ids);
    for (const [at, operation] of operations.entries()) {
      const path = `${hasVersions ? `/${group.name}` : ''}${operation.path}`;
      const item = paths.get(path) ?? new Map<string, JsonObject>();
      paths.set(path, item);
      item.set(operation.method, {
        operationId: operationId[at],
        ...operationObject(context, operation),
      });
    }
    for (const entry of describedTypes(index)) context.refTo(entry);
  }
  const servers = serversOf(described, hasVersions);
  const bearer = bearerScheme(described);
  return {
    openapi: `${options.openapi}.0`,
    info: { title: options.title, version: options.version },
    ...(servers.length > 0 ? { servers } : {}),
    paths: sorted([...paths].map(([path, item]) => [path, pathItem(item)])),
    components: {
      ...(bearer ? { securitySchemes: { bearer } } : {}),
      schemas: sorted(schemas),
    },
  };
}

/** A Path Item Object (OpenAPI 3.2 §4.9): methods that it has no field for are additional operations. */
function pathItem(operations: ReadonlyMap<string, JsonObject>): JsonObject {
  const own = [...operations].filter(([method]) => isMethod(method));
  const others = [...operations].filter(([method]) => !isMethod(method));
  return {
    ...Object.fromEntries(own.map(([method, operation]) => [method.toLowerCase(), operation])),
    ...(others.length > 0 ? { additionalOperations: Object.fromEntries(others) } : {}),
  };
}

/**
 * The types with their own page, used or not, unless the page already describes a type of that name in another
 * namespace.
 */
function describedTypes({ entries }: TypeIndex): TypeEntry[] {
  const all = [...entries.values()];
  const isOwn = ({ fullName, resource }: TypeEntry): boolean =>
    resource?.resource.fullName.toLowerCase() === fullName.toLowerCase();
  const lent = new Set(all.flatMap((entry) => (entry.resource && !isOwn(entry) ? [entry.resource.page] : [])));
  return all.filter((entry) => entry.resource && isOwn(entry) && !lent.has(entry.resource.page));
}

/** Names come from pages: `__proto__` is one like any other. */
function sorted(members: Iterable<readonly [string, JsonObject]>): JsonObject {
  return Object.fromEntries([...members].sort(([a], [b]) => compare(a, b)));
}

/** Schemas are written when something first refers to them. */
function contextFor(
  index: TypeIndex,
  prefix: string,
  schemas: Map<string, JsonObject>,
  options: WriteOptions,
): WriteContext {
  const names = schemaNames(index, prefix);
  const derived = derivedTypes(index);
  const waiting: TypeEntry[] = [];
  let isWriting = false;
  const context: WriteContext = {
    index,
    hasDescriptions: options.descriptions,
    derived: (entry) => derived.get(entry) ?? [],
    refTo(entry) {
      const name = names.get(entry) ?? entry.fullName;
      if (!schemas.has(name)) {
        schemas.set(name, {});
        waiting.push(entry);
        if (!isWriting) write();
      }
      return { $ref: `#/components/schemas/${name}` };
    },
  };
  /** One after the other: types refer to each other in circles, and in chains deeper than a stack. */
  const write = (): void => {
    isWriting = true;
    for (let entry = waiting.pop(); entry; entry = waiting.pop())
      schemas.set(names.get(entry) ?? entry.fullName, typeSchema(context, entry));
    isWriting = false;
  };
  return context;
}

/** Where the examples' requests go, the versions first. */
function serversOf(groups: readonly ReadGroup[], hasVersions: boolean): JsonObject[] {
  const bases = new Map<string, { pages: Set<Page>; page: Page; line: number }>();
  for (const { operations } of groups)
    for (const { descriptions } of operations)
      for (const { page, examples } of descriptions)
        for (const { target, isDeclared, example } of examples) {
          if (!target?.base || !isDeclared) continue;
          const url = hasVersions ? (/^https?:\/\/[^/]+/.exec(target.base)?.[0] ?? target.base) : target.base;
          const known = bases.get(url);
          if (known) known.pages.add(page);
          else bases.set(url, { pages: new Set([page]), page, line: example.request?.message.line ?? 1 });
        }
  return [...bases]
    .filter(([url]) => !/[{}<>\s]/.test(url))
    .sort(([a, one], [b, other]) => rank(a) - rank(b) || other.pages.size - one.pages.size || compare(a, b))
    .map(([url, { page, line }]) => ({ url, 'x-source': sourceOf(page, line) }));
}

function rank(url: string): number {
  const version = url.split('/').slice(3).join('/');
  if (/^v\d/i.test(version)) return 0;
  return /^beta$/i.test(version) ? 1 : 2;
}

function bearerScheme(groups: readonly ReadGroup[]): JsonObject | undefined {
  for (const { group } of groups)
    for (const page of group.pages) {
      const row = authorization(page);
      if (row) return { type: 'http', scheme: 'bearer', 'x-source': sourceOf(page, row.line) };
    }
  const hasPermissions = groups.some(({ operations }) =>
    operations.some(({ descriptions }) =>
      descriptions.some(({ page }) => page.permissions.some(({ names }) => names.length > 0)),
    ),
  );
  return hasPermissions ? { type: 'http', scheme: 'bearer' } : undefined;
}

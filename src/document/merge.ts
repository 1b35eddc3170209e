import {
  child,
  escapeToken,
  InputError,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  pointerOfFragment,
  sameJson,
  tokensOf,
} from '../model/index.js';
import { minorOf } from '../schema/dialects/index.js';
import { type Document, isOpenApiRoot, type Origin } from './document.js';
import { originOf } from './origins.js';
import { asMembers, operationsIn } from './path-item.js';

/**
 * Several descriptions as one. What has the same name and another content is renamed in the later one, together with
 * its references; each path keeps its own document's servers and security.
 * It is of the latest version among theirs.
 * @throws InputError `conflicting-operations` where two describe the same operation differently; `unsupported-version`
 * for 3.0 beside a later version
 */
export function mergeDocuments(documents: readonly [Document, ...Document[]]): Document {
  const [first, ...others] = documents;
  if (others.length === 0) return first;
  const other = others.find(({ dialect }) => (dialect === '3.0') !== (first.dialect === '3.0'));
  if (other) {
    throw new InputError(
      'unsupported-version',
      `OpenAPI ${other.dialect} cannot be merged with OpenAPI ${first.dialect}`,
      {
        place: { source: other.source },
        cure: `${first.source} is written in ${first.dialect}: write both in one version, or serve them by two mocks.`,
      },
    );
  }
  const paths = new Map<string, { path: string; item: Record<string, JsonValue | undefined>; source: string }>();
  const components: Record<string, Record<string, JsonValue>> = {};
  const origins = new Map<Pointer, Origin>();
  for (const document of documents) {
    const cameFrom = (pointer: Pointer, written: Pointer): void => {
      const origin = originOf(document, written);
      if (origin && !origins.has(pointer)) origins.set(pointer, origin);
    };
    const root = withOwnComponents(document.root, components, cameFrom);
    for (const [path, item] of Object.entries(isObject(root.paths) ? root.paths : {})) {
      if (!isObject(item)) continue;
      addPath(paths, path, ownItem(item, root), document.source, minorIn(document));
      for (const { place } of operationsIn(item, minorIn(document))) {
        const pointer = `${child('/paths', path)}${place}`;
        cameFrom(pointer, pointer);
      }
    }
  }
  const latest = documents.reduce((one, next) => (minorIn(next) > minorIn(one) ? next : one));
  const root = {
    ...first.root,
    openapi: latest.root.openapi,
    paths: Object.fromEntries([...paths.values()].map(({ path, item }) => [path, item])),
    components,
  };
  if (!isOpenApiRoot(root)) throw new Error('merged documents are one');
  return {
    source: documents.map(({ source }) => source).join(', '),
    root,
    dialect: latest.dialect,
    files: [...new Set(documents.flatMap(({ files }) => files))],
    binaries: new Map(documents.flatMap(({ binaries }) => [...binaries])),
    origins,
    ...(documents.some(({ absent }) => absent) ? { absent: documents.flatMap(({ absent = [] }) => absent) } : {}),
  };
}

function minorIn({ root }: Document): number {
  return minorOf(root.openapi);
}

/** Moves a document's components over to the shared ones, under names that are free or mean the same. */
function withOwnComponents(
  root: JsonObject,
  shared: Record<string, Record<string, JsonValue>>,
  cameFrom: (pointer: Pointer, written: Pointer) => void,
): JsonObject {
  const own = isObject(root.components) ? root.components : {};
  const renamed = new Map<string, string>();
  for (const [section, parts] of Object.entries(own)) {
    if (!isObject(parts)) continue;
    const taken = shared[section] ?? {};
    for (const [name, part] of Object.entries(parts)) {
      if (!Object.hasOwn(taken, name) || sameJson(taken[name], part)) continue;
      let free = `${name}_2`;
      for (let count = 3; Object.hasOwn(taken, free) || Object.hasOwn(parts, free); count += 1)
        free = `${name}_${count}`;
      renamed.set(`/components/${escapeToken(section)}/${escapeToken(name)}`, free);
    }
  }
  const moved = renamed.size === 0 ? root : rename(root, renamed);
  for (const [section, parts] of Object.entries(
    isObject(moved) && isObject(moved.components) ? moved.components : {},
  )) {
    if (!isObject(parts)) continue;
    const into = shared[section] ?? {};
    shared[section] = into;
    for (const [name, part] of Object.entries(parts)) {
      const written = `/components/${escapeToken(section)}/${escapeToken(name)}`;
      const key = renamed.get(written) ?? name;
      if (part === undefined) continue;
      cameFrom(child(child('/components', section), key), written);
      into[key] = part;
    }
  }
  return isObject(moved) ? moved : root;
}

/** Follows the new names in references and security requirements. */
function rename(node: JsonValue, renamed: ReadonlyMap<string, string>, under = ''): JsonValue {
  if (Array.isArray(node)) return node.map((item) => rename(item, renamed, under));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]): [string, JsonValue] => {
      if (under === 'security') {
        return [renamed.get(`/components/securitySchemes/${escapeToken(name)}`) ?? name, value ?? null];
      }
      if (name === '$ref' && typeof value === 'string') return [name, renameReference(value, renamed)];
      if (under === 'mapping' && typeof value === 'string') return [name, renameReference(value, renamed)];
      if (['example', 'examples', 'value', 'dataValue', 'default', 'enum', 'const'].includes(name))
        return [name, value ?? null];
      return [name, rename(value ?? null, renamed, name)];
    }),
  );
}

function renameReference(reference: string, renamed: ReadonlyMap<string, string>): string {
  if (!reference.startsWith('#/')) return reference;
  const [components = '', section = '', name = '', ...rest] = tokensOf(pointerOfFragment(reference));
  const free = renamed.get(`/components/${escapeToken(section)}/${escapeToken(name)}`);
  if (components !== 'components' || free === undefined) return reference;
  return `#${encodeURI([components, section, free, ...rest].reduce(child, ''))}`;
}

/** A path item that needs nothing of its document's root: it has servers and security itself. */
function ownItem(item: JsonObject, root: JsonObject): Record<string, JsonValue | undefined> {
  const servers = own(item, 'servers') ?? own(root, 'servers');
  const security = own(root, 'security');
  const owned: Record<string, JsonValue | undefined> = { ...item, ...(servers === undefined ? {} : { servers }) };
  const minor = minorOf(root.openapi);
  for (const { method, node } of operationsIn(item, minor))
    if (node.security === undefined && security !== undefined) put(owned, method, { ...node, security }, minor);
  return owned;
}

/** Puts an operation into a path item, in the place of one with the same method. */
function put(item: Record<string, JsonValue | undefined>, method: string, operation: JsonObject, minor: number): void {
  for (const [name, value] of Object.entries(asMembers(method, operation, minor) ?? {})) {
    const before = item[name];
    item[name] =
      name === 'additionalOperations' && isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
}

function addPath(
  paths: Map<string, { path: string; item: Record<string, JsonValue | undefined>; source: string }>,
  path: string,
  item: Record<string, JsonValue | undefined>,
  source: string,
  minor: number,
): void {
  // The names of path parameters do not tell paths apart (OpenAPI 3.1 §4.8.8.2).
  const shape = path.replace(/\{[^{}]*\}/g, '{}');
  const known = paths.get(shape);
  if (!known) {
    paths.set(shape, { path, item, source });
    return;
  }
  const operations = operationsIn(item, minor);
  const described = new Map(operationsIn(known.item, minor).map(({ method, node }) => [method, node]));
  const clash = operations.find(({ method, node }) => {
    const other = described.get(method);
    return other !== undefined && !sameJson(other, node);
  });
  if (clash) {
    throw new InputError(
      'conflicting-operations',
      `${clash.method} ${path} is described by ${known.source} too, and differently`,
      {
        place: { source, pointer: `${child('/paths', path)}${clash.place}` },
        cure: `Take it out of one of them (there it is ${child('/paths', known.path)}${clash.place}), or serve them by two mocks.`,
      },
    );
  }
  if (known.path === path) {
    for (const { method, node } of operations) if (!described.has(method)) put(known.item, method, node, minor);
    return;
  }
  // Two names for one parameter cannot share a path item: the later path stays separate.
  paths.set(`${shape} ${source}`, { path, item, source });
}

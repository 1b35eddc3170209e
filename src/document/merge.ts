import { METHODS } from '../http/index.js';
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
import { type Document, isOpenApiRoot, type Origin } from './document.js';
import { originOf } from './origins.js';

/**
 * Several descriptions as one. What has the same name and another content is renamed in the later one, together with
 * its references; each path keeps its own document's servers and security.
 * @throws InputError `conflicting-operations` where two describe the same operation differently; `unsupported-version`
 * for 3.0 beside 3.1
 */
export function mergeDocuments(documents: readonly [Document, ...Document[]]): Document {
  const [first, ...others] = documents;
  if (others.length === 0) return first;
  const other = others.find(({ dialect }) => dialect !== first.dialect);
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
      addPath(paths, path, ownItem(item, root), document.source);
      for (const method of METHODS) {
        const pointer = child(child('/paths', path), method);
        if (isObject(item[method])) cameFrom(pointer, pointer);
      }
    }
  }
  const root = {
    ...first.root,
    paths: Object.fromEntries([...paths.values()].map(({ path, item }) => [path, item])),
    components,
  };
  if (!isOpenApiRoot(root)) throw new Error('merged documents are one');
  return {
    source: documents.map(({ source }) => source).join(', '),
    root,
    dialect: first.dialect,
    files: [...new Set(documents.flatMap(({ files }) => files))],
    binaries: new Map(documents.flatMap(({ binaries }) => [...binaries])),
    origins,
    ...(documents.some(({ absent }) => absent) ? { absent: documents.flatMap(({ absent = [] }) => absent) } : {}),
  };
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
      if (['example', 'examples', 'value', 'default', 'enum', 'const'].includes(name)) return [name, value ?? null];
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
  for (const method of METHODS) {
    const operation = owned[method];
    if (isObject(operation) && operation.security === undefined && security !== undefined)
      owned[method] = { ...operation, security };
  }
  return owned;
}

function addPath(
  paths: Map<string, { path: string; item: Record<string, JsonValue | undefined>; source: string }>,
  path: string,
  item: Record<string, JsonValue | undefined>,
  source: string,
): void {
  // The names of path parameters do not tell paths apart (OpenAPI 3.1 §4.8.8.2).
  const shape = path.replace(/\{[^}]*\}/g, '{}');
  const known = paths.get(shape);
  if (!known) {
    paths.set(shape, { path, item, source });
    return;
  }
  const methods = METHODS.filter((method) => isObject(item[method]));
  const clash = methods.find((method) => isObject(known.item[method]) && !sameJson(known.item[method], item[method]));
  if (clash !== undefined) {
    throw new InputError(
      'conflicting-operations',
      `${clash.toUpperCase()} ${path} is described by ${known.source} too, and differently`,
      {
        place: { source, pointer: child(child('/paths', path), clash) },
        cure: `Take it out of one of them (there it is ${child(child('/paths', known.path), clash)}), or serve them by two mocks.`,
      },
    );
  }
  if (known.path === path) {
    for (const method of methods) known.item[method] ??= item[method];
    return;
  }
  // Two names for one parameter cannot share a path item: the later path stays separate.
  paths.set(`${shape} ${source}`, { path, item, source });
}

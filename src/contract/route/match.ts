import { isObject, type JsonObject, own } from '../../model/index.js';
import { follow, type Operation } from '../operation.js';
import { createRouter, type Router } from './router.js';
import { afterBasePath, isServer, type Server, serversOf, withoutDefaultPort } from './servers.js';

/** The operation that a request addresses, with its path parameters, still percent-encoded. */
export interface Match {
  readonly operation: Operation;
  readonly pathValues: Readonly<Record<string, string>>;
}

/**
 * Why no operation was found. `path` is the part after the base path; `allowed` lists the methods that the path has.
 */
export interface Unmatched {
  readonly operation?: never;
  readonly unmatched: 'server' | 'path' | 'method';
  readonly path: string;
  readonly allowed: readonly string[];
}

/** Finds operations. */
export interface Matcher {
  /**
   * Finds the operation for a method and an origin-form target (RFC 9112 §3.2.1; the query is passed over). Base paths
   * of the document's servers may precede the path or be left out.
   * @param ignoreCase also matches where only the case of the templates' own text differs
   */
  matchTarget(method: string, target: string, ignoreCase?: boolean): Match | Unmatched;
  /**
   * Finds the operation for an absolute URL: it must lie under a server of the document, or under one of `baseUrls`.
   * An origin-form target is always in scope.
   */
  matchUrl(method: string, url: string, baseUrls: readonly Server[]): Match | Unmatched;
  /** Whether the URL is that of a documented server, its variables filled in. */
  hasServer(url: string): boolean;
  readonly serverCount: number;
}

/** Indexes the operations by path. */
export function createMatcher(root: JsonObject, operations: readonly Operation[]): Matcher {
  const router = createRouter<Operation>();
  for (const operation of operations) router.add(operation.method, operation.pathTemplate, operation);
  let folded: Router<Operation> | undefined;
  const foldedRouter = (): Router<Operation> => {
    if (folded) return folded;
    folded = createRouter<Operation>(true);
    for (const operation of operations) folded.add(operation.method, operation.pathTemplate, operation);
    return folded;
  };
  const servers = allServers(root, operations);
  const prefixed = servers.filter((server) => server.basePath.source !== '^(?=/|$)');

  const matchPath = (method: string, path: string, ignoreCase = false): Match | Unmatched => {
    const result = (ignoreCase ? foldedRouter() : router).find(method, path);
    if (result.found) return { operation: result.found.value, pathValues: result.found.values };
    return { unmatched: result.allowed.length > 0 ? 'method' : 'path', path, allowed: result.allowed };
  };

  const matchAny = (method: string, paths: Iterable<string>, first: string, ignoreCase = false): Match | Unmatched => {
    let failure: Unmatched = { unmatched: 'path', path: first, allowed: [] };
    for (const path of paths) {
      const result = matchPath(method, path, ignoreCase);
      if (result.operation) return result;
      if (failure.unmatched === 'path' && (result.unmatched === 'method' || failure.path === first)) failure = result;
    }
    return failure;
  };

  const reachOf = rememberingReaches((origin, baseUrls) => {
    const isHere = (server: Server): boolean => server.origin?.test(origin) ?? false;
    return {
      based: baseUrls.filter(isHere),
      // Without any absolute server the document does not say where it lives: every host will do.
      isAnywhere: ![...baseUrls, ...servers].some((server) => server.origin),
      own: servers.filter(isHere),
    };
  });

  /** The paths that may be meant by a URL, the likeliest first; none where it is out of scope. */
  function* pathsFor({ based, isAnywhere, own }: Reach, path: string): Generator<string> {
    // Below a base URL, the service may have the document's own base paths or not, as with the mock.
    for (const rest of stripped(based, path)) {
      yield rest;
      yield* stripped(prefixed, rest);
    }
    if (isAnywhere) {
      yield path;
      yield* stripped(prefixed, path);
    }
    yield* stripped(own, path);
  }

  return {
    serverCount: servers.length,
    hasServer: (url) => servers.some((server) => isServer(server, url)),
    matchTarget(method, target, ignoreCase = false) {
      const path = pathOf(target);
      const direct = matchPath(method, path, ignoreCase);
      if (direct.operation) return direct;
      const below = prefixed.length === 0 ? direct : matchAny(method, stripped(prefixed, path), path, ignoreCase);
      return below.operation || direct.unmatched === 'path' ? below : direct;
    },
    matchUrl(method, url, baseUrls) {
      const [, origin, rest = url] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
      if (origin === undefined) return this.matchTarget(method, url);
      const path = pathOf(rest);
      const reach = reachOf(origin, baseUrls);
      const [likeliest] = pathsFor(reach, path);
      return likeliest === undefined
        ? { unmatched: 'server', path, allowed: [] }
        : matchAny(method, pathsFor(reach, path), likeliest);
    },
  };
}

/** The rest of the path after each server's base path that fits. */
function* stripped(servers: readonly Server[], path: string): Generator<string> {
  for (const server of servers) {
    const rest = afterBasePath(server, path);
    if (rest !== undefined) yield rest;
  }
}

/**
 * Which servers an origin is one of: the document's `own`, and the base URLs that the user named; and whether any
 * origin will do.
 */
interface Reach {
  readonly own: readonly Server[];
  readonly based: readonly Server[];
  readonly isAnywhere: boolean;
}

const NO_BASE_URLS: readonly Server[] = [];
const MAX_KNOWN_ORIGINS = 256;

/**
 * Remembers what was found for an origin: a capture names the same few in all its entries.
 * @param find takes an origin in lower case, without user and default port
 */
function rememberingReaches(
  find: (origin: string, baseUrls: readonly Server[]) => Reach,
): (origin: string, baseUrls: readonly Server[]) => Reach {
  const known = new WeakMap<readonly Server[], Map<string, Reach>>();
  return (origin, given) => {
    const baseUrls = given.length === 0 ? NO_BASE_URLS : given;
    const byOrigin = known.get(baseUrls) ?? new Map<string, Reach>();
    const before = byOrigin.get(origin);
    if (before) return before;
    const reach = find(withoutDefaultPort(origin.replace(/\/\/[^@/]*@/, '//').toLowerCase()), baseUrls);
    known.set(baseUrls, byOrigin);
    // A client that keeps naming new hosts must not fill the memory.
    if (byOrigin.size < MAX_KNOWN_ORIGINS) byOrigin.set(origin, reach);
    return reach;
  };
}

/** The path of a target, back-slashes read as slashes (WHATWG URL §4.4, as browsers do for http). */
function pathOf(target: string): string {
  const end = target.search(/[?#]/);
  const path = end < 0 ? target : target.slice(0, end);
  const slashed = path.includes('\\') ? path.replaceAll('\\', '/') : path;
  const absolute = slashed.startsWith('/') ? slashed : `/${slashed}`;
  return /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(absolute) ? withoutDots(absolute) : absolute;
}

/** The path with its `.` and `..` resolved, also where they are encoded (WHATWG URL §4.4, RFC 3986 §5.2.4). */
function withoutDots(path: string): string {
  const segments: string[] = [];
  const all = path.split('/').slice(1);
  for (const [index, segment] of all.entries()) {
    const dots = segment.replace(/%2e/gi, '.');
    if (dots === '..') segments.pop();
    if (dots !== '.' && dots !== '..') segments.push(segment);
    else if (index === all.length - 1) segments.push('');
  }
  return `/${segments.join('/')}`;
}

/** The servers of the document, of path items and of operations, each once. */
function allServers(root: JsonObject, operations: readonly Operation[]): Server[] {
  const byUrl = new Map<string, Server>();
  const add = (found: readonly Server[]) => {
    for (const server of found) if (!byUrl.has(server.url)) byUrl.set(server.url, server);
  };
  add(serversOf(root));
  const paths = own(root, 'paths');
  for (const { node, pathTemplate } of operations) {
    add(serversOf(node));
    const item = isObject(paths) ? follow(root, own(paths, pathTemplate), '') : undefined;
    if (item) add(serversOf(item.node));
  }
  return [...byUrl.values()];
}

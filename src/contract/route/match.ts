import { createTextTable, type JsonObject, type TextTable } from '../../model/index.js';
import type { Operation } from '../operation.js';
import { ANYWHERE, type Candidate, placesOf, stripped } from './places.js';
import { createRouter, type PathValues, type Router } from './router.js';
import { operationFor, type Served, servedBy, valuesFor } from './served.js';
import { isOrigin, isServer, type Server, serversOf, withoutDefaultPort } from './servers.js';

/** The operation that a request addresses, with its path parameters, still percent-encoded. */
export interface Match {
  readonly operation: Operation;
  readonly pathValues: PathValues;
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
   * Finds the operation for a method and an origin-form target (RFC 9112 §3.2.1; the query counts only where a key of
   * `paths` has one). Base paths of the document's servers may precede the path or be left out. The operation of GET is
   * that of HEAD where none is documented.
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

/** Whether the values of path parameters satisfy the operation's schemas. */
export type PathFits = (operation: Operation, pathValues: PathValues) => boolean;

/** Indexes the operations by path. @param fits chooses between the readings of a path, such as `/{name}.{ext}` */
export function createMatcher(root: JsonObject, operations: readonly Operation[], fits: PathFits): Matcher {
  const served = servedBy(operations);
  const routerOf = (ignoreCase: boolean): Router<Served> => {
    const router = createRouter<Served>(ignoreCase);
    for (const each of served) router.add(each.operation.method, each.operation.path, each);
    return router;
  };
  const router = routerOf(false);
  let folded: Router<Served> | undefined;
  const { servers, isHere } = placesOf(root, operations);
  const prefixed = servers.filter(({ hasBasePath }) => hasBasePath);
  const hasVariants = served.some(({ variants }) => variants);
  const matches = rememberingMatches();

  const matchPath = (method: string, { path, at }: Candidate, query: string, ignoreCase = false): Match | Unmatched => {
    folded ??= ignoreCase ? routerOf(true) : undefined;
    const here = isHere && at !== 'unknown' ? (operation: Operation) => isHere(operation, at) : ANYWHERE;
    const isSelective = hasVariants || here !== ANYWHERE;
    const accepts = isSelective ? (each: Served) => operationFor(each, query, here) !== undefined : undefined;
    const result = ((ignoreCase && folded) || router).find(method, path, accepts);
    if (!result.found)
      return { unmatched: result.allowed.length > 0 ? 'method' : 'path', path, allowed: result.allowed };
    const { value, values, readings } = result.found;
    if (!isSelective && !readings) return { operation: value.operation, pathValues: values };
    const operation = operationFor(value, query, here) ?? value.operation;
    const named = (reading: PathValues): PathValues => valuesFor(value, operation, query, reading);
    for (const reading of readings?.() ?? []) {
      const pathValues = named(reading);
      if (fits(operation, pathValues)) return { operation, pathValues };
    }
    return { operation, pathValues: named(values) };
  };

  const matchAny = (
    method: string,
    candidates: Iterable<Candidate>,
    query: string,
    first: string,
    ignoreCase = false,
  ): Match | Unmatched => {
    let failure: Unmatched = { unmatched: 'path', path: first, allowed: [] };
    for (const candidate of candidates) {
      const result = matchPath(method, candidate, query, ignoreCase);
      if (result.operation) return result;
      if (failure.unmatched === 'path' && (result.unmatched === 'method' || failure.path === first)) failure = result;
    }
    return failure;
  };

  const reachOf = rememberingReaches((origin, baseUrls) => {
    const absolute = servers.filter((server) => isOrigin(server, origin));
    return {
      based: baseUrls.filter((server) => isOrigin(server, origin)),
      // Without an absolute server the document does not say where it lives: every host will do.
      isAnywhere: ![...baseUrls, ...serversOf(root)].some((server) => server.origin),
      // Relative servers are on the hosts that the document names.
      own: absolute.length === 0 ? [] : servers.filter((server) => !server.origin || absolute.includes(server)),
    };
  });

  /** The paths that may be meant by a URL, the likeliest first; none where it is out of scope. */
  function* pathsFor({ based, isAnywhere, own }: Reach, path: string): Generator<Candidate> {
    // Below a base URL, the service may have the document's own base paths or not, as with the mock.
    for (const rest of stripped(based, path)) {
      yield { path: rest.path, at: 'unknown' };
      yield* stripped(prefixed, rest.path);
    }
    yield* stripped(own, path);
    if (isAnywhere) {
      yield { path, at: 'elsewhere' };
      yield* stripped(prefixed, path, ({ origin }) => origin === undefined);
    }
  }

  const findTarget = (method: string, target: string, ignoreCase: boolean): Match | Unmatched => {
    const path = pathOf(target);
    const query = hasVariants ? queryOf(target) : '';
    const direct = matchPath(method, { path, at: 'unknown' }, query, ignoreCase);
    if (direct.operation || prefixed.length === 0) return direct;
    const below = matchAny(method, stripped(prefixed, path), query, path, ignoreCase);
    return below.operation || direct.unmatched === 'path' ? below : direct;
  };

  const findUrl = (method: string, url: string, baseUrls: readonly Server[]): Match | Unmatched => {
    const [, origin, rest = url] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)(.*)$/is.exec(url) ?? [];
    if (origin === undefined) return findTarget(method, url, false);
    const path = pathOf(rest);
    const reach = reachOf(origin, baseUrls);
    const [likeliest] = pathsFor(reach, path);
    return likeliest === undefined
      ? { unmatched: 'server', path, allowed: [] }
      : matchAny(method, pathsFor(reach, path), queryOf(rest), likeliest.path);
  };

  return {
    serverCount: servers.length,
    hasServer: (url) => servers.some((server) => isServer(server, url)),
    matchTarget: (method, target, ignoreCase = false) =>
      headAsGet(method, (name) => findTarget(name, target, ignoreCase)),
    matchUrl(method, url, baseUrls) {
      const known = matches.of(baseUrls);
      const key = `${method} ${url}`;
      const before = known.get(key);
      if (before) return before;
      const match = headAsGet(method, (name) => findUrl(name, url, baseUrls));
      known.set(key, match);
      return match;
    },
  };
}

/** Of requests: a capture has many of them again and again. */
const REQUESTS = { most: 500, longest: 500 };

/** What was found, by base URLs. */
function rememberingMatches() {
  const known = new WeakMap<readonly Server[], TextTable<Match | Unmatched>>();
  return {
    of(given: readonly Server[]): TextTable<Match | Unmatched> {
      const baseUrls = given.length === 0 ? NO_BASE_URLS : given;
      const before = known.get(baseUrls);
      if (before) return before;
      const table = createTextTable<Match | Unmatched>(REQUESTS);
      known.set(baseUrls, table);
      return table;
    },
  };
}

/** A server that answers GET answers HEAD too, with the same header fields (RFC 9110 §9.1, §9.3.2). */
function headAsGet(method: string, find: (method: string) => Match | Unmatched): Match | Unmatched {
  const found = find(method);
  if (found.operation || method !== 'HEAD' || found.unmatched !== 'method') return found;
  const get = find('GET');
  return get.operation ? get : found;
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

/** The query of a target, without its mark; empty if none exists. */
function queryOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? '' : (target.slice(mark + 1).split('#', 1)[0] ?? '');
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

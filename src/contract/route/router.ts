import { decodePercent } from '../../model/index.js';
import { escapeRegExp } from './literal.js';

/** The target of a path. `values` are the path parameters, still percent-encoded. */
export interface Route<T> {
  readonly value: T;
  readonly values: Readonly<Record<string, string>>;
}

interface Branch<T> {
  readonly literals: Map<string, Branch<T>>;
  /** Segments with variables, the more literal text they hold the earlier. */
  readonly templates: {
    readonly segment: string;
    readonly pattern: RegExp;
    readonly names: readonly string[];
    readonly branch: Branch<T>;
    /** Whether its variable is a path within the path, which has slashes. */
    readonly spans: boolean;
  }[];
  methods?: Map<string, { value: T; names: readonly string[] }>;
}

export type Found<T> = { readonly found: Route<T> } | { readonly found?: never; readonly allowed: readonly string[] };

/**
 * Path templates with their methods, matched segment by segment: the cost depends on the path's length, not on the
 * number of templates.
 */
export interface Router<T> {
  add(method: string, pathTemplate: string, value: T): void;
  /**
   * Finds what a path (no query, percent-encoded) and method lead to: concrete paths before templated ones (OpenAPI 3.1
   * §4.8.8).
   * @returns the route; otherwise the methods that the path has, none where no template fits
   */
  find(method: string, path: string): Found<T>;
}

/** An empty router. With `ignoreCase`, letters of the templates' own text match in either case; values keep theirs. */
export function createRouter<T>(ignoreCase = false): Router<T> {
  const root = newBranch<T>();
  const concrete = new Map<string, Map<string, T>>();
  return {
    add(method, pathTemplate, value) {
      if (!ignoreCase && !pathTemplate.includes('{') && !pathTemplate.includes('%')) {
        const methods = concrete.get(pathTemplate) ?? new Map<string, T>();
        if (!methods.has(method)) methods.set(method, value);
        concrete.set(pathTemplate, methods);
      }
      addTemplate(root, method, pathTemplate, value, ignoreCase);
    },
    find(method, path) {
      const value = concrete.get(path)?.get(method);
      if (value !== undefined) return { found: { value, values: {} } };
      return findTemplate(root, method, path, ignoreCase);
    },
  };
}

function newBranch<T>(): Branch<T> {
  return { literals: new Map(), templates: [] };
}

/**
 * After a colon, a path within the path, up to the next colon or the end: `/root:/{item-path}:/children` of Graph,
 * whose template OpenAPI cannot write otherwise.
 */
const WITHIN = /^\{[^{}]*\}:?$/;

/** A path within the path may have this many segments. */
const MAX_WITHIN = 100;

function addTemplate<T>(root: Branch<T>, method: string, pathTemplate: string, value: T, ignoreCase: boolean): void {
  const names: string[] = [];
  let branch = root;
  let before = '';
  for (const segment of pathTemplate.split('/').slice(1)) {
    branch = segment.includes('{')
      ? templateBranch(branch, segment, names, { ignoreCase, spans: before.endsWith(':') && WITHIN.test(segment) })
      : literalBranch(branch, ignoreCase ? segment.toLowerCase() : segment);
    before = segment;
  }
  branch.methods ??= new Map();
  if (!branch.methods.has(method)) branch.methods.set(method, { value, names });
}

function literalBranch<T>(branch: Branch<T>, segment: string): Branch<T> {
  const key = decodePercent(segment);
  const known = branch.literals.get(key);
  if (known) return known;
  const next = newBranch<T>();
  branch.literals.set(key, next);
  return next;
}

function templateBranch<T>(
  branch: Branch<T>,
  segment: string,
  names: string[],
  { ignoreCase, spans }: { readonly ignoreCase: boolean; readonly spans: boolean },
): Branch<T> {
  const parts = segment.split(/\{([^}]*)\}/);
  const own = parts.filter((_, index) => index % 2 === 1);
  names.push(...own);
  const shape = segment.replace(/\{[^}]*\}/g, '{}');
  const known = branch.templates.find((template) => template.segment === shape);
  if (known) return known.branch;
  const source = parts
    .map((part, index) => (index % 2 === 1 ? (spans ? '(.*?)' : '([^/]*?)') : escapeRegExp(part)))
    .join('');
  const next = newBranch<T>();
  branch.templates.push({
    segment: shape,
    pattern: new RegExp(`^${source}$`, ignoreCase ? 'i' : ''),
    names: own,
    branch: next,
    spans,
  });
  branch.templates.sort((a, b) => b.segment.length - a.segment.length);
  return next;
}

function findTemplate<T>(root: Branch<T>, method: string, path: string, ignoreCase: boolean): Found<T> {
  const segments = path.split('/').slice(1);
  const allowed = new Set<string>();
  const values: string[] = [];
  const descend = (branch: Branch<T>, depth: number): Route<T> | undefined => {
    const segment = segments[depth];
    if (segment === undefined) {
      const end = branch.methods?.get(method);
      if (end) return { value: end.value, values: zip(end.names, values) };
      for (const name of branch.methods?.keys() ?? []) allowed.add(name);
      return undefined;
    }
    const text = decodePercent(segment);
    const literal = branch.literals.get(ignoreCase ? text.toLowerCase() : text);
    const route = literal && descend(literal, depth + 1);
    if (route) return route;
    for (const template of branch.templates) {
      const last = template.spans ? Math.min(segments.length, depth + MAX_WITHIN) : depth + 1;
      for (let end = depth + 1; end <= last; end += 1) {
        const match = template.pattern.exec(end === depth + 1 ? segment : segments.slice(depth, end).join('/'));
        if (!match || match.slice(1).includes('')) continue;
        const before = values.length;
        values.push(...match.slice(1));
        const route = descend(template.branch, end);
        if (route) return route;
        values.length = before;
      }
    }
    return undefined;
  };
  const found = descend(root, 0);
  return found ? { found } : { allowed: [...allowed].sort() };
}

function zip(names: readonly string[], values: readonly string[]): Record<string, string> {
  const record: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) record[name] = values[index] ?? '';
  return record;
}

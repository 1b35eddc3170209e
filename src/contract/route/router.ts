import { decodePercent } from '../../model/index.js';
import { type SegmentTemplate, segmentTemplate } from './segment.js';

/** Path parameters by name, still percent-encoded. */
export type PathValues = Readonly<Record<string, string>>;

/** The target of a path. */
export interface Route<T> {
  readonly value: T;
  readonly values: PathValues;
  /** The values in each reading of the path, those of `values` first. Absent where there is one reading only. */
  readonly readings?: () => Iterable<PathValues>;
}

interface Branch<T> {
  readonly literals: Map<string, Branch<T>>;
  /** Segments with variables, by their shape: `{}.json`. */
  readonly templates: Map<string, TemplateBranch<T>>;
  /** The same, the more literal text they hold the earlier: put in order by the first search. */
  ordered?: readonly TemplateBranch<T>[] | undefined;
  methods?: Map<string, { value: T; names: readonly string[] }>;
}

interface TemplateBranch<T> {
  readonly shape: string;
  readonly template: SegmentTemplate;
  readonly branch: Branch<T>;
  /** Whether its variable is a path within the path, which has slashes. */
  readonly spans: boolean;
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
   * @param accepts whether a value may be found here; @default each may
   * @returns the route; otherwise the methods that the path has, none where no template fits
   */
  find(method: string, path: string, accepts?: (value: T) => boolean): Found<T>;
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
    find(method, path, accepts) {
      const value = concrete.get(path)?.get(method);
      if (value !== undefined && (!accepts || accepts(value))) return { found: { value, values: {} } };
      return findTemplate(root, method, path, ignoreCase, accepts);
    },
  };
}

function newBranch<T>(): Branch<T> {
  return { literals: new Map(), templates: new Map() };
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
  const shape = segment.replace(/\{[^{}]*\}/g, '{}');
  const template = segmentTemplate(segment, ignoreCase);
  for (const each of template.names) names.push(each);
  const known = branch.templates.get(shape);
  if (known) return known.branch;
  const next = newBranch<T>();
  branch.templates.set(shape, { shape, template, branch: next, spans });
  branch.ordered = undefined;
  return next;
}

function inOrder<T>(branch: Branch<T>): readonly TemplateBranch<T>[] {
  branch.ordered ??= [...branch.templates.values()].sort((a, b) => b.shape.length - a.shape.length);
  return branch.ordered;
}

/** A segment that was read by a template. */
interface Read {
  readonly template: SegmentTemplate;
  readonly segment: string;
  readonly values: readonly string[];
}

function findTemplate<T>(
  root: Branch<T>,
  method: string,
  path: string,
  ignoreCase: boolean,
  accepts: ((value: T) => boolean) | undefined,
): Found<T> {
  const segments = path.split('/').slice(1);
  const allowed = new Set<string>();
  const reads: Read[] = [];
  // Paths within paths lead to one place in many ways, and from there the rest fits or not, whatever the way.
  const failed = new Map<Branch<T>, Set<number>>();
  const descendOnce = (branch: Branch<T>, depth: number): Route<T> | undefined => {
    const depths = failed.get(branch) ?? new Set();
    if (depths.has(depth)) return undefined;
    failed.set(branch, depths.add(depth));
    return descend(branch, depth);
  };
  const descend = (branch: Branch<T>, depth: number): Route<T> | undefined => {
    const segment = segments[depth];
    if (segment === undefined) {
      const end = branch.methods?.get(method);
      if (end && (!accepts || accepts(end.value))) return routeOf(end.value, end.names, reads);
      for (const [name, { value }] of branch.methods ?? []) if (!accepts || accepts(value)) allowed.add(name);
      return undefined;
    }
    const text = decodePercent(segment);
    const literal = branch.literals.get(ignoreCase ? text.toLowerCase() : text);
    const route = literal && descend(literal, depth + 1);
    if (route) return route;
    for (const { template, branch: next, spans } of inOrder(branch)) {
      const last = spans ? Math.min(segments.length, depth + MAX_WITHIN) : depth + 1;
      for (let end = depth + 1; end <= last; end += 1) {
        const whole = end === depth + 1 ? segment : segments.slice(depth, end).join('/');
        const values = template.read(whole);
        if (!values) continue;
        reads.push({ template, segment: whole, values });
        const route = spans ? descendOnce(next, end) : descend(next, end);
        if (route) return route;
        reads.pop();
      }
    }
    return undefined;
  };
  const found = descend(root, 0);
  return found ? { found } : { allowed: [...allowed].sort() };
}

/** Of a path with more readings these are looked at: no honest path has more. */
const MAX_READINGS = 64;

function routeOf<T>(value: T, names: readonly string[], reads: readonly Read[]): Route<T> {
  const values = zip(names, reads.length === 1 ? (reads[0]?.values ?? []) : reads.flatMap((read) => read.values));
  if (!reads.some(({ template }) => template.names.length > 1)) return { value, values };
  const all = [...reads];
  const readings = function* (): Generator<PathValues> {
    let count = 0;
    for (const reading of combined(all)) {
      yield zip(names, reading);
      count += 1;
      if (count === MAX_READINGS) return;
    }
  };
  return { value, values, readings };
}

/** Each reading of each segment, with each of the others. */
function* combined([first, ...others]: readonly Read[]): Generator<string[]> {
  if (!first) {
    yield [];
    return;
  }
  for (const values of first.template.names.length > 1 ? first.template.readings(first.segment) : [first.values])
    for (const below of combined(others)) yield [...values, ...below];
}

function zip(names: readonly string[], values: readonly string[]): PathValues {
  const record: Record<string, string> = Object.create(null);
  for (const [index, name] of names.entries()) record[name] = values[index] ?? '';
  return record;
}

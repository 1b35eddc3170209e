import type { Contract } from '../../contract/index.js';
import { child, count, type Pointer } from '../../model/index.js';
import type { DocumentRule } from './rule.js';
import { type Overlap, overlapOf } from './segments.js';

/** The templates of a document, segment by segment; each variable is `{}`. */
interface Branch {
  readonly next: Map<string, Branch>;
  /** Those of them that have a variable. */
  readonly templates: Map<string, Branch>;
  path?: string;
}

export const ambiguousPath: DocumentRule = {
  id: 'ambiguous-path',
  severity: 'error',
  finds: 'Two path templates that are the same but for the names of their variables (OpenAPI 3.1 §4.8.8.1).',
  example: '`/parcels/{id}` and `/parcels/{name}`.',
  *check(contract) {
    const first = new Map<string, string>();
    for (const path of pathsOf(contract)) {
      const shape = shapeOfPath(path);
      const known = first.get(shape);
      if (known === undefined) first.set(shape, path);
      else
        yield {
          pointer: pointerTo(path),
          message: `${path} is the same path as ${known}`,
          suggestion: 'Describe both under one path: which of them answers is nowhere said.',
          against: pointerTo(known),
        };
    }
  },
};

export const overlappingPath: DocumentRule = {
  id: 'overlapping-path',
  severity: 'warning',
  finds: 'Two path templates with a method in common that one URL fits, neither of them the more concrete one.',
  example: '`/parcels/{id}` and `/{kind}/lost`: both fit `/parcels/lost`.',
  *check(contract) {
    const root = newBranch();
    const methods = methodsOf(contract);
    const paths = pathsOf(contract);
    const work = { left: MAX_COMPARISONS };
    let found = 0;
    for (const [index, path] of paths.entries()) {
      const segments = shapeOfPath(path).split('/');
      for (const other of overlapping(root, segments, work)) {
        if (!haveCommon(methods.get(shapeOfPath(path)), methods.get(shapeOfPath(other)))) continue;
        found += 1;
        if (found > MAX_OVERLAPS) work.left = 0;
        if (work.left <= 0) break;
        yield {
          pointer: pointerTo(path),
          message: `one URL can fit both ${path} and ${other}`,
          suggestion: 'Make one of them more concrete at each place, or tell them apart by a word.',
          against: pointerTo(other),
        };
      }
      if (work.left <= 0) {
        yield {
          pointer: pointerTo(path),
          message: `too many paths with variables are in one place: ${path} and ${count(paths.length - index - 1, 'path')} after it were not compared with all others`,
          suggestion: 'Tell them apart by words without variables.',
        };
        return;
      }
      enter(root, segments, path);
    }
  },
};

/** Segments that are compared in one document: a second or so. */
const MAX_COMPARISONS = 1_000_000;

/** Overlaps that are told of one document. */
const MAX_OVERLAPS = 10_000;

/** The form of a path, which is the same for paths that differ only in the names of their variables. */
function shapeOfPath(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}

/** The methods of paths, by their shape. */
function methodsOf({ operations }: Contract): ReadonlyMap<string, ReadonlySet<string>> {
  const methods = new Map<string, Set<string>>();
  for (const { pathTemplate, method } of operations) {
    const shape = shapeOfPath(pathTemplate);
    methods.set(shape, (methods.get(shape) ?? new Set()).add(method));
  }
  return methods;
}

function haveCommon(some: ReadonlySet<string> = NONE, others: ReadonlySet<string> = NONE): boolean {
  for (const each of some) if (others.has(each)) return true;
  return false;
}

const NONE: ReadonlySet<string> = new Set();

function pathsOf({ operations }: Contract): string[] {
  return [...new Set(operations.map(({ pathTemplate }) => pathTemplate))];
}

function pointerTo(path: string): Pointer {
  return child('/paths', path);
}

function newBranch(): Branch {
  return { next: new Map(), templates: new Map() };
}

function enter(root: Branch, segments: readonly string[], path: string): void {
  let branch = root;
  for (const segment of segments) {
    const next = branch.next.get(segment) ?? newBranch();
    branch.next.set(segment, next);
    if (segment.includes('{}')) branch.templates.set(segment, next);
    branch = next;
  }
  branch.path ??= path;
}

/** Comparisons that may still be made. */
interface Work {
  left: number;
}

/** The templates that are more concrete in one place and less in another; those that are found before work ends. */
function* overlapping(root: Branch, segments: readonly string[], work: Work): Generator<string> {
  const waiting = [{ branch: root, at: 0, isMore: false, isLess: false }];
  for (let place = waiting.pop(); place && work.left > 0; place = waiting.pop()) {
    const { branch, at, isMore, isLess } = place;
    const segment = segments[at];
    if (segment === undefined) {
      if (isMore && isLess && branch.path !== undefined) yield branch.path;
      continue;
    }
    for (const { next, overlap } of candidates(branch, segment, work))
      waiting.push({
        branch: next,
        at: at + 1,
        isMore: isMore || overlap === 'more' || overlap === 'crossed',
        isLess: isLess || overlap === 'less' || overlap === 'crossed',
      });
  }
}

/** The branches whose segment fits a URL that this one fits. A segment without variables asks few of them. */
function candidates(branch: Branch, segment: string, work: Work): { next: Branch; overlap: Overlap }[] {
  const same = branch.next.get(segment);
  const found: { next: Branch; overlap: Overlap }[] = same ? [{ next: same, overlap: 'same' }] : [];
  const others = segment.includes('{}') ? branch.next : branch.templates;
  work.left -= 1;
  for (const [other, next] of others) {
    work.left -= 1;
    if (work.left < 0) break;
    const overlap = other === segment ? undefined : overlapOf(segment, other);
    if (overlap) found.push({ next, overlap });
  }
  return found;
}

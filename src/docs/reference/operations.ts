import type { Example, Page, RequestLine } from '../page.js';
import { fitsSegment, type RequestTarget, readTarget, shapeOf, splitSegments } from '../types/path-template.js';

/** A page's share in an operation. */
export interface Description {
  readonly page: Page;
  readonly line: RequestLine;
  readonly examples: readonly PlacedExample[];
}

/** An example with what its request addresses. */
export interface PlacedExample {
  readonly example: Example;
  /** 0-based, among those of its page. */
  readonly index: number;
  readonly target?: RequestTarget;
  /** Whether its request is one that the page declares. */
  readonly isDeclared: boolean;
}

/** An operation with all the pages that describe it. */
export interface DescribedOperation {
  readonly method: string;
  /** An OpenAPI path template, as the first page writes it. */
  readonly path: string;
  readonly descriptions: readonly Description[];
}

/**
 * The operations of a group of pages. Two request lines are one operation where only letter case and the names of parameters differ.
 * In the order of pages and lines.
 */
export function describedOperations(pages: readonly Page[]): DescribedOperation[] {
  const operations = new Map<string, { method: string; path: string; descriptions: Description[] }>();
  for (const page of pages) {
    const placed = placeExamples(page);
    for (const [index, line] of page.requests.entries()) {
      const key = `${line.method} ${shapeOf(line.target.path)}`;
      const operation = operations.get(key) ?? { method: line.method, path: line.target.path, descriptions: [] };
      operations.set(key, operation);
      const examples = placed.get(index) ?? [];
      const before = operation.descriptions.at(-1);
      if (before?.page !== page) operation.descriptions.push({ page, line, examples });
      else
        operation.descriptions[operation.descriptions.length - 1] = {
          ...before,
          examples: [
            ...before.examples,
            ...examples.filter((each) => !before.examples.some(({ example }) => example === each.example)),
          ],
        };
    }
  }
  return [...operations.values()];
}

/** The examples of a page by the index of the request lines that they belong to. */
function placeExamples(page: Page): Map<number, PlacedExample[]> {
  const declared = page.requests.map(({ target }) => target.path);
  const placed = new Map<number, PlacedExample[]>();
  for (const [index, example] of page.examples.entries()) {
    const start = example.request?.message.start;
    if (start?.kind !== 'request') {
      if (example.response && !example.response.isAside)
        place(placed, aliases(page, 0), { example, index, isDeclared: true });
      continue;
    }
    const target = readTarget(start.target, declared);
    const best = bestLine(page, start.method, target);
    if (best === undefined && example.request?.isAside) continue;
    const fallback = page.requests.findIndex(({ method }) => method === start.method);
    const at = best ?? fallback;
    if (at >= 0) place(placed, aliases(page, at), { example, index, target, isDeclared: best !== undefined });
  }
  return placed;
}

function place(placed: Map<number, PlacedExample[]>, lines: readonly number[], example: PlacedExample): void {
  for (const line of lines) placed.set(line, [...(placed.get(line) ?? []), example]);
}

/** The request line that an example's request fits, the one with most of its words. */
function bestLine(page: Page, method: string, target: RequestTarget): number | undefined {
  let best: number | undefined;
  let bestScore = -1;
  for (const [index, line] of page.requests.entries()) {
    if (line.method !== method) continue;
    const score = scoreOf(line.target.path, target.path);
    if (score > bestScore) {
      best = index;
      bestScore = score;
    }
  }
  return best;
}

/** How many segments are the same; -1 where the example's path is none of the template's. */
function scoreOf(template: string, path: string): number {
  const wanted = splitSegments(template);
  const written = splitSegments(path);
  if (wanted.length !== written.length) return -1;
  if (!wanted.every((segment, index) => fitsSegment(segment, written[index] ?? ''))) return -1;
  return wanted.filter((segment, index) => segment.toLowerCase() === written[index]?.toLowerCase()).length;
}

/** The lines that are the same operation by other ways: those of the method whose paths end alike. */
function aliases({ requests }: Page, index: number): number[] {
  const line = requests[index];
  if (!line) return [];
  const end = endOf(line.target.path);
  return requests.flatMap((other, at) =>
    other.method === line.method && endOf(other.target.path) === end ? [at] : [],
  );
}

/** The last segment that is no parameter, with what follows. */
function endOf(path: string): string {
  return /(?:[^/]*\/(?:\{\}\/?)*)$/.exec(`${shapeOf(path)}/`)?.[0] ?? path;
}

import type { Page, PageExample, RequestLine } from '../page.js';
import {
  type ExampleTarget,
  fitsSegment,
  inferTemplate,
  type PathParameter,
  type RequestTarget,
  readExampleTarget,
  shapeOf,
  splitSegments,
} from '../types/path-template.js';

/** A page's share in an operation. */
export interface Description {
  readonly page: Page;
  readonly line: RequestLine;
  readonly examples: readonly PlacedExample[];
}

/** An example with what its request addresses. */
export interface PlacedExample {
  readonly example: PageExample;
  /** 0-based, among those of its page. */
  readonly index: number;
  readonly target?: ExampleTarget;
  /** Whether its request is one that the page declares. */
  readonly isDeclared: boolean;
}

/** An operation with all the pages that describe it. */
export interface DescribedOperation {
  readonly method: string;
  /** An OpenAPI path template, as the first page writes it, for whichever method. */
  readonly path: string;
  readonly parameters: readonly PathParameter[];
  /** Whether only examples show it. */
  readonly isInferred: boolean;
  readonly descriptions: readonly Description[];
}

/**
 * The operations of a group of pages. Two request lines are the same operation if only letter case and parameter names
 * differ. An example request that no line declares is an inferred operation.
 * They are in the order of pages and lines, inferred ones last.
 */
export function describedOperations(pages: readonly Page[]): DescribedOperation[] {
  const operations = new Map<string, DescribedOperation & { descriptions: Description[] }>();
  /** OpenAPI allows one spelling of a path (3.1 §4.8.8). */
  const targets = new Map<string, RequestTarget>();
  const enter = (page: Page, line: RequestLine, examples: readonly PlacedExample[], isInferred: boolean): void => {
    const shape = shapeOf(line.target.path);
    const target = targets.get(shape) ?? line.target;
    targets.set(shape, target);
    const key = `${line.method} ${shape}`;
    const operation = operations.get(key) ?? {
      method: line.method,
      path: target.path,
      parameters: target.parameters,
      isInferred,
      descriptions: [],
    };
    operations.set(key, operation);
    const same = operation.descriptions.findIndex((each) => each.page === page);
    const before = operation.descriptions[same];
    if (before) operation.descriptions[same] = { ...before, examples: union(before.examples, examples) };
    else operation.descriptions.push({ page, line, examples });
  };
  const undeclared: [Page, RequestLine, PlacedExample][] = [];
  const hosts = hostsOf(pages);
  for (const page of pages) {
    const placed = placeExamples(page, hosts);
    for (const [index, line] of page.requests.entries()) enter(page, line, placed.byLine.get(index) ?? [], false);
    for (const [line, example] of placed.undeclared) undeclared.push([page, line, example]);
  }
  for (const [page, line, example] of undeclared) enter(page, line, [example], true);
  return [...operations.values()];
}

function union(before: readonly PlacedExample[], more: readonly PlacedExample[]): PlacedExample[] {
  return [...before, ...more.filter((each) => !before.some(({ example }) => example === each.example))];
}

/** The hosts to which examples send what their pages declare. */
function hostsOf(pages: readonly Page[]): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const page of pages) {
    const declared = page.requests.map(({ target }) => target.path);
    for (const { request } of page.examples) {
      const start = request?.message.start;
      if (start?.kind !== 'request') continue;
      const target = readExampleTarget(start.target, declared);
      const host = hostOf(target);
      if (host !== undefined && bestLine(page, start.method, target) !== undefined) hosts.add(host);
    }
  }
  return hosts;
}

function hostOf({ base }: ExampleTarget): string | undefined {
  return base === undefined ? undefined : /^https?:\/\/([^/]+)/i.exec(base)?.[1]?.toLowerCase();
}

interface Placed {
  /** By the index of the request lines that they belong to. */
  readonly byLine: Map<number, PlacedExample[]>;
  /** Those whose request no line declares, with the line that they suggest. */
  readonly undeclared: [RequestLine, PlacedExample][];
}

/** @param hosts of the API. A request to another host, such as a notification to a client, is not an operation. */
function placeExamples(page: Page, hosts: ReadonlySet<string>): Placed {
  const declared = page.requests.map(({ target }) => target.path);
  const byLine = new Map<number, PlacedExample[]>();
  const undeclared: [RequestLine, PlacedExample][] = [];
  for (const [index, example] of page.examples.entries()) {
    const request = example.request;
    const start = request?.message.start;
    if (!request || start?.kind !== 'request') {
      if (example.response && !example.response.isAside)
        place(byLine, aliases(page, 0), { example, index, isDeclared: true });
      continue;
    }
    const target = readExampleTarget(start.target, declared);
    const best = bestLine(page, start.method, target);
    if (best === undefined && (request.isAside || isElsewhere(target, hosts))) continue;
    const at = best ?? page.requests.findIndex(({ method }) => method === start.method);
    const placed = { example, index, target, isDeclared: best !== undefined };
    if (at >= 0) place(byLine, aliases(page, at), placed);
    if (best === undefined)
      undeclared.push([
        {
          method: start.method,
          target: { ...inferTemplate(target.path, declared), query: [] },
          written: `${start.method} ${start.target}`,
          line: request.message.line,
        },
        { ...placed, isDeclared: true },
      ]);
  }
  return { byLine, undeclared };
}

function isElsewhere(target: ExampleTarget, hosts: ReadonlySet<string>): boolean {
  const host = hostOf(target);
  return host !== undefined && hosts.size > 0 && !hosts.has(host);
}

function place(placed: Map<number, PlacedExample[]>, lines: readonly number[], example: PlacedExample): void {
  for (const line of lines) placed.set(line, [...(placed.get(line) ?? []), example]);
}

/** The request line that an example's request fits, the one with most of its words. */
function bestLine(page: Page, method: string, target: ExampleTarget): number | undefined {
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

/** How many segments are the same; -1 if the example's path does not fit the template. */
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

/** The last segment without a parameter, and all that follows. */
function endOf(path: string): string {
  return /(?:[^/]*\/(?:\{\}\/?)*)$/.exec(`${shapeOf(path)}/`)?.[0] ?? path;
}

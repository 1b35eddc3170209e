import {
  type AuthoredDocument,
  type Coverage,
  child,
  type OperationCoverage,
  type Pointer,
} from '../../model/index.js';

/** Coverage of one file of the document, as programs that show the coverage of code understand it. */
export interface FileCoverage {
  readonly file: string;
  /**
   * By line in ascending order, the number of times that what is documented there was seen; of several things on a line
   * that of the rarest.
   */
  readonly lines: readonly (readonly [line: number, hits: number])[];
  /** The operations, as functions. */
  readonly operations: readonly { readonly name: string; readonly line: number; readonly hits: number }[];
  /** The statuses of an operation and the members of an enumeration, as the branches at its line. */
  readonly branches: readonly { readonly line: number; readonly hits: readonly number[] }[];
}

/** The parts of a result that line coverage needs. */
export interface Covered {
  readonly document: { readonly source: string };
  readonly coverage: Coverage;
}

/** Something documented, with the number of times it was seen. */
interface Item {
  readonly pointer: Pointer;
  readonly hits: number;
  readonly operation?: string;
  readonly branches?: readonly number[];
}

/** The places in the document of everything that can be covered. */
export function* coveredPointers({ coverage }: Pick<Covered, 'coverage'>): Generator<Pointer> {
  for (const { pointer } of itemsOf(coverage)) yield pointer;
}

/**
 * Coverage by file, in the order in which the files are met.
 * @param document without it, everything is on the first line of the document
 */
export function linesOf({ document: { source }, coverage }: Covered, document?: AuthoredDocument): FileCoverage[] {
  const files = new Map<string, Gathered>();
  for (const item of itemsOf(coverage)) {
    const { file, line } = document?.locate(item.pointer) ?? { file: source, line: 1 };
    const gathered: Gathered = files.get(file) ?? { lines: new Map(), operations: [], branches: [] };
    files.set(file, gathered);
    gathered.lines.set(line, Math.min(gathered.lines.get(line) ?? Number.POSITIVE_INFINITY, item.hits));
    if (item.operation !== undefined) gathered.operations.push({ name: item.operation, line, hits: item.hits });
    if (item.branches && item.branches.length > 0) gathered.branches.push({ line, hits: item.branches });
  }
  return [...files].map(([file, { lines, ...rest }]) => ({
    file,
    lines: [...lines].sort(([a], [b]) => a - b),
    ...rest,
  }));
}

interface Gathered {
  readonly lines: Map<number, number>;
  readonly operations: FileCoverage['operations'][number][];
  readonly branches: FileCoverage['branches'][number][];
}

function* itemsOf({ operations, properties }: Coverage): Generator<Item> {
  for (const operation of operations) yield* operationItems(operation);
  // A property of requests and of responses is one place.
  const places = new Map<string, { hits: number; values: Map<string, number> }>();
  for (const { pointer, count, values = {} } of properties) {
    const place = places.get(pointer) ?? { hits: 0, values: new Map() };
    places.set(pointer, place);
    place.hits += count;
    for (const [member, times] of Object.entries(values))
      place.values.set(member, (place.values.get(member) ?? 0) + times);
  }
  for (const [fragment, { hits, values }] of places)
    yield { pointer: fragment.slice(1), hits, branches: [...values.values()] };
}

function* operationItems({ operation, exchanges, ...rest }: OperationCoverage): Generator<Item> {
  const { statuses, mediaTypes, parameters } = rest;
  const pointer = pointerOf(operation);
  yield { pointer, hits: exchanges, operation, branches: Object.values(statuses) };
  for (const [status, hits] of Object.entries(statuses)) yield { pointer: responseOf(pointer, status), hits };
  for (const [key, hits] of Object.entries(mediaTypes)) {
    const [side = '', ...mediaType] = key.split(' ');
    const body = side === 'request' ? child(pointer, 'requestBody') : responseOf(pointer, side);
    yield { pointer: child(child(body, 'content'), mediaType.join(' ')), hits };
  }
  for (const { pointer: fragment, count: hits } of Object.values(parameters))
    yield { pointer: fragment.slice(1), hits };
}

/** The methods that have a field in a path item; others are under its `additionalOperations`. */
const FIELDS = /^(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY)$/;

/** `GET /pets/{id}` is at `/paths/~1pets~1{id}/get`. */
function pointerOf(operation: string): Pointer {
  const [method = '', ...path] = operation.split(' ');
  const item = child('/paths', path.join(' '));
  return FIELDS.test(method) ? child(item, method.toLowerCase()) : child(child(item, 'additionalOperations'), method);
}

function responseOf(operation: Pointer, status: string): Pointer {
  return child(child(operation, 'responses'), status);
}

import {
  type FilterFunction,
  FunctionExpressionType,
  JSONPathEnvironment,
  JSONPathError,
  type JSONValue as LibraryValue,
} from 'json-p3';
import { RE2JS } from 're2js';
import { canonicalJson, type JsonValue } from '../../model/index.js';

/** The way from a document's root to a node. */
export type Location = readonly (string | number)[];

/**
 * A path may look at so many values: enough for the largest documents, and too few for a path that multiplies itself.
 */
const MAX_VISITS = 2_000_000;

/** Descriptions nest far less deeply; a document that goes on is made to exhaust the stack. */
const MAX_DEPTH = 200;

/** An invalid path, or one that asks for too much. */
export class PathError extends Error {}

/**
 * The nodes of `root` that a JSONPath (RFC 9535) selects, each once, in the order of the query. Nothing is evaluated
 * but what the RFC has, patterns in linear time.
 * @throws PathError
 */
export function select(root: JsonValue, path: string): Location[] {
  if (!isQueryable(root)) return [];
  try {
    const found = new Map<string, Location>();
    for (const { location } of new BoundedEnvironment({ maxRecursionDepth: MAX_DEPTH }).query(path, root))
      found.set(canonicalJson(location), location);
    return [...found.values()];
  } catch (error) {
    if (error instanceof JSONPathError) throw new PathError(error.message.slice(0, 200));
    if (error instanceof RangeError) throw new PathError('it leads too deep, or selects too much');
    throw error;
  }
}

/** JSON as the library types it: its arrays could be changed, which it never does. */
function isQueryable(value: unknown): value is Exclude<LibraryValue, undefined> {
  return value !== undefined;
}

/** Counts what a query looks at: `..` in a filter looks at everything once for everything. */
class BoundedEnvironment extends JSONPathEnvironment {
  #visits = 0;

  override entries(object: { [name: string]: LibraryValue }): [string, LibraryValue][] {
    const entries = Object.entries(object);
    this.#visits += 1 + entries.length;
    for (const [, value] of entries) this.#visits += itemsIn(value);
    if (this.#visits > MAX_VISITS) throw new PathError('it looks at too much: aim closer to what it changes');
    return entries;
  }

  protected override setupFilterFunctions(): void {
    super.setupFilterFunctions();
    this.functionRegister.set('match', patternFunction('whole'));
    this.functionRegister.set('search', patternFunction('part'));
  }
}

/** Arrays have no hook of their own: theirs is counted with the object that holds them. */
function itemsIn(value: LibraryValue): number {
  return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + 1 + itemsIn(item), 0) : 0;
}

/** `match()` and `search()` (RFC 9535 §2.4.6, §2.4.7): an invalid pattern matches nothing. */
function patternFunction(extent: 'whole' | 'part'): FilterFunction {
  const compiled = new Map<string, RE2JS | undefined>();
  const compile = (pattern: string): RE2JS | undefined => {
    if (!compiled.has(pattern)) compiled.set(pattern, compilePattern(pattern));
    return compiled.get(pattern);
  };
  return {
    argTypes: [FunctionExpressionType.ValueType, FunctionExpressionType.ValueType],
    returnType: FunctionExpressionType.LogicalType,
    call(text, pattern) {
      if (typeof text !== 'string' || typeof pattern !== 'string') return false;
      const matcher = compile(pattern)?.matcher(text);
      return extent === 'whole' ? (matcher?.matches() ?? false) : (matcher?.find() ?? false);
    },
  };
}

function compilePattern(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern));
  } catch {
    return undefined;
  }
}

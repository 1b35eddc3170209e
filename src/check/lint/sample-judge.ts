import type { Contract } from '../../contract/index.js';
import { at, isObject, type JsonValue, type Pointer } from '../../model/index.js';
import type { Direction, SchemaError, SchemaVerdict } from '../../schema/index.js';
import type { Sample } from './samples.js';

/** What a sample breaks, in the direction that it breaks least. */
export interface SampleFaults {
  readonly direction: Direction;
  readonly errors: readonly SchemaError[];
}

/** Judges examples and defaults with one allowance of work for all. */
export interface SampleJudge {
  /** Empty where the sample fits; undefined where that cannot be said within the work that is left. */
  faultsOf(sample: Pick<Sample, 'value' | 'schema' | 'directions'>): SampleFaults | undefined;
}

/**
 * Steps for all samples of a document, beside what each of them may cost: some hundred thousand verdicts, or twenty
 * thousand small schemas that are compiled for one example each.
 */
export const SAMPLE_STEPS = 50_000_000;

/** What it costs to compile a schema, and each member of it. */
const COMPILING = 2_000;
const COMPILING_EACH = 100;

/** A judge for the samples of one document. @param steps the work that it may do */
export function createSampleJudge({ schemas, document }: Contract, steps = SAMPLE_STEPS): SampleJudge {
  const allowance = { left: steps };
  const paid = new Set<string>();
  const first = new Map<string, Pointer>();

  /** The first schema that says the same as this one: it is compiled for all of them. */
  const firstLike = (pointer: Pointer): Pointer => {
    const text = leafText(at(document.root, pointer));
    if (text === undefined) return pointer;
    const known = first.get(text);
    if (known === undefined) first.set(text, pointer);
    return known ?? pointer;
  };
  const pay = (pointer: Pointer, key: string): void => {
    if (paid.has(key)) return;
    paid.add(key);
    allowance.left -= COMPILING + COMPILING_EACH * sizeOf(at(document.root, pointer), allowance.left / COMPILING_EACH);
  };
  const verdictOf = (pointer: Pointer, direction: Direction, value: JsonValue): SchemaVerdict => {
    pay(pointer, `${direction} ${pointer}`);
    if (allowance.left <= 0) return 'too-large';
    return schemas.within(allowance, () => schemas.verdict(pointer, direction, value));
  };
  const explain = (pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[] => {
    pay(pointer, `${direction} ${pointer} explained`);
    return allowance.left <= 0
      ? NO_ERRORS
      : schemas.within(allowance, () => schemas.explain(pointer, direction, value));
  };

  return {
    faultsOf({ value, schema, directions }) {
      const pointer = firstLike(schema);
      let fewest: SampleFaults | undefined;
      for (const direction of directions) {
        const verdict = verdictOf(pointer, direction, value);
        if (verdict === 'too-large') return undefined;
        if (verdict !== 'invalid') return { direction, errors: NO_ERRORS };
        const errors = explain(pointer, direction, value);
        // What is wrong, but cannot be explained, is not passed over.
        if (errors.length === 0) return undefined;
        if (!fewest || errors.length < fewest.errors.length) fewest = { direction, errors };
      }
      if (!fewest || pointer === schema) return fewest;
      const { direction, errors } = fewest;
      return { direction, errors: errors.map((error) => moved(error, pointer, schema)) };
    },
  };
}

const NO_ERRORS: readonly SchemaError[] = [];

/** A fault of a schema, as that of another one which says the same. */
function moved(error: SchemaError, from: Pointer, to: Pointer): SchemaError {
  return error.schema.startsWith(from) ? { ...error, schema: `${to}${error.schema.slice(from.length)}` } : error;
}

/** Keywords that say nothing of values. */
const SILENT: ReadonlySet<string> = new Set(
  'title description example examples default deprecated externalDocs xml $comment'.split(' '),
);

/** Longer lists of a schema are not compared. */
const MOST_ITEMS = 50;

/** A text that schemas without schemas in them share where they judge alike; undefined for all others. */
function leafText(schema: JsonValue | undefined): string | undefined {
  if (!isObject(schema)) return undefined;
  const said: [string, JsonValue][] = [];
  for (const [name, value] of Object.entries(schema)) {
    if (value === undefined || SILENT.has(name) || name.startsWith('x-')) continue;
    if (name.startsWith('$')) return undefined;
    const isShort = Array.isArray(value) && value.length <= MOST_ITEMS && !value.some(isNested);
    if (isNested(value) && !isShort) return undefined;
    said.push([name, value]);
  }
  return JSON.stringify(said);
}

function isNested(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

/** How many members and items a value has, counted up to a limit. Without recursion: data can be nested at will. */
function sizeOf(value: JsonValue | undefined, most: number): number {
  const waiting: (JsonValue | undefined)[] = [value];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined && count < most; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const member of Object.values(next)) {
      count += 1;
      if (typeof member === 'object' && member !== null) waiting.push(member);
    }
  }
  return count;
}

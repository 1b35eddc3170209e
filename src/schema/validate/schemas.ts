import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { type DialectName, dialectOf } from '../dialects/index.js';
import type { Direction } from '../direction.js';
import { createReader, type SchemaReader } from '../read/reader.js';
import { createShapes, type Shapes } from '../shape.js';
import { branchBudget } from './branch-budget.js';
import { type ConvertedSchema, createConverter } from './convert.js';
import { createEngine, type EngineKind, type Validate } from './engine.js';
import { explained, type SchemaError, toSchemaError } from './explain.js';

/** A schema that ajv cannot compile: the document's fault. */
export interface UnusableSchema {
  readonly pointer: Pointer;
  readonly detail: string;
}

/** The schemas of one document, compiled when first asked for, each once a direction. */
export interface Schemas {
  readonly shapes: Shapes;
  readonly reader: SchemaReader;
  /**
   * Whether the value is valid; undefined where the schema cannot be compiled, or leads back to itself without end. The
   * fast way: says nothing of why.
   */
  isValid(pointer: Pointer, direction: Direction, value: unknown): boolean | undefined;
  /** Whether a validator can be made of the schema. */
  compiles(pointer: Pointer, direction: Direction): boolean;
  /** Everything that is wrong. Empty where the value is valid or the schema cannot be compiled. */
  explain(pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[];
  /** Why `isValid` has no answer. */
  unusable(pointer: Pointer, direction: Direction): UnusableSchema;
}

/** Compiles the schemas below `root`. */
export function createSchemas(root: JsonObject, name: DialectName): Schemas {
  const dialect = dialectOf(name);
  const shapes = createShapes(root, dialect);
  const converter = createConverter(root, dialect, shapes);
  const budget = branchBudget();
  const engines = new Map<EngineKind, { ajv: Ajv2020; added: Set<string> }>();
  // Two levels instead of a key made of both: this is asked for every body.
  const compiled = new Map<Direction, Map<Pointer, Map<EngineKind, Validate | UnusableSchema>>>([
    ['request', new Map()],
    ['response', new Map()],
  ]);

  const engineOf = (kind: EngineKind) => {
    const known = engines.get(kind) ?? { ajv: createEngine(kind, budget), added: new Set<string>() };
    engines.set(kind, known);
    return known;
  };

  const compile = (kind: EngineKind, pointer: Pointer, direction: Direction): Validate | UnusableSchema => {
    const byPointer = compiled.get(direction);
    const byKind = byPointer?.get(pointer) ?? new Map<EngineKind, Validate | UnusableSchema>();
    const before = byKind.get(kind);
    if (before) return before;
    let result: Validate | UnusableSchema;
    try {
      const { ajv, added } = engineOf(kind);
      const schema = converter.convert(pointer, direction);
      addReachable(ajv, added, schema, (target) => converter.convert(target, direction));
      const validate = ajv.getSchema(schema.id);
      if (!validate) throw new Error('the schema was not found after it was added');
      result = validate;
    } catch (error) {
      result = { pointer, detail: error instanceof Error ? error.message : String(error) };
    }
    byKind.set(kind, result);
    byPointer?.set(pointer, byKind);
    return result;
  };

  return {
    shapes,
    reader: createReader(root, dialect),
    isValid(pointer, direction, value) {
      const validate = compile('fast', pointer, direction);
      budget.renew();
      return typeof validate === 'function' ? guarded(() => validate(value)) : undefined;
    },
    compiles: (pointer, direction) => typeof compile('fast', pointer, direction) === 'function',
    explain(pointer, direction, value) {
      const fast = compile('fast', pointer, direction);
      budget.renew();
      if (typeof fast !== 'function' || guarded(() => fast(value)) !== false) return [];
      const validate = compile('explain', pointer, direction);
      budget.renewFor(value);
      if (typeof validate !== 'function' || guarded(() => validate(value)) !== false) {
        // A schema that leads back to itself can exhaust the stack, or the budget of branches, where every fault is
        // looked for. The fast engine stops at the first: its last error says what does not hold, those before it
        // belong to its branches.
        return (fast.errors ?? []).slice(-1).map((error) => toSchemaError(error, value, pointer, () => undefined));
      }
      return explained(validate.errors ?? [], value, pointer, converter.originOf, shapes.of(pointer));
    },
    unusable(pointer, direction) {
      const validate = compile('fast', pointer, direction);
      return typeof validate === 'function'
        ? {
            pointer,
            detail:
              'it leads back to itself without end, or the value is nested too deeply or has members that cannot be compared',
          }
        : validate;
    },
  };
}

/**
 * The verdict, or undefined where there can be none: a schema that leads back to itself or a value of absurd depth
 * exhausts the stack, and a value with a member such as `valueOf` trips ajv's comparison with an object in `enum` or
 * `const`.
 */
function guarded(validate: () => boolean): boolean | undefined {
  try {
    return validate();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function reachable(start: ConvertedSchema, convert: (pointer: Pointer) => ConvertedSchema): ConvertedSchema[] {
  const found = new Map([[start.id, start]]);
  const open = [start];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const pointer of next.references) {
      const schema = convert(pointer);
      if (found.has(schema.id)) continue;
      found.set(schema.id, schema);
      open.push(schema);
    }
  }
  return [...found.values()];
}

function addReachable(
  ajv: Ajv2020,
  added: Set<string>,
  start: ConvertedSchema,
  convert: (pointer: Pointer) => ConvertedSchema,
): void {
  for (const { id, schema } of reachable(start, convert)) {
    if (added.has(id)) continue;
    added.add(id);
    // No meta-schema check of its own: the fault shows when the schema is compiled, with a message that names the
    // keyword.
    ajv.addSchema(isObject(schema) ? schema : schema === false ? { not: {} } : {}, id, undefined, false);
  }
}

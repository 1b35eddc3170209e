import type { Ajv2020 } from 'ajv/dist/2020.js';
import { isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { type DialectName, dialectOf } from '../dialects/index.js';
import type { Direction } from '../direction.js';
import { createReader, type SchemaReader } from '../read/reader.js';
import { createShapes, type Shapes } from '../shape.js';
import { createSides, type Sides } from '../sides.js';
import { type Allowance, type BranchBudget, branchBudget } from './branch-budget.js';
import { createConverter } from './convert.js';
import type { ConvertedSchema, Converter } from './converted.js';
import { createEngine, type Engine, type EngineKind, type Validate } from './engine.js';
import { explained, type Origins, type SchemaError, toSchemaError } from './explain.js';
import type { Stance } from './stance.js';

/**
 * What a schema says of a value:
 * - `undecided`: that depends on a keyword that cannot be used;
 * - `too-large`: the schema, or what it asks of this value, exceeds a budget, so that nobody can say.
 */
export type SchemaVerdict = 'valid' | 'invalid' | 'undecided' | 'too-large';

/** The schemas of one document, compiled when first asked for, each once a direction. */
export interface Schemas {
  readonly shapes: Shapes;
  readonly reader: SchemaReader;
  readonly sides: Sides;
  /** Whether the value is valid, the fast way: says nothing of why. */
  verdict(pointer: Pointer, direction: Direction, value: unknown): SchemaVerdict;
  /** The same as a boolean; undefined where it cannot be said. */
  isValid(pointer: Pointer, direction: Direction, value: unknown): boolean | undefined;
  /** Everything that is wrong for certain. Empty where the value is valid or that cannot be said. */
  explain(pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[];
  /** The nulls that are accepted where the text of OpenAPI 3.0 does not admit them. */
  toleratedNulls(pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[];
  /**
   * Does work whose verdicts and explanations share one allowance. Where it is spent, there are no verdicts: the
   * work must look whether steps are left.
   */
  within<Result>(allowance: Allowance, work: () => Result): Result;
}

/** `fast` and `explain` take keywords that cannot be used for kept, `harsh` takes them for broken. */
type ValidatorKind = EngineKind | 'harsh' | 'textual';

/** A validator, where one can be made. */
interface Compiled {
  readonly validate: Validate | undefined;
  /** Whether all keywords can be used. */
  readonly isSound: boolean;
  /** Whether it is too large to be compiled, or one of its keywords too large to be used. */
  readonly isTooLarge: boolean;
  /** Whether null is admitted where the text of OpenAPI does not. */
  readonly isTolerant: boolean;
}

/** Compiles the schemas below `root`. */
export function createSchemas(root: JsonObject, name: DialectName): Schemas {
  const dialect = dialectOf(name);
  const shapes = createShapes(root, dialect);
  const converter = createConverter(root, dialect, shapes);
  const budget = branchBudget();
  const engines = new Map<string, Engine & { readonly added: Set<string> }>();
  // Two levels instead of a key made of both: this is asked for every body.
  const compiled = new Map<Direction, Map<Pointer, Map<ValidatorKind, Compiled>>>([
    ['request', new Map()],
    ['response', new Map()],
  ]);

  const engineOf = (kind: EngineKind, ownMembersOnly: boolean): Engine & { readonly added: Set<string> } => {
    const key = `${kind} ${ownMembersOnly}`;
    const known = engines.get(key);
    if (known) return known;
    const evaluation = kind === 'fast' ? {} : { evaluation: engineOf('fast', ownMembersOnly).evaluation };
    const schemaOf = (id: string) => converter.byId(id)?.schema;
    const sizeOf = (id: string) => converter.byId(id)?.size ?? 0;
    const made = {
      ...createEngine({ kind, ownMembersOnly, budget, schemaOf, sizeOf, follow: converter.follow, ...evaluation }),
      added: new Set<string>(),
    };
    engines.set(key, made);
    return made;
  };

  const compile = (kind: ValidatorKind, pointer: Pointer, direction: Direction): Compiled => {
    const byPointer = compiled.get(direction);
    const byKind = byPointer?.get(pointer) ?? new Map<ValidatorKind, Compiled>();
    const before = byKind.get(kind);
    if (before) return before;
    const result = compileNew(kind, pointer, direction);
    byKind.set(kind, result);
    byPointer?.set(pointer, byKind);
    return result;
  };

  const compileNew = (kind: ValidatorKind, pointer: Pointer, direction: Direction): Compiled => {
    try {
      const reach = (stance: Stance): ConvertedSchema[] => reachable(converter, pointer, direction, stance);
      const plain = reach('plain');
      const isSound = plain.every(({ defects }) => defects.length === 0);
      const isTolerant = plain.some((schema) => schema.isTolerant);
      const stance = kind === 'harsh' || kind === 'textual' ? kind : isSound ? 'plain' : 'lenient';
      const converted = stance === 'plain' ? plain : reach(stance);
      const { ajv, added } = engineOf(
        kind === 'explain' || kind === 'textual' ? 'explain' : 'fast',
        converted.some(({ namesInherited }) => namesInherited),
      );
      addAll(ajv, added, converted);
      const isTooLarge = plain.some(({ defects }) => defects.some((defect) => defect.isTooLarge));
      return { validate: ajv.getSchema(converted[0]?.id ?? ''), isSound, isTolerant, isTooLarge };
    } catch (error) {
      // A schema nested too deeply exhausts the stack; nothing that a document says may end in an exception.
      return { validate: undefined, isSound: false, isTolerant: false, isTooLarge: error instanceof RangeError };
    }
  };

  const reader = createReader(root, dialect);
  const schemas: Schemas = {
    shapes,
    reader,
    within: budget.within,
    sides: createSides({
      reader,
      shapes,
      isValid: (pointer, direction, value) => schemas.isValid(pointer, direction, value),
    }),
    verdict(pointer, direction, value) {
      const { validate, isSound, isTooLarge } = compile('fast', pointer, direction);
      const undecided = isTooLarge ? 'too-large' : 'undecided';
      if (!validate) return undecided;
      budget.renew(value);
      const verdict = guarded(budget, () => validate(value));
      if (verdict === undefined) return 'too-large';
      if (!verdict) return 'invalid';
      if (isSound) return 'valid';
      const { validate: harsh } = compile('harsh', pointer, direction);
      budget.renew(value);
      return harsh && guarded(budget, () => harsh(value)) === true ? 'valid' : undecided;
    },
    isValid(pointer, direction, value) {
      const verdict = schemas.verdict(pointer, direction, value);
      return verdict === 'valid' ? true : verdict === 'invalid' ? false : undefined;
    },
    explain(pointer, direction, value) {
      const { validate: fast } = compile('fast', pointer, direction);
      budget.renew(value);
      if (!fast || guarded(budget, () => fast(value)) !== false) return [];
      const { validate } = compile('explain', pointer, direction);
      budget.renewFor(value);
      if (!validate || guarded(budget, () => validate(value)) !== false) {
        // A schema that leads back to itself can exhaust the stack, or the budget of branches, where every fault is
        // looked for. The fast engine stops at the first: its last error says what does not hold, those before it
        // belong to its branches.
        return (fast.errors ?? []).slice(-1).map((error) => toSchemaError(error, value, pointer, NO_ORIGINS));
      }
      return explained(validate.errors ?? [], value, pointer, converter, shapes.of(pointer));
    },
    toleratedNulls(pointer, direction, value) {
      if (!compile('fast', pointer, direction).isTolerant || !hasNull(value)) return NO_ERRORS;
      const { validate } = compile('textual', pointer, direction);
      budget.renewFor(value);
      if (!validate || guarded(budget, () => validate(value)) !== false) return NO_ERRORS;
      const found = explained(validate.errors ?? [], value, pointer, converter, shapes.of(pointer));
      const nulls = found.filter((error) => error.value === null);
      if (nulls.length === 0) return NO_ERRORS;
      const wrong = new Set(schemas.explain(pointer, direction, value).map(({ location }) => location));
      return nulls.filter(({ location }) => !wrong.has(location));
    },
  };
  return schemas;
}

const NO_ERRORS: readonly SchemaError[] = [];

/** Whether null is anywhere in it. */
function hasNull(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return value === null;
  return Array.isArray(value) ? value.some(hasNull) : Object.values(value).some(hasNull);
}

const NO_ORIGINS: Origins = { originOf: () => undefined, keywordOf: (_, keyword) => keyword };

/**
 * The verdict, or undefined where there can be none: a schema that leads back to itself or a value of absurd depth
 * exhausts the stack, and a value with a member such as `valueOf` trips ajv's comparison with an object in `enum` or
 * `const`.
 */
function guarded(budget: BranchBudget, validate: () => boolean): boolean | undefined {
  try {
    return validate();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  } finally {
    budget.settle();
  }
}

/** A schema and all to which it refers, itself first. @throws RangeError where that is too large */
function reachable(converter: Converter, pointer: Pointer, direction: Direction, stance: Stance): ConvertedSchema[] {
  const start = converter.convert(pointer, direction, { stance });
  const found = new Map([[start.id, start]]);
  let size = 0;
  for (const each of found.values()) {
    size += each.size;
    if (converter.isTooLarge(size)) throw new RangeError(`it leads to more than ${size} keywords`);
    for (const [id, reference] of each.references)
      if (!found.has(id)) found.set(id, converter.convert(reference.pointer, direction, reference));
  }
  return [...found.values()];
}

function addAll(ajv: Ajv2020, added: Set<string>, schemas: readonly ConvertedSchema[]): void {
  for (const { id, schema } of schemas) {
    if (added.has(id)) continue;
    added.add(id);
    ajv.addSchema(isObject(schema) ? schema : schema === false ? { not: {} } : {}, id, undefined, false);
  }
}

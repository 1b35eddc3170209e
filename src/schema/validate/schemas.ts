import type { ExactNumber, JsonObject, JsonValue, Pointer } from '../../model/index.js';
import { type DialectName, dialectOf } from '../dialects/index.js';
import type { Direction } from '../direction.js';
import { createReader, type SchemaReader } from '../read/reader.js';
import { createShapes, type Shapes } from '../shape.js';
import type { Sides } from '../sides.js';
import { type Allowance, branchBudget } from './branch-budget.js';
import type { Validate } from './compiler.js';
import { createConverter, createSides } from './convert.js';
import type { ConvertedSchema } from './converted.js';
import { createEngine } from './engine.js';
import { asObject, type Engine, type EngineFlags, type EngineKind, type Engines, nameOfEngine } from './engine-port.js';
import type { Exactness } from './exact.js';
import { explained, type Origins, type SchemaError, toSchemaError } from './explain.js';
import { hasNull, isWithExact, mayHoldExact } from './parts-of-values.js';
import { reachable } from './reachable.js';
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
  /**
   * From now on a text below this schema whose `contentMediaType` is JSON is judged by its `contentSchema` too, and its
   * shape names what that schema names: OpenAPI 3.2 describes the data of events so (§4.14.4). To be said before the
   * schema is asked for.
   */
  readContents(pointer: Pointer): void;
  /**
   * Whether the value is valid, the fast way: says nothing of why.
   * @param isExact whether exact numbers are in it; looked for where nobody knows
   */
  verdict(pointer: Pointer, direction: Direction, value: unknown, isExact?: boolean): SchemaVerdict;
  /** The same as a boolean; undefined where it cannot be said. */
  isValid(pointer: Pointer, direction: Direction, value: unknown): boolean | undefined;
  /**
   * What is certainly wrong. Empty where the value is valid or that cannot be said.
   * @param most as of `explained`
   */
  explain(pointer: Pointer, direction: Direction, value: JsonValue, most?: number): readonly SchemaError[];
  /** The nulls that are accepted where the text of OpenAPI 3.0 does not admit them. */
  toleratedNulls(pointer: Pointer, direction: Direction, value: JsonValue): readonly SchemaError[];
  /** A schema of its own, in JSON Schema 2020-12. @throws InputError where it has no validator here */
  apart(schema: JsonObject): Schemas;
  /** Makes all validators that judging a value by this schema may take. */
  prepare(pointer: Pointer, direction: Direction): void;
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
  /** Where it compares digits. */
  readonly exactness?: Exactness | undefined;
  /** Whether all keywords can be used. */
  readonly isSound: boolean;
  /** Whether it is too large to be compiled, or one of its keywords too large to be used. */
  readonly isTooLarge: boolean;
  /** Whether null is admitted where the text of OpenAPI does not. */
  readonly isTolerant: boolean;
}

/**
 * Compiles the schemas below `root`.
 * @param engines what makes validators
 */
export function createSchemas(root: JsonObject, name: DialectName, engines: Engines = COMPILING): Schemas {
  const dialect = dialectOf(name);
  const reading = new Set<Pointer>();
  const shapes = createShapes(root, dialect, (pointer) => reading.has(pointer));
  const reader = createReader(root, dialect);
  const converter = createConverter(root, dialect, shapes);
  const budget = branchBudget();
  const known = new Map<string, Engine & { readonly added: Set<string> }>();
  // Levels instead of a key made of all: this is asked for every body.
  const plain = noneCompiled();
  let exact: CompiledSchemas | undefined;

  const engineOf = (flags: EngineFlags): Engine & { readonly added: Set<string> } => {
    const key = nameOfEngine(flags);
    const before = known.get(key);
    if (before) return before;
    const { evaluation, first } = flags.kind === 'fast' ? NO_ENGINE : engineOf({ ...flags, kind: 'fast' });
    const schemaOf = (id: string) => converter.byId(id)?.schema;
    const sizeOf = (id: string) => converter.byId(id)?.size ?? 0;
    const keyOf = (id: string) => converter.byId(id)?.key ?? '';
    const made = {
      ...engines.ofDocument({
        ...flags,
        budget,
        schemaOf,
        sizeOf,
        keyOf,
        follow: converter.follow,
        ...(evaluation ? { evaluation } : {}),
        first,
      }),
      added: new Set<string>(),
    };
    known.set(key, made);
    return made;
  };

  /** Those of `plain` that are asked for each time. */
  const fastest = { request: new Map<Pointer, Compiled>(), response: new Map<Pointer, Compiled>() };
  const compileFast = (pointer: Pointer, direction: Direction, isExact: boolean): Compiled => {
    if (isExact) return compile('fast', pointer, direction, true);
    const before = fastest[direction].get(pointer);
    if (before) return before;
    const result = compile('fast', pointer, direction, false);
    fastest[direction].set(pointer, result);
    return result;
  };

  const compile = (kind: ValidatorKind, pointer: Pointer, direction: Direction, isExact: boolean): Compiled => {
    if (isExact) exact ??= noneCompiled();
    const byPointer = (isExact && exact ? exact : plain).get(direction);
    const byKind = byPointer?.get(pointer) ?? new Map<ValidatorKind, Compiled>();
    const before = byKind.get(kind);
    if (before) return before;
    const result = compileNew(kind, pointer, direction, isExact);
    byKind.set(kind, result);
    byPointer?.set(pointer, byKind);
    return result;
  };

  const compileNew = (kind: ValidatorKind, pointer: Pointer, direction: Direction, isExact: boolean): Compiled => {
    try {
      const reach = (stance: Stance): ConvertedSchema[] =>
        reachable(converter, pointer, direction, { stance, readsContents: reading.has(pointer) });
      const sound = reach('plain');
      const isSound = sound.every(({ defects }) => defects.length === 0);
      const isTolerant = sound.some((schema) => schema.isTolerant);
      const stance = kind === 'harsh' || kind === 'textual' ? kind : isSound ? 'plain' : 'lenient';
      const converted = stance === 'plain' ? sound : reach(stance);
      const engine = engineOf({
        kind: kind === 'explain' || kind === 'textual' ? 'explain' : 'fast',
        ownMembersOnly: converted.some(({ namesInherited }) => namesInherited),
        isExact: isExact || converted.some(({ namesExact }) => namesExact),
      });
      addAll(engine, converted);
      const isTooLarge = sound.some(({ defects }) => defects.some((defect) => defect.isTooLarge));
      const { exactness } = engine;
      return { validate: engine.get(converted[0]?.id ?? ''), exactness, isSound, isTolerant, isTooLarge };
    } catch (error) {
      // A schema nested too deeply exhausts the stack; nothing that a document says may end in an exception.
      return { validate: undefined, isSound: false, isTolerant: false, isTooLarge: error instanceof RangeError };
    }
  };

  /**
   * The verdict of a validator; undefined where there can be none: a schema that leads back to itself or a value of
   * absurd depth exhausts the stack, and a value with a member such as `valueOf` trips ajv's comparison with an object
   * in `enum` or `const`.
   */
  const judge = ({ validate, exactness }: Compiled, value: unknown, isExact: boolean): boolean | undefined => {
    if (!validate) return undefined;
    try {
      return isExact && exactness && mayHoldExact(value) ? exactly(exactness, validate, value) : validate(value);
    } catch (error) {
      if (error instanceof RangeError || error instanceof TypeError) return undefined;
      throw error;
    } finally {
      budget.settle();
    }
  };

  const schemas: Schemas = {
    shapes,
    reader,
    within: budget.within,
    readContents: (pointer) => {
      reading.add(pointer);
    },
    sides: createSides({
      reader,
      shapes,
      isValid: (pointer, direction, value) => schemas.isValid(pointer, direction, value),
      pay: budget.pay,
    }),
    apart: (schema) => createSchemas(schema, '3.1', { ...engines, ofDocument: engines.ofSchema(schema) }),
    prepare(pointer, direction) {
      for (const isExact of [false, true]) {
        const { isSound, isTolerant } = compile('fast', pointer, direction, isExact);
        compile('explain', pointer, direction, isExact);
        if (!isSound) compile('harsh', pointer, direction, isExact);
        if (isTolerant) compile('textual', pointer, direction, isExact);
      }
    },
    verdict(pointer, direction, value, isExact = isWithExact(value)) {
      const fast = compileFast(pointer, direction, isExact);
      const undecided = fast.isTooLarge ? 'too-large' : 'undecided';
      if (!fast.validate) return undecided;
      budget.renew(value);
      const verdict = judge(fast, value, isExact);
      if (verdict === undefined) return 'too-large';
      if (!verdict) return 'invalid';
      if (fast.isSound) return 'valid';
      const harsh = compile('harsh', pointer, direction, isExact);
      budget.renew(value);
      return judge(harsh, value, isExact) === true ? 'valid' : undecided;
    },
    isValid(pointer, direction, value) {
      const verdict = schemas.verdict(pointer, direction, value);
      return verdict === 'valid' ? true : verdict === 'invalid' ? false : undefined;
    },
    explain(pointer, direction, value, most) {
      const isExact = isWithExact(value);
      const fast = compileFast(pointer, direction, isExact);
      budget.renew(value);
      if (judge(fast, value, isExact) !== false) return [];
      const full = compile('explain', pointer, direction, isExact);
      budget.renewFor(value);
      if (judge(full, value, isExact) !== false) {
        // A schema that leads back to itself can exhaust the stack, or the budget of branches, where every fault is
        // looked for. The fast engine stops at the first: its last error says what does not hold, those before it
        // belong to its branches.
        return (fast.validate?.errors ?? []).slice(-1).map((error) => toSchemaError(error, value, pointer, NO_ORIGINS));
      }
      return explained(full.validate?.errors ?? [], value, pointer, converter, shapes.of(pointer), most);
    },
    toleratedNulls(pointer, direction, value) {
      if (!compileFast(pointer, direction, false).isTolerant || !hasNull(value)) return NO_ERRORS;
      const isExact = isWithExact(value);
      const textual = compile('textual', pointer, direction, isExact);
      budget.renewFor(value);
      if (judge(textual, value, isExact) !== false) return NO_ERRORS;
      const found = explained(textual.validate?.errors ?? [], value, pointer, converter, shapes.of(pointer));
      const nulls = found.filter((error) => error.value === null);
      if (nulls.length === 0) return NO_ERRORS;
      const wrong = new Set(schemas.explain(pointer, direction, value).map(({ location }) => location));
      return nulls.filter(({ location }) => !wrong.has(location));
    },
  };
  return schemas;
}

const NO_ENGINE: Partial<Engine> = {};

/** Validators are made at run time. */
const COMPILING: Engines = { ofDocument: createEngine, ofSchema: () => createEngine };

/** By direction, place and kind. */
type CompiledSchemas = ReadonlyMap<Direction, Map<Pointer, Map<ValidatorKind, Compiled>>>;

function noneCompiled(): CompiledSchemas {
  return new Map([
    ['request', new Map()],
    ['response', new Map()],
  ]);
}

const NO_ERRORS: readonly SchemaError[] = [];

const NO_ORIGINS: Origins = { originOf: () => undefined, keywordOf: (_, keyword) => keyword };

function exactly(
  exactness: Exactness,
  validate: Validate,
  value: ExactNumber | JsonObject | readonly JsonValue[],
): boolean {
  return exactness.within(value, (copy) => validate(copy));
}

function addAll({ add, added }: Engine & { readonly added: Set<string> }, schemas: readonly ConvertedSchema[]): void {
  for (const { id, schema } of schemas) {
    if (added.has(id)) continue;
    added.add(id);
    add(id, asObject(schema));
  }
}

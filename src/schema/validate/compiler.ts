import type { Code } from 'ajv';
import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import type { JsonObject } from '../../model/index.js';
import type { FoundError } from './branches.js';

/** A compiled schema: says whether a value is valid, and keeps what is wrong with the last one. */
export interface Validate {
  (value: unknown, place?: DataValidationCxt): boolean;
  errors?: readonly FoundError[] | null;
}

/** What our own keywords need of the engine for which they are compiled. */
export interface Compiler {
  /** Whether every fault is looked for. */
  readonly allErrors: boolean;
  /** Whether inherited members do not count. */
  readonly ownMembersOnly: boolean;
  /** Compiles a part of a schema, when a value comes by. @throws RangeError for one that cannot be compiled */
  compile(schema: JsonObject): Validate;
}

/**
 * What a precompiler writes down while an engine makes code: the texts that make the values of its scope again, where
 * `$` is a `Run` of precompiled code.
 */
export interface SourceNotes {
  /** A function of ours was made for a keyword; the text makes it again. */
  makes(made: object, code: Code, keyword: string, parentSchema: JsonObject): void;
  /** Code refers to the schema of this id, and calls it later. */
  calls(id: string): void;
  /** Code has the schema of this id in it. */
  inlines(id: string, code: Code): void;
  /** These parts of one keyword are compiled on their own. */
  divides(made: object, parts: readonly JsonObject[], code: (indices: string) => string): void;
}

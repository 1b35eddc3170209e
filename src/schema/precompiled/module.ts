import type { ErrorObject, Format } from 'ajv';
import type { JsonObject, JsonValue, Pointer } from '../../model/index.js';
import type { Choose } from '../validate/choosing.js';
import type { Validate } from '../validate/compiler.js';
import type { Later } from '../validate/later.js';
import type { Divided, PartsJudge } from '../validate/parts.js';

/** The validators of a document as plain functions, as `docproof bundle --module` writes them. */
export interface Precompiled {
  /** `PRECOMPILED` of the version that wrote it. */
  readonly version: number;
  /** Each text once, however many places of the document it judges. */
  readonly functions: readonly Factory[];
  readonly document: Table;
  /** For schemas of their own in `x-docproof-when`, by their canonical JSON. */
  readonly apart: Readonly<Record<string, Table>>;
}

/** Makes a validator in a run of code. `schema` is what it was compiled from: faults name its parts. */
export type Factory = (run: Run, schema: JsonObject) => Validate;

/** Which function judges by which schema. */
export interface Table {
  /** The keys of converted schemas, each once. */
  readonly keys: readonly string[];
  /** By the name of an engine: the numbers of functions in the order of `keys`; null if none exists. */
  readonly engines: Readonly<Record<string, readonly (number | null | undefined)[]>>;
  /** By the name of an engine and the number of a key: functions of parts of that schema, by pointer. */
  readonly parts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<Pointer, number>>>>>>;
}

/** What precompiled code calls: `$` in its text. */
export interface Run {
  readonly spend: (steps?: number) => void;
  readonly enter: (steps: number) => void;
  readonly leave: () => void;
  readonly formats: Readonly<Record<string, Format>>;
  readonly pattern: (pattern: string, flags: string) => { test(text: string): boolean };
  /** In code points. */
  readonly length: (text: string) => number;
  readonly equal: (one: unknown, other: unknown) => boolean;
  readonly keyword: (name: string, parentSchema: JsonObject) => FunctionJudge;
  readonly later: (id: string) => Later;
  readonly target: (id: string) => JsonObject | undefined;
  readonly choose: (keyword: 'anyOf' | 'oneOf', parentSchema: JsonObject) => Choose;
  readonly oneOf: (values: readonly JsonValue[]) => (value: JsonValue) => boolean;
  readonly payer: (patterns: number) => (value: unknown) => void;
  readonly parts: (keyword: Divided, parentSchema: JsonObject, factories: readonly Factory[]) => PartsJudge;
}

/** One of our own keywords, made for one schema. */
export interface FunctionJudge {
  (value: unknown, place?: unknown): unknown;
  errors?: Partial<ErrorObject>[];
}

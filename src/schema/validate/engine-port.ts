import { isObject, type JsonObject, type JsonValue } from '../../model/index.js';
import type { BranchBudget } from './branch-budget.js';
import type { Follow } from './branches.js';
import type { Validate } from './compiler.js';
import type { Evaluation } from './evaluation.js';
import type { Exactness } from './exact.js';
import type { First } from './first/first.js';

/**
 * `fast` stops at the first fault and keeps nothing; `explain` finds all, each with its schema object.
 */
export type EngineKind = 'fast' | 'explain';

/** Makes validators of converted schemas, and what it computes to be evaluated. */
export interface Engine {
  add(id: string, schema: JsonObject): void;
  /** The validator of a schema that was added; undefined if none exists. @throws Error where none can be made */
  get(id: string): Validate | undefined;
  readonly evaluation: Evaluation;
  /** Of an engine that judges before it compiles. */
  readonly first?: First | undefined;
  /** Of an engine that compares digits. */
  readonly exactness: Exactness | undefined;
}

/** A converted schema in the form in which engines take it. */
export function asObject(schema: JsonValue): JsonObject {
  return isObject(schema) ? schema : schema === false ? { not: {} } : {};
}

/** How an engine is made. */
export interface EngineOptions {
  readonly kind: EngineKind;
  /** Whether schemas name members that every JavaScript object inherits, such as `constructor`: it costs some time. */
  readonly ownMembersOnly: boolean;
  /** Whether numbers that no double holds are in values or schemas. */
  readonly isExact: boolean;
  /** From which branches are paid. */
  readonly budget: BranchBudget;
  /** What a `$ref` between converted schemas leads to. */
  readonly schemaOf: (id: string) => JsonValue | undefined;
  /** How many keywords are behind one. */
  readonly sizeOf: (id: string) => number;
  /** What it is of, whatever its `id` is in this run. */
  readonly keyOf: (id: string) => string;
  /** What is behind a reference, for messages. */
  readonly follow: Follow;
  /** The fast engine's, where that one decides which branches hold. */
  readonly evaluation?: Evaluation;
  /** The fast engine's, where that one judges before it compiles. */
  readonly first?: First | undefined;
}

/** What parts one engine of a document from another. */
export type EngineFlags = Pick<EngineOptions, 'kind' | 'ownMembersOnly' | 'isExact'>;

/** By what an engine is known, also in the tables of a module with precompiled validators. */
export function nameOfEngine({ kind, ownMembersOnly, isExact }: EngineFlags): string {
  return `${kind}${ownMembersOnly ? ' own' : ''}${isExact ? ' exact' : ''}`;
}

/** Which texts of precompiled validators this version writes and reads: a module of another one is written again. */
export const PRECOMPILED = 1;

/** Makes the engines for the schemas of one root. */
export type MakeEngine = (options: EngineOptions) => Engine;

/** Where the engines of a document come from. */
export interface Engines {
  readonly ofDocument: MakeEngine;
  /** For a schema of its own that is no part of the description. @throws InputError where none can be had */
  ofSchema(schema: JsonObject): MakeEngine;
}

import type { JsonObject, JsonValue } from '../../../model/index.js';

/** Whether a value keeps a schema, or a part of it. @throws Undecided where it cannot tell */
export type Judge<Value = unknown> = (value: Value) => boolean;

/** An object, by the names of its members. */
export interface Members {
  readonly [name: string]: unknown;
}

/** Thrown where only ajv can tell: the value, or the work for it, is too large, or a comparison is not for us. */
export class Undecided extends Error {}

/** Work for one verdict. */
export interface Effort {
  /** Values that were held against a schema. */
  nodes: number;
  /** Those among them that count for schemas behind references. */
  behind: number;
  /** References that are being followed. */
  depth: number;
}

/** What the judges of keywords are made with. */
export interface Maker {
  /** Whether inherited members do not count. */
  readonly ownMembersOnly: boolean;
  judgeOf(schema: JsonValue): Judge;
  /** What is behind a reference between converted schemas. */
  behind(id: string): Judge;
  /** A pattern, matched in linear time. */
  matcher(pattern: string): { test(text: string): boolean };
  /** Pays as ajv's code does. @throws RangeError where it is much */
  readonly pay: (steps?: number) => void;
  /** @throws Undecided where many values were looked at, or are to be looked at now */
  readonly requireRoom: (more?: number) => void;
}

/** To which values a keyword applies. */
export type Kind = 'number' | 'string' | 'any' | 'array' | 'object';

/** A keyword: when it is judged here, and how. */
export interface Row<Value = never> {
  readonly keyword: string;
  /** What is in it, where that is schemas. */
  readonly holds?: 'schema' | 'list' | 'map';
  /** Whether it is written so that it can be judged here. */
  accepts(wanted: JsonValue): boolean;
  /** Undefined where it says nothing. */
  make?(wanted: JsonValue, schema: JsonObject, maker: Maker): Judge<Value> | undefined;
}

/** The same of a value that keeps the schema anyway, and of one that never does. */
export const YES: Judge = () => true;
export const NO: Judge = () => false;

/** Whether a schema is one of those that ajv makes no code for. */
export function saysNothing(schema: JsonValue | undefined): boolean {
  if (typeof schema !== 'object' || schema === null) return schema !== false;
  return Object.keys(schema).every((keyword) => keyword === 'title');
}

export function isText(wanted: JsonValue): boolean {
  return typeof wanted === 'string';
}

export function isNumber(wanted: JsonValue): boolean {
  return Number.isFinite(wanted);
}

export function isListOfTexts(wanted: JsonValue | undefined): boolean {
  return Array.isArray(wanted) && wanted.every((item) => typeof item === 'string');
}

/** Judges of schemas, each made when the first value comes by: of most members and alternatives, none does. */
export interface Judges {
  readonly length: number;
  holds(index: number, value: unknown): boolean;
}

export function judgesLater(schemas: readonly JsonValue[], { judgeOf }: Maker): Judges {
  const judges: (Judge | undefined)[] = schemas.map(() => undefined);
  return {
    length: schemas.length,
    holds(index, value) {
      const judge = judges[index] ?? judgeOf(schemas[index] ?? true);
      judges[index] = judge;
      return judge(value);
    },
  };
}

/** All judges as one; undefined for none. */
export function allOf<Value>(judges: readonly Judge<Value>[]): Judge<Value> | undefined {
  const [first, second] = judges;
  if (!first || !second) return first;
  if (judges.length === 2) return (value) => first(value) && second(value);
  return (value) => {
    for (let index = 0; index < judges.length; index += 1) if (judges[index]?.(value) === false) return false;
    return true;
  };
}

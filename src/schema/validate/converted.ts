import type { JsonValue, Pointer } from '../../model/index.js';
import type { Direction } from '../direction.js';
import type { Defect } from '../read/defects.js';
import type { Follow } from './branches.js';
import type { Stance } from './stance.js';

/** A schema in JSON Schema 2020-12, whose references are the `id`s of other converted schemas. */
export interface ConvertedSchema {
  readonly id: string;
  /** What it is of: the same in each run. */
  readonly key: string;
  readonly pointer: Pointer;
  readonly schema: JsonValue;
  /** The pointers to which it refers, and the stance in which each is meant. */
  readonly references: ReadonlyMap<string, Reference>;
  /** The keywords in it that cannot be used. */
  readonly defects: readonly Defect[];
  /** Whether it admits null where the text of OpenAPI does not. */
  readonly isTolerant: boolean;
  /** Whether it compares with a number that no double holds. */
  readonly namesExact: boolean;
  /** Whether it names a member that every JavaScript object inherits, such as `constructor`. */
  readonly namesInherited: boolean;
  /** How many keywords it has, those of the schemas in it included. */
  readonly size: number;
}

/** A schema to which another one refers. */
export interface Reference {
  readonly pointer: Pointer;
  readonly stance: Stance;
  /** The members that it may lack, because schemas beside the reference keep them from this direction. */
  readonly excused: readonly string[];
  /** Whether it is meant without the choice that lists the schema which refers to it. */
  readonly isBase: boolean;
  /** Whether texts are read as the JSON that they hold. */
  readonly readsContents: boolean;
}

/** What a schema is converted for. */
export type Use = Pick<Reference, 'stance'> & Partial<Pick<Reference, 'excused' | 'isBase' | 'readsContents'>>;

/** Converts schemas of one document, each once a direction and use. */
export interface Converter {
  /** @throws RangeError for a schema of too many keywords */
  convert(pointer: Pointer, direction: Direction, use?: Use): ConvertedSchema;
  /** What is behind the `$ref` of a converted schema. */
  readonly follow: Follow;
  /** A schema that was converted before. */
  byId(id: string): ConvertedSchema | undefined;
  /** Whether a schema that leads to so many keywords is too large to be compiled. */
  isTooLarge(keywords: number): boolean;
  /** The place in the document from which a converted schema object was made. */
  originOf(node: object): Pointer | undefined;
  /** The keyword of the document from which a keyword of a converted schema object was made. */
  keywordOf(node: object, keyword: string): string;
}

/** What a converted schema is known by: the same in each run. */
export function keyOf(
  pointer: Pointer,
  { direction, stance, excused, isBase, readsContents }: Omit<Reference, 'pointer'> & { readonly direction: Direction },
): string {
  const more = `${isBase ? ' base' : ''}${readsContents ? ' contents' : ''}${excused.length === 0 ? '' : ` ${JSON.stringify(excused)}`}`;
  return `${direction} ${stance} ${pointer}${more}`;
}

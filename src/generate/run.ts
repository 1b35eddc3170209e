import type { Faker } from '@faker-js/faker';
import type { JsonValue, Pointer } from '../model/index.js';
import type { Obstacle } from './bounds.js';
import type { Random } from './random.js';

/** Why there is no value: the keyword that no value can satisfy, and its place in the document. */
export class Impossible implements Obstacle {
  readonly keyword: string;
  readonly pointer: Pointer;

  constructor(keyword: string, pointer: Pointer) {
    this.keyword = keyword;
    this.pointer = pointer;
  }
}

/** A value, or why there is none. */
export type Made = JsonValue | Impossible;

/** The making of one body: what is random in it, and what is left of its bounds. */
export interface GenerationRun {
  readonly random: Random;
  readonly faker: Faker;
  /** The day to which dates are near, in milliseconds since 1970. */
  readonly now: number;
  /** The first of everything, nothing random: Prism's static sampler. */
  plain: boolean;
  /** Whether objects get members whose names the document leaves open (`additionalProperties` with a schema). */
  readonly fillsMaps: boolean;
  /**
   * Whether open objects must differ from each other, so that they get members no schema describes: the items of a set.
   */
  mustDiffer: boolean;
  /** How likely an optional property is: 1 all, 0 none. */
  fullness: number;
  /** Values made so far, also those that were thrown away. */
  nodes: number;
  /** Characters written so far. */
  chars: number;
  /** Where the making is given up. */
  readonly maxNodes: number;
  /** More characters than this are too many for a body. */
  readonly maxChars: number;
  /** Counts attempts: a plain sample takes another branch each time. */
  turn: number;
  /** How often a value may still be thrown away and made again. */
  tries: number;
  /** Objects' schemas that are being made, from the root to here. */
  readonly open: Set<string>;
  /** One person a thing: whose name and address go together. */
  person: Person | undefined;
}

/** Someone who does not exist. */
export interface Person {
  readonly first: string;
  readonly last: string;
  /** `ada.lovelace` */
  readonly handle: string;
}

/** How large a body may become. */
export const ROOM = 2_500;

/** The most values that a body may cost to make: beyond it, the body is given up. */
export const MAX_NODES = 20_000;

/** The person of the thing that is being made. */
export function personOf(run: GenerationRun): Person {
  if (run.person) return run.person;
  const first = run.faker.person.firstName();
  const last = run.faker.person.lastName();
  const handle = `${first}.${last}`.toLowerCase().replace(/[^a-z.]/g, '');
  run.person = { first, last, handle };
  return run.person;
}

/** How to make values for one place. Made once from the document, kept. */
export interface ValuePlan {
  /** Whether it makes objects or arrays. */
  readonly isCompound: boolean;
  /** @param room about how many values it may make; none left: the least that is valid */
  make(run: GenerationRun, room: number, depth: number): Made;
}

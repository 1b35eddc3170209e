import type { Contract } from '../contract/index.js';
import type { JsonValue } from '../model/index.js';
import type { Direction, SchemaPlace } from '../schema/index.js';
import type { Facts } from './facts.js';
import type { Levels } from './levels.js';
import type { GenerationRun, Made, ValuePlan } from './run.js';
import type { Work } from './work.js';

/** The place of a value, as far as it says how the value should look. */
export interface Context {
  /** The property's name; empty at the root. */
  readonly name: string;
  /** The owner of that property: a component's name. */
  readonly owner: string;
  /** The alternatives of which a branch is among the places. */
  readonly decided: ReadonlySet<object>;
}

/** Nothing decided yet. */
export const NOTHING_DECIDED: ReadonlySet<object> = new Set();

/** Makes plans, each once. */
export interface Planner {
  readonly contract: Contract;
  readonly direction: Direction;
  /** What is left of the steps for the body that is being made. */
  readonly work: Work;
  /** How to make values that keep all of these schemas. */
  plan(places: readonly SchemaPlace[], context: Context): ValuePlan;
  /** How many levels the least value of a schema has. */
  readonly levels: Levels;
  /** Whether the value keeps all of these schemas. */
  fits(places: readonly SchemaPlace[], value: JsonValue): boolean;
  /** A schema that admits this value only. The same object each time. */
  only(value: string): SchemaPlace;
  /** Whether members with these schemas belong to the other side: `writeOnly` ones never leave in a response. */
  isHidden(places: readonly SchemaPlace[]): boolean;
}

/** The inputs of a plan. */
export interface Task {
  readonly planner: Planner;
  readonly places: readonly SchemaPlace[];
  readonly context: Context;
  readonly facts: Facts;
  /** Names the schema, so that circles are seen. */
  readonly key: string;
}

/** How to make values of one type. */
export type TypeMaker = (task: Task) => {
  make(run: GenerationRun, room: number, depth: number): Made;
};

import { type JsonValue, type Pointer, writeJson } from '../model/index.js';
import type { SchemaPlace } from '../schema/index.js';
import type { Facts } from './facts.js';
import { singular } from './names.js';
import { NOTHING_DECIDED, type Task, type TypeMaker } from './planning.js';
import { type GenerationRun, Impossible, type Made, ROOM, type ValuePlan } from './run.js';

/** How often an item of a set is made again where it is there already. */
const UNIQUE_TRIES = 30;

/** Makes arrays: tuples first, then items; few of them, and as many as `contains` wants. */
export const arrayMaker: TypeMaker = ({ planner, facts, context }: Task) => {
  const inner = { name: singular(context.name), owner: context.owner, decided: NOTHING_DECIDED };
  const prefixes = facts.items.reduce((most, { prefix }) => Math.max(most, prefix.length), 0);
  const placesAt = (index: number): SchemaPlace[] =>
    facts.items.map(({ prefix, rest }) => prefix[index] ?? rest).filter((place) => place !== undefined);
  const plans = Array.from({ length: prefixes + 1 }, (_, index) => planner.plan(placesAt(index), inner));
  const planAt = (index: number): ValuePlan | undefined => plans[Math.min(index, prefixes)];
  const wanted = facts.contains.flatMap(({ place, min }) =>
    Array.from({ length: Math.min(min, ROOM) }, () => planner.plan([...placesAt(prefixes), place], inner)),
  );
  const isDescribed = facts.items.length > 0;
  const least = Math.max(facts.minItems, wanted.length);
  return {
    make(run, room, depth) {
      if (least > facts.maxItems) return new Impossible('minItems', facts.pointer);
      if (least > ROOM * 4) return new Impossible('minItems', facts.pointer);
      const most = isDescribed ? lengthOf(run, room, depth, facts, prefixes) : least;
      const items = new Items(facts.unique, facts.pointer);
      let left = room - 1;
      for (let index = 0; index < Math.max(most, least); index += 1) {
        const plan = (index >= prefixes ? wanted[index - prefixes] : undefined) ?? planAt(index);
        if (!plan) break;
        const share = Math.floor(left / Math.max(most - index, 1));
        const before = run.nodes;
        const made = items.next(run, plan, share, depth + 1, index < least);
        left -= run.nodes - before;
        if (made === undefined) continue;
        if (index >= least) break;
        return made;
      }
      return items.list;
    },
  };
};

/** The items so far. */
class Items {
  readonly list: JsonValue[] = [];
  private readonly seen: Set<string> | undefined;
  private readonly pointer: Pointer;

  constructor(unique: boolean, pointer: Pointer) {
    this.pointer = pointer;
    this.seen = unique ? new Set() : undefined;
  }

  /** Adds an item; gives why it could not. */
  next(run: GenerationRun, plan: ValuePlan, room: number, depth: number, isNeeded: boolean): Impossible | undefined {
    let made: Made = new Impossible('uniqueItems', this.pointer);
    for (let attempt = 0; attempt < (this.seen ? UNIQUE_TRIES : 1); attempt += 1) {
      const { plain, mustDiffer } = run;
      // In a plain sample all items are the same: a set needs others.
      if (attempt > 0) run.plain = false;
      run.mustDiffer = attempt > 4;
      made = plan.make(run, room, depth);
      run.plain = plain;
      run.mustDiffer = mustDiffer;
      if (made instanceof Impossible && isNeeded && room > 0) made = plan.make(run, 0, depth);
      if (made instanceof Impossible) return made;
      const key = this.seen ? writeJson(made) : '';
      if (this.seen?.has(key)) continue;
      this.seen?.add(key);
      this.list.push(made);
      return undefined;
    }
    return new Impossible('uniqueItems', this.pointer);
  }
}

function lengthOf(run: GenerationRun, room: number, depth: number, facts: Facts, prefixes: number): number {
  const { minItems, maxItems } = facts;
  if (room <= 0) return minItems;
  const usual = run.plain ? 1 : depth === 0 ? run.random.int(2, 4) : depth < 3 ? run.random.int(1, 3) : 1;
  return Math.min(Math.max(usual, minItems, prefixes), maxItems);
}

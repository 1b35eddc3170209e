import {
  child,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  MAX_DEPTH,
  type Pointer,
} from '../model/index.js';
import type { Applicable, Applied, Start } from './applicable.js';
import { createMemberTable, type MemberSlot, type MemberTable } from './member-table.js';

/** A member of a value that belongs to the other side. */
export interface KeptMember {
  /** Where it is in the value. */
  readonly location: Pointer;
  readonly name: string;
  readonly value: JsonValue;
  /** The `readOnly` or `writeOnly` that says so. */
  readonly rule: Pointer;
}

/** Finds the members of the other side in a value that these schemas describe, but not those inside each other. */
export type Finder = (starts: readonly Start[], value: JsonValue) => readonly KeptMember[];

/**
 * A finder. Where the value does not decide which schemas apply, they are worked out once for each list of `starts`,
 * and for what is below them.
 * @param keyword `readOnly` or `writeOnly`
 * @param namesOfUse the members that need a search; undefined for any member
 */
export function createFinder(
  applicable: Applicable,
  keyword: string,
  namesOfUse: (starts: readonly Start[]) => ReadonlySet<string> | undefined,
): Finder {
  const plans = new WeakMap<readonly Start[], Plan>();
  const planOf = (starts: readonly Start[]): Plan => {
    const known = plans.get(starts);
    if (known) return known;
    const names = namesOfUse(starts);
    const plan = {
      names: names && createMemberTable((name): Named => ({ isOfUse: names.has(name), member: undefined })),
      fixed: applicable.isFixed(starts) ? applicable.to(starts, NO_VALUE) : undefined,
      item: undefined,
    };
    plans.set(starts, plan);
    return plan;
  };
  const memberOf = (name: string, applied: readonly Applied[], value: JsonObject): Member => {
    const below = applicable.ofMember(applied, value, name);
    return {
      pointer: child('', name),
      below,
      rule: applicable.isFixed(below) ? ruleOf(applicable, keyword, below, NO_VALUE) : BY_VALUE,
    };
  };
  const itemOf = (plan: Plan, applied: readonly Applied[], list: readonly JsonValue[], index: number) => {
    if (!plan.fixed) return applicable.ofItem(applied, list, index);
    plan.item ??= applicable.ofItem(applied, list, index);
    return plan.item;
  };
  const search = (
    starts: readonly Start[],
    value: JsonValue,
    { location, depth }: Place,
    found: KeptMember[],
  ): void => {
    if (!isContainer(value) || starts.length === 0 || depth > MAX_DEPTH) return;
    const plan = planOf(starts);
    if (!isObject(value)) {
      const applied = plan.fixed ?? applicable.to(starts, value);
      for (const [index, item] of value.entries())
        if (isContainer(item)) {
          const place = { location: child(location, index), depth: depth + 1 };
          search(itemOf(plan, applied, value, index), item, place, found);
        }
      return;
    }
    const { names, fixed } = plan;
    let applied = fixed;
    let slot: MemberSlot<Named> | undefined;
    for (const name in value) {
      slot = names?.after(slot, name);
      const part = value[name];
      if (part === undefined || slot?.of.isOfUse === false) continue;
      applied ??= applicable.to(starts, value);
      const member = slot?.of.member ?? memberOf(name, applied, value);
      if (slot && fixed) slot.of.member = member;
      const { below, pointer, rule: known } = member;
      const rule = known === BY_VALUE ? ruleOf(applicable, keyword, below, part) : known;
      // The same text each time where it can be: what is remembered by it is found faster.
      const inside = location === '' ? pointer : location + pointer;
      if (rule !== undefined) found.push({ location: inside, name, value: part, rule });
      else search(below, part, { location: inside, depth: depth + 1 }, found);
    }
  };
  return (starts, value) => {
    const found: KeptMember[] = [];
    search(starts, value, ROOT, found);
    return found;
  };
}

/** Where a part of a value is. */
interface Place {
  readonly location: Pointer;
  readonly depth: number;
}

const ROOT: Place = { location: '', depth: 0 };

/** What is known of values that the same schemas describe. */
interface Plan {
  /** Tells which members need a search; undefined for any member. */
  readonly names: MemberTable<Named> | undefined;
  /** The schemas that apply to every value; undefined where the value decides. */
  readonly fixed: readonly Applied[] | undefined;
  /** The schemas of each item, where those of the list are fixed. */
  item: readonly Start[] | undefined;
}

interface Named {
  readonly isOfUse: boolean;
  /** Known where the schemas that apply do not depend on the value. */
  member: Member | undefined;
}

interface Member {
  /** Its name as a pointer. */
  readonly pointer: Pointer;
  /** The schemas that describe it. */
  readonly below: readonly Start[];
  /** The rule that keeps it, where its value does not decide. */
  readonly rule: Pointer | undefined | typeof BY_VALUE;
}

const BY_VALUE = Symbol('the value decides');

/** Means any value, where the value does not matter. */
const NO_VALUE = null;

/** The rule of a declaration that applies; or that of a guess, where all guesses have one. */
function ruleOf(
  applicable: Applicable,
  keyword: string,
  starts: readonly Start[],
  value: JsonValue,
): Pointer | undefined {
  const ruleIn = (applied: readonly Applied[]): Pointer | undefined => {
    const keeper = applied.find(({ schema }) => schema.node[keyword] === true);
    return keeper && child(keeper.schema.pointer, keyword);
  };
  const applied = starts.map((start) => ({ start, applied: applicable.to([start], value) }));
  const certain = applied.flatMap((each) => each.applied.filter(({ isGuess }) => !isGuess));
  const guesses = applied.filter(({ start }) => start.isGuess).map((each) => ruleIn(each.applied));
  return ruleIn(certain) ?? (guesses.includes(undefined) ? undefined : guesses[0]);
}

import { type JsonValue, setMember } from '../model/index.js';
import type { SchemaPlace } from '../schema/index.js';
import { nameMatches } from '../schema/index.js';
import type { Facts } from './facts.js';
import { patternWriter } from './pattern.js';
import { NOTHING_DECIDED, type Task, type TypeMaker } from './planning.js';
import { type GenerationRun, Impossible, type ValuePlan } from './run.js';

/** A documented member. */
export interface Member {
  readonly name: string;
  readonly isRequired: boolean;
  readonly plan: ValuePlan;
}

/** Makes objects: documented members only, in the order of the document; as many as there is room for. */
export const objectMaker: TypeMaker = (task: Task) => {
  const { facts, key } = task;
  const { members, missing } = membersOf(task);
  const inventor = inventorOf(task, members);
  const byName = new Map(members.map((member) => [member.name, member]));
  return {
    make(run, room, depth) {
      if (missing) return missing;
      if (room > 0 && run.open.has(key)) return new Impossible('$ref', facts.pointer);
      const { person } = run;
      const isFirst = !run.open.has(key);
      run.person = undefined;
      run.open.add(key);
      const made = fill(run, room, depth);
      if (isFirst) run.open.delete(key);
      run.person = person;
      return made;
    },
  };

  function fill(run: GenerationRun, room: number, depth: number): JsonValue | Impossible {
    const chosen = choose(run, room);
    const made: Record<string, JsonValue> = {};
    let compounds = chosen.filter(({ plan }) => plan.isCompound).length;
    let left = room - 1 - (chosen.length - compounds);
    for (const member of chosen) {
      const { plan } = member;
      const { isCompound } = plan;
      const share = isCompound ? Math.max(Math.floor(left / compounds), 0) : 1;
      if (isCompound) compounds -= 1;
      if (isCompound && share < 1 && !member.isRequired) continue;
      const before = run.nodes;
      let value = plan.make(run, Math.min(share, room), depth + 1);
      if (value instanceof Impossible && member.isRequired && room > 0) value = plan.make(run, 0, depth + 1);
      if (isCompound) left -= run.nodes - before;
      if (!(value instanceof Impossible)) setMember(made, member.name, value);
      else if (member.isRequired) return value;
    }
    return inventor(run, room, depth, made);
  }

  /** The required members, and as many others as fit; each brings what depends on it. */
  function choose(run: GenerationRun, room: number): readonly Member[] {
    if (
      room >= members.length &&
      run.fullness >= 1 &&
      members.length <= facts.maxProperties &&
      !facts.dependentRequired.length
    )
      return members;
    const chosen = new Set(members.filter(({ isRequired }) => isRequired));
    for (const member of members) {
      const least = chosen.size < facts.minProperties;
      if (chosen.size >= facts.maxProperties || (chosen.size >= room && !least)) break;
      if (least || run.fullness >= 1 || run.random.chance(run.fullness)) chosen.add(member);
    }
    let hasChanged = true;
    while (hasChanged) {
      hasChanged = false;
      for (const [name, needs] of facts.dependentRequired) {
        const member = byName.get(name);
        if (!member || !chosen.has(member)) continue;
        for (const need of needs) {
          const needed = byName.get(need);
          if (needed && chosen.has(needed)) continue;
          hasChanged = true;
          if (needed) chosen.add(needed);
          else chosen.delete(member);
          if (!needed) break;
        }
      }
    }
    return members.filter((member) => chosen.has(member));
  }
};

/** The members that schemas name, each with all that applies to it. `missing`: why there can be no such object. */
export function membersOf(task: Task): { members: Member[]; missing: Impossible | undefined } {
  const { facts, planner, context } = task;
  const { required } = facts;
  const needed = facts.dependentRequired.flatMap(([, needs]) => needs);
  const names = new Set([
    ...facts.members.flatMap(({ properties }) => [...properties.keys()]),
    ...facts.required,
    ...needed,
  ]);
  const members: Member[] = [];
  let missing: Impossible | undefined;
  for (const name of names) {
    planner.work.payMember(facts.members.length);
    if (planner.work.isSpent) {
      missing = new Impossible('size', facts.pointer);
      break;
    }
    const places = placesOf(facts, name);
    if (planner.isHidden(places)) continue;
    const isForbidden = places.some(({ schema }) => schema === false) || !planner.fits(facts.propertyNames, name);
    const isRequired = required.has(name);
    if (isForbidden && isRequired) missing ??= new Impossible('required', facts.pointer);
    if (isForbidden) continue;
    const inner = { name, owner: facts.component ?? context.name, decided: NOTHING_DECIDED };
    const self = facts.selfNames.get(name);
    const plain = planner.plan(places, inner);
    const plan = self === undefined ? plain : firstOf(planner.plan([...places, planner.only(self)], inner), plain);
    members.push({ name, isRequired, plan });
  }
  return { members, missing };
}

/** The first plan, and where it finds nothing, the second. */
function firstOf(first: ValuePlan, second: ValuePlan): ValuePlan {
  return {
    get isCompound() {
      return second.isCompound;
    },
    make(run, room, depth) {
      const made = first.make(run, room, depth);
      return made instanceof Impossible ? second.make(run, room, depth) : made;
    },
  };
}

/** Everything that applies to the member of that name (JSON Schema 2020-12 §10.3.2). */
export function placesOf(facts: Facts, name: string): SchemaPlace[] {
  const places: SchemaPlace[] = [];
  let isNamed = false;
  for (const { properties, patterns, others } of facts.members) {
    const declared = properties.get(name);
    const fitting = patterns.filter(([pattern]) => nameMatches(pattern, name)).map(([, place]) => place);
    if (declared) places.push(declared);
    for (const each of fitting) places.push(each);
    const isOther = !declared && fitting.length === 0;
    if (isOther && others) places.push(others);
    if (!isOther || others) isNamed = true;
  }
  return isNamed ? places : [...facts.unevaluated];
}

/** Makes up members where the document gives their schema but not their names, or wants more than it names. */
function inventorOf({ planner, facts, context }: Task, members: readonly Member[]) {
  const patterns = facts.members.flatMap((group) => group.patterns.map(([pattern]) => pattern));
  const isMap = facts.members.some(({ others }) => typeof others?.schema === 'object');
  const isPatterned = patterns.length > 0 && members.length === 0;
  const usual = members.length === 0 && (isMap || isPatterned) ? 2 : 0;
  const namePlan =
    facts.propertyNames.length > 0
      ? planner.plan([...facts.propertyNames, { schema: { type: 'string' }, pointer: undefined }], NAME)
      : undefined;
  const writers = patterns.map(patternWriter).filter((writer) => writer !== undefined);
  const newName = (run: GenerationRun, attempt: number): string | undefined => {
    const writer = writers[attempt % Math.max(writers.length, 1)];
    if (namePlan && attempt % 2 === 0) {
      const name = namePlan.make(run, 1, 0);
      return typeof name === 'string' ? name : undefined;
    }
    if (writer && attempt % 3 < 2) return writer(run.random, 4);
    if (run.plain) return `property${attempt + 1}`;
    return run.faker.word.noun().replace(/[^a-z]/gi, '');
  };
  return (run: GenerationRun, room: number, depth: number, made: Record<string, JsonValue>): JsonValue | Impossible => {
    let have = Object.keys(made).length;
    const extra = run.mustDiffer && members.length === 0 ? 1 : run.fillsMaps && room > 1 ? usual : 0;
    const goal = Math.min(Math.max(facts.minProperties, have + extra), facts.maxProperties);
    const share = Math.floor((room - 1) / Math.max(goal, 1));
    for (let attempt = 0; have < goal && attempt < goal * 8 + 8; attempt += 1) {
      const name = newName(run, attempt);
      if (name === undefined || Object.hasOwn(made, name) || !planner.fits(facts.propertyNames, name)) continue;
      const places = placesOf(facts, name);
      if (places.some(({ schema }) => schema === false) || planner.isHidden(places)) continue;
      const plan = planner.plan(places, { name: context.name, owner: context.owner, decided: NOTHING_DECIDED });
      const value = plan.make(run, share, depth + 1);
      if (value instanceof Impossible) continue;
      setMember(made, name, value);
      have += 1;
    }
    return have < facts.minProperties ? new Impossible('minProperties', facts.pointer) : made;
  };
}

const NAME = { name: '', owner: '', decided: NOTHING_DECIDED };

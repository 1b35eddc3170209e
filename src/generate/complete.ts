import {
  at,
  greatest,
  isContainer,
  isObject,
  type JsonObject,
  type JsonValue,
  own,
  type Pointer,
  setMember,
} from '../model/index.js';
import type { SchemaPlace } from '../schema/index.js';
import { type Alternatives, type Facts, factsOf } from './facts.js';
import { membersOf, placesOf } from './objects.js';
import { NOTHING_DECIDED, type Planner } from './planning.js';
import { type GenerationRun, Impossible, ROOM } from './run.js';

/** Which members are added. */
type Extent = 'all' | 'harmless' | 'required';

/**
 * Completes examples: members that the schema documents and the example lacks are made up, at every depth. What the
 * example has is not touched. Where the whole would break a rule that the example keeps, only members are added that do
 * no harm, then only required ones, then none.
 */
export function completer(planner: Planner, pointer: Pointer): (partial: JsonValue, run: GenerationRun) => JsonValue {
  const { contract, direction } = planner;
  const place = { schema: at(contract.document.root, pointer) ?? true, pointer };
  const faults = (value: JsonValue): number => contract.schemas.explain(pointer, direction, value).length;
  return (partial, run) => {
    const full = complete(planner, [place], partial, { run, extent: 'all', depth: 0 });
    if (contract.schemas.isValid(pointer, direction, full) !== false) return full;
    const others = (['harmless', 'required'] as const).map((extent) =>
      complete(planner, [place], partial, { run, extent, depth: 0 }),
    );
    const candidates = [full, ...others, partial].map((value) => ({ value, count: faults(value) }));
    return candidates.reduce((best, next) => (next.count < best.count ? next : best)).value;
  };
}

interface Pass {
  readonly run: GenerationRun;
  readonly extent: Extent;
  readonly depth: number;
}

function complete(planner: Planner, places: readonly SchemaPlace[], value: JsonValue, pass: Pass): JsonValue {
  if (!isContainer(value) || pass.depth > 60) return value;
  const { facts, all } = decide(planner, places, value);
  const deeper = { ...pass, depth: pass.depth + 1 };
  if (Array.isArray(value)) {
    return value.map((item, index) => {
      const found = facts.items.map(({ prefix, rest }) => prefix[index] ?? rest).filter((each) => each !== undefined);
      return complete(planner, found, item, deeper);
    });
  }
  if (!isObject(value)) return value;
  const context = { name: '', owner: '', decided: NOTHING_DECIDED };
  const { members } = membersOf({ planner, places: all, context, facts, key: '' });
  const made: Record<string, JsonValue> = {};
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) setMember(made, name, complete(planner, placesOf(facts, name), member, deeper));
  }
  let room = Math.min(facts.maxProperties - Object.keys(made).length, ROOM);
  const isHarmless = pass.extent === 'harmless' && planner.fits(places, made);
  for (const { name, isRequired, plan } of members) {
    if (Object.hasOwn(made, name) || room <= 0 || (pass.extent === 'required' && !isRequired)) continue;
    const added = plan.make(
      pass.run,
      Math.max(Math.floor((ROOM - pass.run.nodes) / members.length), 0),
      pass.depth + 1,
    );
    if (added instanceof Impossible) continue;
    setMember(made, name, added);
    if (isHarmless && !planner.fits(places, made)) delete made[name];
    else room -= 1;
  }
  return made;
}

/** The schemas that apply, with the branches that this value takes. */
function decide(
  planner: Planner,
  places: readonly SchemaPlace[],
  value: JsonValue,
): { facts: Facts; all: readonly SchemaPlace[] } {
  const decided = new Set<object>();
  let all = places;
  for (;;) {
    const facts = factsOf(all, planner.contract.schemas.reader, decided);
    const [alternatives] = facts.alternatives;
    const [condition] = facts.conditions;
    if (alternatives) {
      decided.add(alternatives.list);
      all = [...all, ...closest(planner, alternatives, value)];
    } else if (condition) {
      decided.add(condition.list);
      const [then = [], otherwise = []] = condition.outcomes;
      const [test] = then;
      const holds = condition.kind === 'if' && test !== undefined && planner.fits([test], value);
      all = [...all, ...(holds ? then : otherwise)];
    } else return { facts, all };
  }
}

/**
 * The branch that the value keeps, else the one that its discriminating property names, else the one that knows most of
 * its members.
 */
function closest(planner: Planner, { branches, marks }: Alternatives, value: JsonValue): SchemaPlace[] {
  const kept = branches.findIndex((branch) => planner.fits([branch], value));
  if (kept >= 0) return branches.slice(kept, kept + 1);
  if (!isObject(value)) return [];
  const named = marks.findIndex((mark) => mark !== undefined && isNamedBy(mark, value));
  if (named >= 0) return branches.slice(named, named + 1);
  const known = branches.map((branch) => {
    const { members } = factsOf([branch], planner.contract.schemas.reader);
    return Object.keys(value).filter((name) => members.some(({ properties }) => properties.has(name))).length;
  });
  const most = greatest(0, known);
  return most > 0 ? branches.slice(known.indexOf(most), known.indexOf(most) + 1) : [];
}

function isNamedBy({ schema }: SchemaPlace, value: JsonObject): boolean {
  const properties = isObject(schema) && isObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).every(([name, member]) => {
    const values = isObject(member) ? member.enum : undefined;
    return Array.isArray(values) && values.some((each) => each === own(value, name));
  });
}

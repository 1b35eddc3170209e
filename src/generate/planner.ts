import type { Contract } from '../contract/index.js';
import { isContainer, isObject, type JsonValue, type Pointer } from '../model/index.js';
import { type Direction, isKeptFrom, type SchemaPlace, type TypeName } from '../schema/index.js';
import { arrayMaker } from './arrays.js';
import { choicePlan } from './choices.js';
import { contentMaker } from './contents.js';
import { isBound } from './exact-numbers.js';
import { type Facts, factsOf } from './facts.js';
import { hinted } from './hints.js';
import { createLevels } from './levels.js';
import { wordsOf } from './names.js';
import { numberMaker } from './numbers.js';
import { objectMaker } from './objects.js';
import type { Context, Planner, TypeMaker } from './planning.js';
import { type GenerationRun, Impossible, type Made, type ValuePlan } from './run.js';
import { textMaker } from './texts.js';
import { Work } from './work.js';

/** Makes plans of a contract's schemas for messages of one direction, each once. */
export function createPlanner(contract: Contract, direction: Direction): Planner {
  const plans = new Map<string, ValuePlan>();
  const onlys = new Map<string, SchemaPlace>();
  const ids = new WeakMap<object, number>();
  let count = 0;
  const idOf = (item: JsonValue | object): string => {
    if (!isContainer(item)) return String(item);
    const known = ids.get(item) ?? ++count;
    ids.set(item, known);
    return String(known);
  };
  const { reader, shapes } = contract.schemas;
  const planner: Planner = {
    contract,
    direction,
    work: new Work(),
    levels: createLevels(reader),
    plan(written, context) {
      // What is referred to from many places is planned once.
      const places = written.map((place) => reader.dereference(place)).filter(({ schema }) => schema !== true);
      const key = `${places.map(({ schema }) => idOf(schema)).join()}|${[...context.decided].map(idOf).join()}|${context.name}|${context.owner}`;
      const known = plans.get(key);
      if (known) return known;
      const plan = lazily(planner.work, () => build(planner, places, context, idOf));
      plans.set(key, plan);
      return plan;
    },
    fits: (places, value) =>
      places.every(
        ({ pointer, schema }) =>
          pointer === undefined || schema === true || contract.schemas.isValid(pointer, direction, value) !== false,
      ),
    only(value) {
      const known = onlys.get(value) ?? { schema: { enum: [value] }, pointer: undefined };
      onlys.set(value, known);
      return known;
    },
    isHidden(places) {
      return places.some(({ pointer }) => pointer !== undefined && isKeptFrom(shapes.of(pointer), direction));
    },
  };
  return planner;
}

/**
 * Built when first used: schemas refer to each other in circles. Each body that uses a plan pays for it, also where the
 * plan is there already: what was made before must not change what is made now.
 */
function lazily(work: Work, build: () => ValuePlan): ValuePlan {
  let built: ValuePlan | undefined;
  let cost = 0;
  let payer = -1;
  const get = (): ValuePlan => {
    if (payer === work.body && built) return built;
    payer = work.body;
    if (built) {
      work.left -= cost;
      return built;
    }
    if (work.isSpent) return GIVEN_UP;
    const before = work.left;
    const made = build();
    cost = before - work.left;
    // What was refused for want of steps only is not kept.
    if (!work.isSpent) built = made;
    return made;
  };
  return {
    get isCompound() {
      return get().isCompound;
    },
    make: (run, room, depth) => get().make(run, room, depth),
  };
}

function build(
  planner: Planner,
  places: readonly SchemaPlace[],
  context: Context,
  idOf: (item: object | JsonValue) => string,
): ValuePlan {
  const facts = factsOf(places, planner.contract.schemas.reader, context.decided);
  const { impossible } = facts;
  const [{ branches } = { branches: [] }] = facts.alternatives;
  planner.work.payPlan(places.length, branches.length);
  if (impossible) return constantly(new Impossible(impossible.keyword, impossible.pointer));
  const task = {
    planner,
    places,
    context,
    facts,
    key: facts.component ?? places.map(({ schema }) => idOf(schema)).join(),
  };
  const core = facts.values
    ? valuePlan(planner, places, facts, facts.values)
    : facts.alternatives.length > 0 || facts.conditions.length > 0
      ? choicePlan(task)
      : typePlan(task);
  const isOutermost = context.decided.size === 0;
  const plan = isOutermost && facts.isDelicate ? checked(planner, places, facts, core) : core;
  return isOutermost ? preferring(planner, places, facts, plan) : plan;
}

const GIVEN_UP = constantly(new Impossible('size', ''));

function constantly(value: Made): ValuePlan {
  return {
    isCompound: false,
    make(run) {
      run.nodes += 1;
      return value;
    },
  };
}

/**
 * The values of an evolvable enumeration that represent later ones: no service sends them (Microsoft Graph's
 * convention).
 */
const isSentinel = (value: JsonValue): boolean =>
  value === null || (typeof value === 'string' && /^unknownFutureValue$/i.test(value));

function valuePlan(
  planner: Planner,
  places: readonly SchemaPlace[],
  facts: Facts,
  values: readonly JsonValue[],
): ValuePlan {
  const usable = values.filter((value) => planner.fits(places, value));
  const spoken = usable.filter((value) => !isSentinel(value));
  const list = spoken.length > 0 ? spoken : usable.length > 0 ? usable : undefined;
  if (!list) return constantly(new Impossible('enum', facts.pointer));
  return {
    isCompound: list.some((value) => isContainer(value)),
    make(run) {
      run.nodes += 1;
      return (run.plain ? (usable[0] ?? list[0]) : run.random.pick(list)) ?? null;
    },
  };
}

/** Deeper than this only a circle leads. */
const MAX_DEPTH = 24;

/** How often a nullable value is null. */
const NULLS = 0.04;

function typePlan(task: Parameters<TypeMaker>[0]): ValuePlan {
  const { facts, context, planner } = task;
  const types = facts.types ?? inferred(facts);
  const makers = new Map(types.map((type) => [type, MAKERS[type](task)]));
  const spoken = types.filter((type) => type !== 'null' && !(type === 'integer' && types.includes('number')));
  const isNullable = types.includes('null') && context.name !== 'id';
  return {
    isCompound: types.includes('object') || types.includes('array'),
    make(run, room, depth) {
      run.nodes += 1;
      planner.work.payValue();
      if (run.nodes > run.maxNodes || planner.work.isSpent) return new Impossible('size', facts.pointer);
      if (depth > MAX_DEPTH) return new Impossible('$ref', facts.pointer);
      if (isNullable && !run.plain && depth > 0 && run.random.chance(NULLS)) return null;
      const first = run.plain || spoken.length < 2 ? 0 : run.random.int(0, spoken.length - 1);
      let made: Made = new Impossible('type', facts.pointer);
      for (let index = 0; index < spoken.length; index += 1) {
        const type = spoken[(first + index) % spoken.length];
        made = (type && makers.get(type)?.make(run, room, depth)) ?? made;
        if (typeof made === 'string') run.chars += made.length;
        if (!(made instanceof Impossible)) return made;
      }
      return types.includes('null') ? null : made;
    },
  };
}

const MAKERS: Readonly<Record<TypeName, TypeMaker>> = {
  null: () => ({ make: () => null }),
  boolean: () => ({ make: (run) => run.plain || run.random.chance(0.5) }),
  integer: ({ facts, context }) => ({ make: numberMaker(facts, true, wordsOf(context.name)) }),
  number: ({ facts, context }) => ({ make: numberMaker(facts, false, wordsOf(context.name)) }),
  string: (task) => (task.facts.contents.length > 0 ? contentMaker(task) : plainTextMaker(task)),
  array: arrayMaker,
  object: objectMaker,
};

const plainTextMaker: TypeMaker = ({ facts, context, planner, places }) => ({
  make: textMaker(facts, {
    name: context.name,
    words: wordsOf(context.name),
    owner: wordsOf(`${context.owner} ${context.name}`),
    fits: (value) => planner.fits(places, value),
  }),
});

/** The type that the keywords speak of, where none is named. */
function inferred(facts: Facts): TypeName[] {
  if (facts.members.length > 0 || facts.required.size > 0 || facts.propertyNames.length > 0) return ['object'];
  if (facts.minProperties > 0) return ['object'];
  if (facts.items.length > 0 || facts.contains.length > 0 || facts.minItems > 0) return ['array'];
  if (facts.steps.length > 0 || isBound(facts.min) || isBound(facts.max)) return ['number'];
  return ['string'];
}

/** How often one delicate value is made again before it is given up. */
const ATTEMPTS = 16;

/**
 * Holds each value against its schemas, and makes another where it fails: each time with more or fewer optional
 * properties.
 */
function checked(planner: Planner, places: readonly SchemaPlace[], facts: Facts, plan: ValuePlan): ValuePlan {
  const branches = facts.alternatives.reduce((most, { branches: list }) => Math.max(most, list.length), 0);
  return {
    ...plan,
    make(run, room, depth) {
      const { fullness, turn } = run;
      let made: Made = new Impossible('schema', facts.pointer);
      for (let attempt = 0; attempt < ATTEMPTS + branches * 2; attempt += 1) {
        run.fullness = attempt === 0 ? fullness : Math.min(fullness, FULLNESS[attempt % FULLNESS.length] ?? 0);
        run.turn = attempt;
        made = plan.make(run, room, depth);
        if (!(made instanceof Impossible) && planner.fits(places, made)) break;
        if (made instanceof Impossible && (made.keyword === '$ref' || attempt > branches + 4)) break;
        run.tries -= 1;
        if (run.tries <= 0 || planner.work.isSpent) break;
        if (!(made instanceof Impossible)) made = refused(planner, places, made, facts.pointer);
      }
      run.fullness = fullness;
      run.turn = turn;
      return made;
    },
  };
}

const FULLNESS = [1, 0.6, 0, 0.3] as const;

/** Values of more levels are not explained. */
export const EXPLAINED_DEPTH = 10;

/** Whether a value has more levels than this. */
export function isDeeperThan(value: JsonValue, levels: number): boolean {
  if (!isContainer(value)) return false;
  return levels <= 0 || Object.values(value).some((member) => isDeeperThan(member ?? null, levels - 1));
}

/** The rule that a value breaks, as far as it is known. */
function refused(planner: Planner, places: readonly SchemaPlace[], value: JsonValue, pointer: Pointer): Impossible {
  const { contract, direction } = planner;
  // A schema that holds itself in several ways has more faults the deeper the value, twofold and more a level.
  if (isDeeperThan(value, EXPLAINED_DEPTH)) return new Impossible('$ref', pointer);
  const place = places.find((each) => !planner.fits([each], value));
  const [error] = place?.pointer === undefined ? [] : contract.schemas.explain(place.pointer, direction, value);
  return new Impossible(error?.keyword ?? 'schema', error?.schema ?? pointer);
}

/** Puts the author's own values first: a hint, and for plain samples the default or the example. */
function preferring(planner: Planner, places: readonly SchemaPlace[], facts: Facts, plan: ValuePlan): ValuePlan {
  const { hint } = facts;
  const sample = [...facts.defaults, ...(facts.values ? [] : facts.examples)].find(
    (value) => !isObject(value) && planner.fits(places, value),
  );
  if (hint === undefined && sample === undefined) return plan;
  const suits = (run: GenerationRun): JsonValue | undefined => {
    if (run.plain) return sample;
    const value = hint === undefined ? undefined : hinted(run.faker, hint);
    return value !== undefined && planner.fits(places, value) ? value : undefined;
  };
  return {
    ...plan,
    isCompound: plan.isCompound,
    make: (run, room, depth) => suits(run) ?? plan.make(run, room, depth),
  };
}

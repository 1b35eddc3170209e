import { isObject } from '../../model/index.js';
import type { Place } from './facts.js';
import type { Task } from './planning.js';
import { Impossible, type Made, type Plan, type Run } from './run.js';

/** How often a rare branch is taken. */
const RARELY = 0.04;

/** Decides the first `oneOf`, `anyOf`, `if` or `dependentSchemas` that is not decided yet: one branch joins the schemas. */
export function choicePlan(task: Task): Plan {
  const { facts } = task;
  const options = optionsOf(task);
  const spoken = options.filter(({ isRare }) => !isRare);
  const rare = options.filter(({ isRare }) => isRare);
  const order = (run: Run, room: number, depth: number): readonly Option[] => {
    if (run.plain) return rotate(options, run.turn);
    if (room <= 0) return [...options].sort((a, b) => a.plan.height() - b.plan.height());
    const mixed = spoken.length > 1 ? run.random.shuffle(spoken) : spoken;
    if (rare.length === 0) return mixed;
    return depth > 0 && run.random.chance(RARELY) ? [...rare, ...mixed] : [...mixed, ...rare];
  };
  return {
    isCompound: facts.types === undefined || facts.types.includes('object') || facts.types.includes('array'),
    make(run, room, depth) {
      let why: Made = new Impossible(facts.alternatives[0]?.kind ?? 'if', facts.pointer);
      for (const { plan } of order(run, room, depth)) {
        const made = plan.make(run, room, depth);
        if (!(made instanceof Impossible)) return made;
        why = made;
        if (run.nodes > run.maxNodes) break;
      }
      return why;
    },
    height: shortest(() => options.map(({ plan }) => plan)),
  };
}

interface Option {
  readonly plan: Plan;
  /** Taken seldom, and where nothing else is possible. */
  readonly isRare: boolean;
}

function optionsOf({ planner, places, context, facts }: Task): Option[] {
  const [first] = facts.alternatives;
  const planFor = (more: readonly Place[], list: object): Plan =>
    planner.plan([...places, ...more], { ...context, decided: new Set([...context.decided, list]) });
  if (first) {
    const { branches, marks, list } = first;
    const marked = branches.map((branch, index) => {
      const mark = marks[index];
      return { plan: planFor(mark ? [branch, mark] : [branch], list), isRare: isRare(branch) };
    });
    // A branch that forbids its own name in the discriminating property may still be valid without it.
    const bare = branches.map((branch) => ({ plan: planFor([branch], list), isRare: isRare(branch) }));
    return marks.some((mark) => mark !== undefined) ? [...marked, ...bare.map(hesitant)] : bare;
  }
  const [condition] = facts.conditions;
  return condition
    ? condition.outcomes.map((outcome) => ({ plan: planFor(outcome, condition.list), isRare: false }))
    : [];
}

/** Taken last: shuffled among the nulls, which come after the others. */
function hesitant(option: Option): Option {
  return { ...option, isRare: true };
}

/** Null, and the names of what is no number (OData writes `INF`, `-INF` and `NaN` as strings). */
const NO_VALUES = new Set<unknown>([null, 'INF', '-INF', 'NaN']);

function isRare({ schema }: Place): boolean {
  if (!isObject(schema)) return false;
  const { type, enum: values, const: only } = schema;
  return type === 'null' || only === null || (Array.isArray(values) && values.every((value) => NO_VALUES.has(value)));
}

function rotate<T>(list: readonly T[], by: number): readonly T[] {
  const from = list.length === 0 ? 0 : by % list.length;
  return from === 0 ? list : [...list.slice(from), ...list.slice(0, from)];
}

/** The height of the lowest; infinite while it is being asked for: a value cannot end in itself. */
export function shortest(plans: () => readonly Plan[]): () => number {
  return measured((): number => Math.min(...plans().map((plan) => plan.height())));
}

/** A height that is asked for once, and is infinite where it depends on itself. */
export function measured(measure: () => number): () => number {
  let known: number | undefined;
  let isAsked = false;
  return () => {
    if (known !== undefined) return known;
    if (isAsked) return Number.POSITIVE_INFINITY;
    isAsked = true;
    const height = measure();
    isAsked = false;
    // What is infinite may be so only because of where the question came from.
    if (Number.isFinite(height)) known = height;
    return height;
  };
}

import { isObject } from '../model/index.js';
import type { SchemaPlace } from '../schema/index.js';
import type { Task } from './planning.js';
import { type GenerationRun, Impossible, type Made, type ValuePlan } from './run.js';

/** How often a rare branch is taken. */
const RARELY = 0.04;

/**
 * Decides the first `oneOf`, `anyOf`, `if` or `dependentSchemas` that is not decided yet: one branch joins the schemas.
 */
export function choicePlan(task: Task): ValuePlan {
  const { facts, planner } = task;
  const options = optionsOf(task);
  const spoken = options.filter(({ isRare }) => !isRare);
  const rare = options.filter(({ isRare }) => isRare);
  const order = (run: GenerationRun, room: number, depth: number): readonly Option[] => {
    if (run.plain) return rotate(options, run.turn);
    if (room <= 0) return [...options].sort((a, b) => a.levels() - b.levels());
    const mixed = spoken.length > 1 ? run.random.shuffle(spoken) : spoken;
    if (rare.length === 0) return mixed;
    return depth > 0 && run.random.chance(RARELY) ? [...rare, ...mixed] : [...mixed, ...rare];
  };
  return {
    isCompound: facts.types === undefined || facts.types.includes('object') || facts.types.includes('array'),
    make(run, room, depth) {
      run.nodes += 1;
      planner.work.payValue();
      let why: Made = new Impossible(facts.alternatives[0]?.kind ?? 'if', facts.pointer);
      for (const { plan } of order(run, room, depth)) {
        const made = plan.make(run, room, depth);
        if (!(made instanceof Impossible)) return made;
        why = made;
        if (run.nodes > run.maxNodes || planner.work.isSpent) break;
      }
      return why;
    },
  };
}

interface Option {
  readonly plan: ValuePlan;
  /** Taken seldom, and where nothing else is possible. */
  readonly isRare: boolean;
  /** How many levels its least value has. */
  levels(): number;
}

function optionsOf({ planner, places, context, facts }: Task): Option[] {
  const [first] = facts.alternatives;
  const planFor = (more: readonly SchemaPlace[], list: object): ValuePlan =>
    planner.plan([...places, ...more], { ...context, decided: new Set([...context.decided, list]) });
  if (first) {
    const { branches, marks, list } = first;
    const marked = branches.map((branch, index) => {
      const mark = marks[index];
      return {
        plan: planFor(mark ? [branch, mark] : [branch], list),
        isRare: isRare(branch),
        levels: () => planner.levels(branch),
      };
    });
    // A branch that forbids its own name in the discriminating property may still be valid without it.
    const bare = branches.map((branch) => ({
      plan: planFor([branch], list),
      isRare: isRare(branch),
      levels: () => planner.levels(branch),
    }));
    return marks.some((mark) => mark !== undefined) ? [...marked, ...bare.map(hesitant)] : bare;
  }
  const [condition] = facts.conditions;
  return condition
    ? condition.outcomes.map((outcome) => ({ plan: planFor(outcome, condition.list), isRare: false, levels: () => 1 }))
    : [];
}

/** Taken last: shuffled among the rare ones, which come after the others. */
function hesitant(option: Option): Option {
  return { ...option, isRare: true };
}

/** Null, and the names of what is not a number (OData writes `INF`, `-INF` and `NaN` as strings). */
const NO_VALUES = new Set<unknown>([null, 'INF', '-INF', 'NaN']);

function isRare({ schema }: SchemaPlace): boolean {
  if (!isObject(schema)) return false;
  const { type, enum: values, const: only } = schema;
  return type === 'null' || only === null || (Array.isArray(values) && values.every((value) => NO_VALUES.has(value)));
}

function rotate<T>(list: readonly T[], by: number): readonly T[] {
  const from = list.length === 0 ? 0 : by % list.length;
  return from === 0 ? list : [...list.slice(from), ...list.slice(0, from)];
}

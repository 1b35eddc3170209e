import type { DataValidationCxt } from 'ajv/dist/types/index.js';
import { isObject, type JsonObject, type JsonValue, own } from '../../model/index.js';
import { linearRegExp } from '../pattern.js';
import type { BranchBudget } from './branch-budget.js';
import type { Compiler } from './compiler.js';

/**
 * Tells which members and items of a value no keyword of a schema has evaluated (JSON Schema 2020-12 §11). ajv's own
 * computing loses what nested `items` and `contains` evaluate, and an `if` that has no `then`.
 */
export interface Evaluation {
  unevaluatedMembers(schema: JsonObject, value: JsonObject): readonly string[];
  unevaluatedItems(schema: JsonObject, value: readonly JsonValue[]): readonly number[];
}

/** What the keywords of one place evaluate. Made once for each schema; what depends on the value is a choice. */
interface Plan {
  hasAllMembers: boolean;
  readonly names: Set<string>;
  readonly patterns: { test(name: string): boolean }[];
  hasAllItems: boolean;
  prefix: number;
  readonly contained: JsonValue[];
  readonly choices: Choice[];
}

/** The schemas that apply too, by the value. */
type Choice = (value: object) => readonly JsonValue[];

/**
 * @param compiler decides which branches hold
 * @param schemaOf what a `$ref` between converted schemas leads to
 */
export function createEvaluation(
  compiler: Compiler,
  schemaOf: (id: string) => JsonValue | undefined,
  budget: BranchBudget,
): Evaluation {
  const plans = new WeakMap<JsonObject, Plan>();
  const outerPlans = new WeakMap<JsonObject, Plan>();
  let verdicts = new WeakMap<object, Map<JsonObject, boolean>>();
  let run = budget.run();

  /** Whether a branch holds. Worked out once for each object in a run: nested choices would ask again at each level. */
  const holds = (schema: JsonValue | undefined, value: JsonValue | object, place?: DataValidationCxt): boolean => {
    if (!isObject(schema)) return schema !== false;
    budget.spend();
    if (typeof value !== 'object' || value === null) return compiler.compile(schema)(value, place);
    if (run !== budget.run()) {
      verdicts = new WeakMap();
      run = budget.run();
    }
    const known = verdicts.get(value) ?? new Map<JsonObject, boolean>();
    verdicts.set(value, known);
    const verdict = known.get(schema) ?? compiler.compile(schema)(value);
    known.set(schema, verdict);
    return verdict;
  };

  const choicesOf = (schema: JsonObject): Choice[] => {
    const choices: Choice[] = [];
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const branches = own(schema, keyword);
      if (Array.isArray(branches)) choices.push((value) => branches.filter((branch) => holds(branch, value)));
    }
    const condition = own(schema, 'if');
    if (condition !== undefined) {
      const whenTrue = [condition, own(schema, 'then') ?? true];
      const whenFalse = [own(schema, 'else') ?? true];
      choices.push((value) => (holds(condition, value) ? whenTrue : whenFalse));
    }
    const dependent = own(schema, 'dependentSchemas');
    if (isObject(dependent)) {
      const named = Object.entries(dependent);
      choices.push((value) => named.flatMap(([name, then]) => (Object.hasOwn(value, name) ? [then ?? true] : [])));
    }
    return choices;
  };

  const add = (plan: Plan, schema: JsonValue | undefined, seen: Set<JsonObject>, isOuter: boolean): void => {
    if (!isObject(schema) || seen.has(schema)) return;
    seen.add(schema);
    if (!isOuter && own(schema, 'unevaluatedProperties') !== undefined) plan.hasAllMembers = true;
    if (!isOuter && own(schema, 'unevaluatedItems') !== undefined) plan.hasAllItems = true;
    addMembers(plan, schema);
    addItems(plan, schema);
    for (const each of choicesOf(schema)) plan.choices.push(each);
    const parts = own(schema, 'allOf');
    for (const part of Array.isArray(parts) ? parts : []) add(plan, part, seen, false);
    const reference = own(schema, '$ref');
    if (typeof reference === 'string') add(plan, schemaOf(reference), seen, false);
  };

  const planOf = (schema: JsonObject, isOuter: boolean): Plan => {
    const known = (isOuter ? outerPlans : plans).get(schema);
    if (known) return known;
    const plan = emptyPlan();
    (isOuter ? outerPlans : plans).set(schema, plan);
    add(plan, schema, new Set(), isOuter);
    return plan;
  };

  /** @param applied the schemas whose keywords were already looked at for this value */
  const leftOf = <Key>(
    plan: Plan,
    value: object,
    all: readonly Key[],
    narrow: (plan: Plan, left: readonly Key[]) => readonly Key[],
    applied = new Set<Plan>(),
  ): readonly Key[] => {
    if (applied.has(plan)) return all;
    applied.add(plan);
    let left = narrow(plan, all);
    for (const choice of plan.choices) {
      if (left.length === 0) return left;
      for (const schema of choice(value))
        if (isObject(schema)) left = leftOf(planOf(schema, false), value, left, narrow, applied);
    }
    return left;
  };

  return {
    unevaluatedMembers: (schema, value) => leftOf(planOf(schema, true), value, Object.keys(value), otherMembers),
    unevaluatedItems: (schema, value) =>
      leftOf(planOf(schema, true), value, [...value.keys()], (plan, left) =>
        plan.hasAllItems
          ? []
          : left.filter(
              (index) =>
                index >= plan.prefix &&
                !plan.contained.some((wanted) => holds(wanted, value[index] ?? null, itemOf(value, index))),
            ),
      ),
  };
}

/** Where ajv shall take an item to be found. */
function itemOf(items: readonly JsonValue[], index: number): DataValidationCxt {
  return { instancePath: '', parentData: items, parentDataProperty: index, rootData: items, dynamicAnchors: {} };
}

function emptyPlan(): Plan {
  return {
    hasAllMembers: false,
    names: new Set(),
    patterns: [],
    hasAllItems: false,
    prefix: 0,
    contained: [],
    choices: [],
  };
}

function addMembers(plan: Plan, schema: JsonObject): void {
  if (own(schema, 'additionalProperties') !== undefined) plan.hasAllMembers = true;
  const properties = own(schema, 'properties');
  if (isObject(properties)) for (const name of Object.keys(properties)) plan.names.add(name);
  const patterns = own(schema, 'patternProperties');
  if (isObject(patterns)) for (const pattern of Object.keys(patterns)) plan.patterns.push(linearRegExp(pattern, 'u'));
}

function addItems(plan: Plan, schema: JsonObject): void {
  if (own(schema, 'items') !== undefined) plan.hasAllItems = true;
  const prefix = own(schema, 'prefixItems');
  if (Array.isArray(prefix)) plan.prefix = Math.max(plan.prefix, prefix.length);
  const wanted = own(schema, 'contains');
  if (wanted !== undefined) plan.contained.push(wanted);
}

function otherMembers(plan: Plan, left: readonly string[]): readonly string[] {
  if (plan.hasAllMembers) return [];
  return left.filter((name) => !plan.names.has(name) && !plan.patterns.some((pattern) => pattern.test(name)));
}

import type { JsonObject, JsonValue } from '../../src/model/index.js';
import type { DialectName } from '../../src/schema/dialects/index.js';
import { dialectOf } from '../../src/schema/dialects/index.js';
import type { Direction } from '../../src/schema/direction.js';
import { createShapes } from '../../src/schema/shape.js';
import { createAjvEngine } from '../../src/schema/validate/ajv-engine.js';
import { type BranchBudget, branchBudget } from '../../src/schema/validate/branch-budget.js';
import { createConverter } from '../../src/schema/validate/convert.js';
import { asObject } from '../../src/schema/validate/engine-port.js';
import { canJudge } from '../../src/schema/validate/first/can-judge.js';
import { createFirst } from '../../src/schema/validate/first/first.js';
import { compiledNow } from '../../src/schema/validate/later.js';
import { reachable } from '../../src/schema/validate/reachable.js';

/** What the two say of one value. */
export interface TwoVerdicts {
  /** `asked`: ajv had to be asked, because it is not valid or that is not certain. */
  readonly first: 'valid' | 'asked';
  readonly ajv: 'valid' | 'invalid' | 'none';
  /** What each paid, in steps. */
  readonly firstSteps: number;
  readonly ajvSteps: number;
}

export interface Twins {
  /** Whether each schema that a value may meet can be judged without ajv. */
  readonly isPlain: boolean;
  judge(value: JsonValue): TwoVerdicts;
}

/** One schema of a document, judged by a first verdict and by ajv, each on its own. */
export function firstAndAjv(root: JsonObject, name: DialectName, pointer: string, direction: Direction): Twins {
  const dialect = dialectOf(name);
  const converter = createConverter(
    root,
    dialect,
    createShapes(root, dialect, () => false),
  );
  const found = reachable(converter, pointer, direction, { stance: 'plain' });
  const schemaOf = (id: string): JsonValue | undefined => converter.byId(id)?.schema;
  const sizeOf = (id: string): number => converter.byId(id)?.size ?? 0;
  const ownMembersOnly = found.some(({ namesInherited }) => namesInherited);
  const counted = countingBudget();
  const options = { kind: 'fast', ownMembersOnly, isExact: false, schemaOf, sizeOf } as const;
  const rest = { keyOf: () => '', follow: converter.follow };
  const ajv = createAjvEngine({ ...options, ...rest, budget: counted.budget });
  for (const { id, schema } of found) ajv.add(id, asObject(schema));
  const top = found[0]?.id ?? '';
  const compiled = (id: string) => compiledNow(() => ajv.get(id), id);
  return {
    isPlain: found.every(({ schema, defects }) => defects.length === 0 && canJudge(schema)),
    judge(value) {
      let isAsked = false;
      const compile = (id: string) => {
        isAsked = true;
        return compiled(id);
      };
      const first = createFirst({ ...options, budget: counted.budget, compile }).starting(top);
      counted.restart(value);
      const said = attempt(() => first(value));
      const firstSteps = counted.steps();
      counted.restart(value);
      const verdict = attempt(() => compiled(top)(value));
      return {
        first: said === true && !isAsked ? 'valid' : 'asked',
        ajv: verdict === undefined ? 'none' : verdict ? 'valid' : 'invalid',
        firstSteps,
        ajvSteps: counted.steps(),
      };
    },
  };
}

function countingBudget(): { readonly budget: BranchBudget; restart(value: JsonValue): void; steps(): number } {
  const inner = branchBudget();
  let steps = 0;
  const budget: BranchBudget = {
    ...inner,
    spend(branches = 1) {
      steps += branches;
      inner.spend(branches);
    },
    enter(more) {
      steps += more;
      inner.enter(more);
    },
  };
  return {
    budget,
    restart(value) {
      steps = 0;
      inner.renew(value);
    },
    steps: () => steps,
  };
}

/** As where a schema has no verdict. */
function attempt(judge: () => boolean): boolean | undefined {
  try {
    return judge();
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return undefined;
    throw error;
  }
}

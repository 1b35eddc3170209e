import type { JsonValue } from '../../../model/index.js';
import { countedRegExp } from '../../pattern.js';
import { type BranchBudget, Exhausted } from '../branch-budget.js';
import type { Validate } from '../compiler.js';
import { stepsBehind } from '../size-limits.js';
import { canJudge } from './can-judge.js';
import { type Effort, type Judge, type Maker, Undecided } from './judge.js';
import { judgeOf } from './plan.js';

/**
 * First verdicts without ajv: a schema is read, not compiled, until so many values were held against it that compiling
 * pays. It only says of a value that it is valid, where it is certain. Of all others ajv decides, and says why.
 */
export interface First {
  /**
   * A validator that asks for a first verdict, and becomes ajv's with the first value that needs it.
   * @param compile makes what it becomes: what the engine itself compiles, where it is left out
   */
  starting(id: string, compile?: (id: string) => Validate): Validate;
}

/** What it takes to judge the schemas of an engine. */
export interface FirstOptions {
  readonly budget: BranchBudget;
  readonly ownMembersOnly: boolean;
  readonly schemaOf: (id: string) => JsonValue | undefined;
  readonly sizeOf: (id: string) => number;
  /** Compiles a schema. @throws RangeError where that cannot be done */
  readonly compile: (id: string) => Validate;
}

/** As long as compiling a keyword takes, so many values can be held against one that is not compiled. */
const NODES_A_KEYWORD = 10_000;

/** More work than this for one value is left to compiled code. */
const MOST_NODES = 20_000;
const MOST_STEPS = 20_000;

/** References within references that are followed here. */
const MOST_DEPTH = 60;

/** A converted schema. */
interface Tier {
  /** Undefined where ajv judges. */
  judge: Judge | undefined;
  compiled: Validate | undefined;
  /** What was held against the schema itself, without those behind its references. */
  nodes: number;
  /** So much pays for compiling it. */
  readonly most: number;
}

/** First verdicts for the schemas of one engine. */
export function createFirst(options: FirstOptions): First {
  const { budget, ownMembersOnly, schemaOf, sizeOf, compile } = options;
  const effort: Effort = { nodes: 0, behind: 0, depth: 0 };
  const tiers = new Map<string, Tier>();

  const patterns = countedRegExp(budget.spend);
  const matchers = new Map<string, ReturnType<Maker['matcher']>>();
  const maker: Maker = {
    ownMembersOnly,
    judgeOf: (schema) => judgeOf(schema, maker, effort),
    behind(id) {
      const steps = stepsBehind(sizeOf(id));
      let tier: Tier | undefined;
      return (value) => {
        if (effort.depth > MOST_DEPTH || budget.isDeep()) throw new Undecided();
        budget.enter(steps);
        tier ??= tierOf(id);
        const holds = tier.judge ? follow(tier, tier.judge, value) : compiledOf(id, tier)(value);
        budget.leave();
        return holds;
      };
    },
    matcher(pattern) {
      const before = matchers.get(pattern);
      if (before) return before;
      try {
        const made = patterns(pattern, 'u');
        matchers.set(pattern, made);
        return made;
      } catch {
        throw new Undecided();
      }
    },
    pay: budget.spend,
    requireRoom(more = 1) {
      if (effort.nodes + more > MOST_NODES) throw new Undecided();
    },
  };

  const tierOf = (id: string): Tier => {
    const before = tiers.get(id);
    if (before) return before;
    const schema = schemaOf(id);
    const judge = schema !== undefined && canJudge(schema) ? madeFrom(schema) : undefined;
    const tier: Tier = { judge, compiled: undefined, nodes: 0, most: NODES_A_KEYWORD * (1 + sizeOf(id)) };
    tiers.set(id, tier);
    return tier;
  };

  const madeFrom = (schema: JsonValue): Judge | undefined => {
    try {
      return judgeOf(schema, maker, effort);
    } catch (error) {
      if (error instanceof Undecided) return undefined;
      throw error;
    }
  };

  const compiledOf = (id: string, tier: Tier): Validate => {
    tier.judge = undefined;
    tier.compiled ??= compile(id);
    return tier.compiled;
  };

  const follow = (tier: Tier, judge: Judge, value: unknown): boolean => {
    const { nodes, behind } = effort;
    effort.behind = 0;
    effort.depth += 1;
    const holds = judge(value);
    effort.depth -= 1;
    const all = effort.nodes - nodes;
    tier.nodes += all - effort.behind;
    effort.behind = behind + all;
    if (tier.nodes > tier.most) tier.judge = undefined;
    return holds;
  };

  /**
   * Whether a value is certainly valid. Work of a verdict in which this one is asked for is counted on its own, and
   * nothing is paid for work that ajv does once more: so no verdict depends on what was compiled before.
   */
  const isCertain = (tier: Tier, judge: Judge, value: unknown): boolean => {
    const { nodes, behind, depth } = effort;
    effort.nodes = 0;
    effort.behind = 0;
    effort.depth = 0;
    try {
      return budget.attempt(MOST_STEPS, () => follow(tier, judge, value));
    } catch (error) {
      // Of a value that exhausts the stack too, ajv decides.
      if (error instanceof Exhausted || !(error instanceof Undecided || error instanceof RangeError)) throw error;
      return false;
    } finally {
      effort.nodes = nodes;
      effort.behind = behind;
      effort.depth = depth;
    }
  };

  return {
    starting(id, compileOther) {
      let tier: Tier | undefined;
      let other: Validate | undefined;
      const validate: Validate = (value, place) => {
        tier ??= tierOf(id);
        if (!other && tier.judge && isCertain(tier, tier.judge, value)) {
          validate.errors = null;
          return true;
        }
        if (compileOther) other ??= compileOther(id);
        const compiled = other ?? compiledOf(id, tier);
        const holds = compiled(value, place);
        validate.errors = compiled.errors ?? null;
        return holds;
      };
      return validate;
    },
  };
}

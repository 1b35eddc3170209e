import { writeJson } from '../model/index.js';
import type { TypeMaker } from './planning.js';
import { Impossible } from './run.js';

/**
 * Makes texts that hold JSON (`contentMediaType`), of values that keep their `contentSchema` (JSON Schema 2020-12
 * §8.5): what the `data` of an event often is.
 */
export const contentMaker: TypeMaker = ({ facts, context, planner }) => {
  const plan = planner.plan(facts.contents, { ...context, decided: new Set() });
  return {
    make(run, room, depth) {
      const made = plan.make(run, room, depth + 1);
      return made instanceof Impossible ? made : writeJson(made);
    },
  };
};

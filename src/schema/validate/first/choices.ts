import { isContainer, type JsonValue } from '../../../model/index.js';
import { allOf, isText, type Judge, judgesLater, NO, type Row, saysNothing, Undecided } from './judge.js';

/** The keywords that apply to values of each type, in ajv's order: in the order in which the branches are paid. */
export const OF_ALL: readonly Row<unknown>[] = [
  { keyword: '$ref', accepts: isText, make: (id, _, { behind }) => behind(String(id)) },
  {
    keyword: 'const',
    accepts: () => true,
    make: (wanted) => oneOfValues([wanted]),
  },
  {
    keyword: 'enum',
    accepts: (wanted) => Array.isArray(wanted) && wanted.length > 0,
    make: (wanted) => oneOfValues(listIn(wanted)),
  },
  {
    keyword: 'not',
    holds: 'schema',
    accepts: () => true,
    make: (wanted, _, { judgeOf }) => {
      if (saysNothing(wanted)) return NO;
      const judge = judgeOf(wanted);
      return (value) => !judge(value);
    },
  },
  choice('anyOf', 1),
  choice('oneOf', 2),
  {
    keyword: 'allOf',
    holds: 'list',
    accepts: () => true,
    make: (wanted, _, { judgeOf }) =>
      allOf(
        listIn(wanted)
          .filter((part) => !saysNothing(part))
          .map(judgeOf),
      ),
  },
  {
    keyword: 'if',
    holds: 'schema',
    accepts: () => true,
    make: (wanted, schema, maker) => {
      if (saysNothing(schema.then ?? true) && saysNothing(schema.else ?? true)) return undefined;
      const test = maker.judgeOf(wanted);
      const parts = judgesLater([schema.then ?? true, schema.else ?? true], maker);
      return (value) => parts.holds(test(value) ? 0 : 1, value);
    },
  },
  { keyword: 'then', holds: 'schema', accepts: () => true },
  { keyword: 'else', holds: 'schema', accepts: () => true },
];

/** No further branch is looked at where so many hold. */
function choice(keyword: 'anyOf' | 'oneOf', enough: 1 | 2): Row<unknown> {
  return {
    keyword,
    holds: 'list',
    accepts: () => true,
    make: (wanted, _, maker) => {
      const branches = judgesLater(listIn(wanted), maker);
      return (value) => {
        maker.pay(branches.length);
        let matched = 0;
        for (let index = 0; index < branches.length && matched < enough; index += 1)
          if (branches.holds(index, value)) matched += 1;
        return matched === 1;
      };
    },
  };
}

/** How ajv compares objects and lists depends on where they come from: that is left to it. */
function oneOfValues(values: readonly JsonValue[]): Judge {
  const scalars = values.filter((value) => !isContainer(value));
  const isScalar = oneOfScalars(scalars);
  const hasContainers = scalars.length < values.length;
  return (value) => {
    if (typeof value !== 'object' || value === null) return isScalar(value);
    if (hasContainers) throw new Undecided();
    return false;
  };
}

/** Up to so many scalars are compared one by one, which is faster than to look for one in a set. */
const FEW = 12;

function oneOfScalars(scalars: readonly JsonValue[]): Judge {
  if (scalars.length > FEW) {
    const set: ReadonlySet<unknown> = new Set(scalars);
    return (value) => set.has(value);
  }
  return (value) => {
    for (let index = 0; index < scalars.length; index += 1) if (scalars[index] === value) return true;
    return false;
  };
}

export function listIn(wanted: JsonValue): readonly JsonValue[] {
  return Array.isArray(wanted) ? wanted : [];
}

import type { JsonValue } from '../../../model/index.js';
import { repeatedIn } from '../unique.js';
import { listIn } from './choices.js';
import { isNumber, type Judge, judgesLater, type Row, saysNothing } from './judge.js';

type List = readonly JsonValue[];

/** The keywords for lists (JSON Schema 2020-12 core §10.3.1, validation §6.4), in ajv's order. */
export const OF_LISTS: readonly Row<List>[] = [
  {
    keyword: 'maxItems',
    accepts: isNumber,
    make: (wanted) => {
      const most = Number(wanted);
      return (items) => items.length <= most;
    },
  },
  {
    keyword: 'minItems',
    accepts: isNumber,
    make: (wanted) => {
      const least = Number(wanted);
      return (items) => items.length >= least;
    },
  },
  {
    keyword: 'contains',
    holds: 'schema',
    accepts: () => true,
    make: (wanted, { minContains, maxContains }, { judgeOf, requireRoom }) => {
      const judge = judgeOf(wanted);
      const least = typeof minContains === 'number' ? minContains : 1;
      const most = typeof maxContains === 'number' ? maxContains : Number.POSITIVE_INFINITY;
      return (items) => {
        requireRoom(items.length);
        let count = 0;
        for (let index = 0; index < items.length; index += 1) if (judge(items[index])) count += 1;
        return count >= least && count <= most;
      };
    },
  },
  {
    keyword: 'prefixItems',
    holds: 'list',
    accepts: () => true,
    make: (wanted, _, maker) => {
      const parts = judgesLater(listIn(wanted), maker);
      return (items) => {
        const end = Math.min(parts.length, items.length);
        for (let index = 0; index < end; index += 1) if (!parts.holds(index, items[index])) return false;
        return true;
      };
    },
  },
  {
    keyword: 'items',
    holds: 'schema',
    accepts: () => true,
    make: (wanted, { prefixItems }, { judgeOf, requireRoom }): Judge<List> | undefined => {
      if (saysNothing(wanted)) return undefined;
      const first = prefixItems === undefined ? 0 : listIn(prefixItems).length;
      if (wanted === false && prefixItems !== undefined) return (items) => items.length <= first;
      const judge = judgeOf(wanted);
      return (items) => {
        requireRoom(items.length);
        for (let index = first; index < items.length; index += 1) if (!judge(items[index])) return false;
        return true;
      };
    },
  },
  { keyword: 'maxContains', accepts: isNumber },
  { keyword: 'minContains', accepts: isNumber },
  {
    keyword: 'uniqueItems',
    accepts: (wanted) => typeof wanted === 'boolean',
    make: (wanted, _, { pay, requireRoom }) => {
      if (wanted !== true) return undefined;
      return (items) => {
        requireRoom(items.length);
        return repeatedIn(items, pay) === undefined;
      };
    },
  },
];

import { isWordedByParams } from './describe.js';
import { isContainer, type JsonValue } from './json.js';
import type { Violation } from './violation.js';
import { areWordedAlike } from './worded-alike.js';

/**
 * Things that are remembered at most. Then all are forgotten: clients make the same few mistakes again and again.
 */
const MOST = 1_000;

/** Of one group that are remembered at most: the oldest makes room. */
const MOST_EACH = 8;

/** Longer texts are not remembered. */
const MAX_LENGTH = 200;

/** What was made of things, for those that are alike. It forgets rather than grow. */
export interface TableOfAlike<Of, Made> {
  get(thing: Of): Made | undefined;
  set(thing: Of, made: Made): void;
}

/** What is alike, and what of it is kept to tell that. */
interface Likeness<Of> {
  /** A text that is the same for all that are alike. */
  group(thing: Of): string;
  areAlike(one: Of, other: Of): boolean;
  /** The thing as it is kept; undefined where it is too large. */
  kept(thing: Of): Of | undefined;
}

/** An empty table. */
export function tableOfAlike<Of, Made>({ group, areAlike, kept }: Likeness<Of>): TableOfAlike<Of, Made> {
  const known = new Map<string, [Of, Made][]>();
  let size = 0;
  return {
    get(thing) {
      const here = known.get(group(thing));
      if (here) for (const [before, made] of here) if (areAlike(before, thing)) return made;
      return undefined;
    },
    set(thing, made) {
      const small = kept(thing);
      if (small === undefined) return;
      if (size >= MOST) {
        known.clear();
        size = 0;
      }
      const name = group(thing);
      const here = known.get(name) ?? [];
      if (here.length >= MOST_EACH) here.shift();
      else size += 1;
      here.push([small, made]);
      known.set(name, here);
    },
  };
}

/** What was made of violations, for those that read alike. */
export type AlikeTable<Made> = TableOfAlike<Violation, Made>;

/** An empty table. It keeps no value of the traffic of which no sentence speaks. */
export function createAlikeTable<Made>(): AlikeTable<Made> {
  return tableOfAlike({
    group: ({ location }) => location,
    areAlike: areWordedAlike,
    kept(violation) {
      const small = worded(violation);
      return isShort(small) ? small : undefined;
    },
  });
}

/**
 * Makes something of violations, once for those that read alike. What is made depends on nothing else, and is not
 * undefined.
 */
export function rememberingAlike<Made>(
  make: (violation: Violation) => Made,
  known: AlikeTable<Made> = createAlikeTable(),
): (violation: Violation) => Made {
  return (violation) => {
    const before = known.get(violation);
    if (before !== undefined) return before;
    const made = make(violation);
    known.set(violation, made);
    return made;
  };
}

/** A violation without what no sentence says of it. */
function worded(violation: Violation): Violation {
  if (!isWordedByParams(violation.keyword)) return violation;
  const { value: _, ...rest } = violation;
  return rest;
}

/** Whether what a violation says is short: a memory of large values would be large. Lists are the document's own. */
function isShort({ location, within, params, value }: Violation): boolean {
  return !isContainer(value) && [location, within, value, ...Object.values(params)].every(isShortText);
}

function isShortText(part: JsonValue | undefined): boolean {
  return typeof part !== 'string' || part.length <= MAX_LENGTH;
}

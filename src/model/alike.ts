import { isWordedByParams } from './describe.js';
import { isContainer, type JsonValue } from './json.js';
import type { Violation } from './violation.js';
import { areWordedAlike } from './worded-alike.js';

/**
 * Violations that are remembered at most. Then all are forgotten: clients make the same few mistakes again and again.
 */
const MOST = 1_000;

/** Violations of one location that are remembered at most: the oldest makes room. */
const MOST_EACH = 8;

/** Longer texts are not remembered. */
const MAX_LENGTH = 200;

/** What was made of violations, for those that read alike. It forgets rather than grow. */
export interface AlikeTable<Made> {
  get(violation: Violation): Made | undefined;
  set(violation: Violation, made: Made): void;
}

/** An empty table. It keeps no value of the traffic of which no sentence speaks. */
export function createAlikeTable<Made>(): AlikeTable<Made> {
  const known = new Map<string, [Violation, Made][]>();
  let size = 0;
  return {
    get(violation) {
      const here = known.get(violation.location);
      if (here) for (const [before, made] of here) if (areWordedAlike(before, violation)) return made;
      return undefined;
    },
    set(violation, made) {
      const kept = worded(violation);
      if (!isShort(kept)) return;
      if (size >= MOST) {
        known.clear();
        size = 0;
      }
      const here = known.get(violation.location) ?? [];
      if (here.length >= MOST_EACH) here.shift();
      else size += 1;
      here.push([kept, made]);
      known.set(violation.location, here);
    },
  };
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

import { type Violation, writeJson } from '../model/index.js';
import type { Store } from '../store/index.js';
import { toValidation } from './problems.js';

/** Keeps lists of violations that are too long for a header. */
export interface Journal {
  /** Stores the list. @returns the path under which it is read */
  keep(violations: readonly Violation[]): string;
}

/** Where the lists are read, followed by an id. */
export const VIOLATIONS_PATH = '/_docproof/violations/';
/** Keys of the lists in the store. */
export const VIOLATIONS_KEY = 'violations/';

/** Only so many lists are kept: the oldest are deleted first. */
const KEPT = 1000;

/** A journal in a store. Nobody waits for it to be written. */
export function createJournal(store: Store, newId: () => string): Journal {
  const kept: string[] = [];
  return {
    keep(violations) {
      const id = newId();
      kept.push(id);
      const oldest = kept.length > KEPT ? kept.shift() : undefined;
      const written = store.replace(`${VIOLATIONS_KEY}${id}`, undefined, writeJson(violations.map(toValidation)));
      const tidied = oldest === undefined ? written : written.then(() => store.clear(`${VIOLATIONS_KEY}${oldest}`));
      // A list that cannot be stored must not prevent the answer.
      tidied.catch(() => undefined);
      return `${VIOLATIONS_PATH}${id}`;
    },
  };
}

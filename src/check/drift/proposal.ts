import type { JsonValue, Pointer } from '../../model/index.js';
import type { Seen } from './seen.js';

/** One change to the document that makes it accept what was seen. */
export interface Proposal {
  /** The place that changes: it is in the document. */
  readonly target: Pointer;
  /** Only the items of the array at `target` that are this text. */
  readonly item?: string;
  /** Merged into the object at `target`. */
  readonly update?: JsonValue;
  /** Whether it is taken away. */
  readonly remove?: true;
  /** The change in a few words. */
  readonly what: string;
  readonly seen: Seen;
}

/** Leaves out changes to what is taken away, and within it. */
export function withoutVain(proposals: readonly Proposal[]): Proposal[] {
  const removed = new Set(
    proposals.filter(({ remove, item }) => remove && item === undefined).map(({ target }) => target),
  );
  const known = new Set<string>();
  return proposals.filter(({ target, item, remove }) => {
    if (!remove && removed.has(target)) return false;
    for (let end = target.lastIndexOf('/'); end > 0; end = target.lastIndexOf('/', end - 1))
      if (removed.has(target.slice(0, end))) return false;
    if (!remove) return true;
    const key = JSON.stringify([target, item]);
    return known.has(key) ? false : known.add(key);
  });
}

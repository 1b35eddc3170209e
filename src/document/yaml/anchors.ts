import type { JsonValue } from '../../model/index.js';
import { unsure } from './unsure.js';

/** As often may one anchor be referred to; what refers to aliases in turn is left to the other reader altogether. */
const MAX_USES = 900;

/** A value with an anchor. */
interface Anchored {
  readonly value: JsonValue;
  /** How many aliases were met before it ended: what has none inside cannot multiply itself. */
  readonly isPlain: boolean;
  uses: number;
}

/** The values that have names (`&name`), to which aliases refer (`*name`). */
export class Anchors {
  readonly #known = new Map<string, Anchored>();
  /** The names of values that have not ended. */
  readonly #open = new Set<string>();
  #aliases = 0;

  /**
   * Gives what to call with the value once it is read: until then no alias may refer to it.
   * @throws Unsure if the name is given again within the value that it names
   */
  begin(name: string): (value: JsonValue) => JsonValue {
    if (this.#open.has(name)) unsure();
    this.#open.add(name);
    this.#known.delete(name);
    const before = this.#aliases;
    return (value) => {
      this.#open.delete(name);
      this.#known.set(name, { value, isPlain: this.#aliases === before, uses: 0 });
      return value;
    };
  }

  /** @throws Unsure if no such value ended before, or it has aliases itself */
  resolve(name: string): JsonValue {
    const found = this.#known.get(name);
    this.#aliases += 1;
    if (!found?.isPlain) unsure();
    found.uses += 1;
    if (found.uses > MAX_USES) unsure();
    return found.value;
  }
}

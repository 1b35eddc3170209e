import { isContainer, isObject, type JsonValue, setMember } from '../../model/index.js';
import type { Location } from './json-path.js';

type Container = JsonValue[] | Record<string, JsonValue | undefined>;

/**
 * A value that is being changed. What it was made from stays as it is: on the way to a change each part is copied once,
 * the rest is shared.
 * This separates YAML aliases, which share one part between several places: only the selected place changes.
 */
export class Draft {
  #root: JsonValue;
  /** The parts that were made here, and may be changed in place: each by itself. */
  #made = new WeakMap<object, Container>();

  constructor(root: JsonValue) {
    this.#root = root;
  }

  get root(): JsonValue {
    return this.#root;
  }

  /** Marks a part as made for this draft. */
  made<Part extends Container>(part: Part): Part {
    this.#made.set(part, part);
    return part;
  }

  /** Forgets what was made here: every part is copied before its next change. */
  share(): void {
    this.#made = new WeakMap();
  }

  replace(location: Location, value: JsonValue): void {
    const last = location.at(-1);
    if (last === undefined) {
      this.#root = value;
      return;
    }
    const holder = this.#open(location.slice(0, -1));
    if (Array.isArray(holder)) holder[Number(last)] = value;
    else if (holder) setMember(holder, String(last), value);
  }

  remove(location: Location): void {
    const last = location.at(-1);
    const holder = this.#open(location.slice(0, -1));
    if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else if (holder) delete holder[String(last)];
  }

  /** The part at a location, its own from the root down. */
  #open(location: Location): Container | undefined {
    let here = this.#writable(this.#root);
    if (!here) return undefined;
    this.#root = here;
    for (const token of location) {
      const below: JsonValue | undefined = Array.isArray(here) ? here[Number(token)] : here[String(token)];
      const open = this.#writable(below);
      if (!open) return undefined;
      if (Array.isArray(here)) here[Number(token)] = open;
      else setMember(here, String(token), open);
      here = open;
    }
    return here;
  }

  #writable(value: JsonValue | undefined): Container | undefined {
    if (!isContainer(value)) return undefined;
    return this.#made.get(value) ?? this.made(isObject(value) ? { ...value } : [...value]);
  }
}

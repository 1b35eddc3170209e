/** At which offset of a text the members of its maps begin, at their names, and the items of its lists. */
export class Places {
  /** Where the root begins. */
  start = 0;
  readonly #offsets = new Map<object, Map<string, number>>();

  add(container: object, name: string, offset: number): void {
    const known = this.#offsets.get(container);
    if (known) known.set(name, offset);
    else this.#offsets.set(container, new Map([[name, offset]]));
  }

  /** Of a map's members, or a list's items by index. */
  of(container: object): ReadonlyMap<string, number> {
    return this.#offsets.get(container) ?? new Map();
  }
}

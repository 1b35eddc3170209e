/** What is known of a member's name at one place. */
export interface MemberSlot<Of> {
  readonly name: string;
  readonly of: Of;
  /** The slot of the member that came behind it the last time. */
  next: MemberSlot<Of> | undefined;
}

/**
 * What is known of the members of one place's objects, by name. Objects of one place nearly always have their members
 * in one order: so the slot of each is looked for behind the slot of the one before it, and hardly ever by its name.
 */
export interface MemberTable<Of> {
  /** @param before the slot of the member before it, in the same object */
  after(before: MemberSlot<Of> | undefined, name: string): MemberSlot<Of>;
}

/** So many names are remembered of one place: those of a map come from traffic, and have no end. */
const MAX_NAMES = 500;

/** An empty table. @param make gives what is to be known of a name; it depends on nothing else */
export function createMemberTable<Of>(make: (name: string) => Of): MemberTable<Of> {
  const known = new Map<string, MemberSlot<Of>>();
  const start: { next: MemberSlot<Of> | undefined } = { next: undefined };
  const find = (before: { next: MemberSlot<Of> | undefined }, name: string): MemberSlot<Of> => {
    let slot = known.get(name);
    if (slot === undefined) {
      slot = { name, of: make(name), next: undefined };
      if (known.size >= MAX_NAMES) return slot;
      known.set(name, slot);
    }
    before.next = slot;
    return slot;
  };
  return {
    after(before, name) {
      const place = before ?? start;
      const expected = place.next;
      return expected !== undefined && expected.name === name ? expected : find(place, name);
    },
  };
}

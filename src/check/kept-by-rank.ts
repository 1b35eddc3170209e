/** A list of bounded length, for which what matters most has room first. */
export interface KeptByRank<T> {
  /**
   * @param at its place among all: one that shows late is put before those behind it. @default behind all
   * @returns whether it has room, for now
   */
  add(item: T, at?: number): boolean;
  /** Counts further ones for which there is no room. */
  pass(count: number): void;
  /** Whether one of this rank would have room, if it came last. */
  hasRoom(rank: number): boolean;
  /** Those with room, in the order in which they came, and how many had none. */
  list(): { readonly list: T[]; readonly leftOut: number };
}

/**
 * An empty list of at most `limit` items.
 * @param rankOf 0 for what matters most, then 1, 2 …
 */
export function keepByRank<T>(limit: number, rankOf: (item: T) => number): KeptByRank<T> {
  const byRank: { at: number; item: T }[][] = [];
  let number = 0;
  return {
    add(item, at = number) {
      const rank = rankOf(item);
      byRank[rank] ??= [];
      const those = byRank[rank];
      number += 1;
      const last = those.at(-1);
      if (last && last.at > at) {
        those.splice(those.findLastIndex((before) => before.at <= at) + 1, 0, { at, item });
        if (those.length > limit) those.pop();
        return true;
      }
      const hasRoom = those.length < limit;
      if (hasRoom) those.push({ at, item });
      return hasRoom;
    },
    pass(count) {
      number += count;
    },
    hasRoom: (rank) => (byRank[rank]?.length ?? 0) < limit,
    list() {
      // A rank that never came leaves a hole, which flat() passes over.
      const kept = byRank.flat().slice(0, limit);
      kept.sort((a, b) => a.at - b.at);
      return { list: kept.map(({ item }) => item), leftOut: number - kept.length };
    },
  };
}

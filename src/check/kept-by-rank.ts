/** A list of bounded length, for which what matters most has room first. */
export interface KeptByRank<T> {
  /** @returns whether it has room, for now */
  add(item: T): boolean;
  /** Those with room, in the order in which they came, and how many had none. */
  list(): { readonly list: T[]; readonly leftOut: number };
}

/**
 * An empty list of at most `limit` items.
 * @param rankOf 0 for what matters most, then 1, 2 …
 */
export function keepByRank<T>(limit: number, rankOf: (item: T) => number): KeptByRank<T> {
  const byRank: { number: number; item: T }[][] = [];
  let number = 0;
  return {
    add(item) {
      const rank = rankOf(item);
      byRank[rank] ??= [];
      const those = byRank[rank];
      const hasRoom = those.length < limit;
      if (hasRoom) those.push({ number, item });
      number += 1;
      return hasRoom;
    },
    list() {
      // A rank that never came leaves a hole, which flat() passes over.
      const kept = byRank.flat().slice(0, limit);
      kept.sort((a, b) => a.number - b.number);
      return { list: kept.map(({ item }) => item), leftOut: number - kept.length };
    },
  };
}

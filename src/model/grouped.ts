/**
 * Things that come one by one, or in groups: as many as are there together. A group is to be read to its end before the
 * next is asked for. Where there are a million small things, waiting for each costs more than what is done with it.
 */
export type Grouped<Thing extends object> = AsyncIterable<Thing | Iterable<Thing>>;

/** Tells groups from things, which are never iterable. */
export function isGroup<Thing extends object>(thing: Thing | Iterable<Thing>): thing is Iterable<Thing> {
  return Symbol.iterator in thing;
}

/** All of them, one by one. */
export async function* oneByOne<Thing extends object>(things: Grouped<Thing>): AsyncGenerator<Thing> {
  for await (const thing of things) {
    // Not by `yield*`, which makes promises of its own for what is there already.
    if (isGroup(thing)) for (const each of thing) yield each;
    else yield thing;
  }
}

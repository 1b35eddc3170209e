/** What makes a name a pattern. */
const WILD = /[*?]/;

/** Whether a text is a pattern, rather than a name. */
export function isPattern(text: string): boolean {
  return WILD.test(text);
}

/** The text before the first wild character: what is matched begins with it. */
export function literalStart(pattern: string): string {
  return pattern.slice(0, WILD.exec(pattern)?.index);
}

/** Takes any number of items. */
const ANY = Symbol('any');

/**
 * Makes a matcher of names. Its time is at most the length of the name times that of the pattern, whatever both are:
 * names come from outside.
 * @param pattern `*` any characters but a slash, `?` one of them, `**` between slashes any number of segments
 */
export function matcherOf(pattern: string): (name: string) => boolean {
  const segments = pattern.split('/').map((segment) => (segment === '**' ? ANY : charactersOf(segment)));
  return (name) =>
    matches(segments, name.split('/'), (wanted, segment) =>
      matches(wanted, [...segment], (one, character) => one === '?' || one === character),
    );
}

function charactersOf(segment: string): (string | typeof ANY)[] {
  return [...segment].map((character) => (character === '*' ? ANY : character));
}

/**
 * Matches all items of a row. Of the places that take any number of items only the last one has to be tried with more:
 * what an earlier one could take, the last one can take as well.
 */
function matches<Wanted, Item>(
  row: readonly (Wanted | typeof ANY)[],
  items: readonly Item[],
  fits: (wanted: Wanted, item: Item) => boolean,
): boolean {
  let at = 0;
  let lastAny = -1;
  let taken = 0;
  for (let next = 0; next < items.length; ) {
    const wanted = row[at];
    if (wanted === ANY) {
      lastAny = at;
      taken = next;
      at += 1;
    } else if (at < row.length && fits(wanted as Wanted, items[next] as Item)) {
      at += 1;
      next += 1;
    } else if (lastAny >= 0) {
      taken += 1;
      next = taken;
      at = lastAny + 1;
    } else return false;
  }
  return row.slice(at).every((wanted) => wanted === ANY);
}

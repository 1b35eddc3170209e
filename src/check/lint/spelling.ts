/** Letters that one rule compares to tell what was meant: thousands of unknown names get no proposal after that. */
const MAX_COMPARED = 20_000_000;

/** A longer name is not a slip of the pen. */
const MAX_LENGTH = 200;

/** {@link nearest} for a rule that may have thousands of names to ask about: with a budget for all of them. */
export function createNearest(): typeof nearest {
  let left = MAX_COMPARED;
  return (name, known) => {
    if (left <= 0) return undefined;
    const candidates = [...known];
    for (const candidate of candidates) left -= 20 + compared(name, candidate);
    return nearest(name, candidates);
  };
}

/** What it costs to compare two names. */
function compared(a: string, b: string): number {
  return mayBeNear(a, b) ? a.length * b.length : 0;
}

function mayBeNear(a: string, b: string): boolean {
  return Math.max(a.length, b.length) <= MAX_LENGTH && Math.abs(a.length - b.length) <= MOST_STEPS;
}

/** The name that was meant in all likelihood; undefined where none is near. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (!mayBeNear(name, candidate)) continue;
    const steps = stemOf(candidate) === stemOf(name) ? 0 : stepsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (steps >= least || steps > allowed(name, candidate)) continue;
    best = candidate;
    least = steps;
  }
  return best;
}

/** Names of more different lengths are not near, even by their stems. */
const MOST_STEPS = 10;

/** One slip in a short word, two in a long one. */
function allowed(name: string, candidate: string): number {
  const shorter = Math.min(name.length, candidate.length);
  return shorter < 3 ? 0 : shorter < 7 ? 1 : 2;
}

/** Without case, hyphens and the endings that tell one from many. */
function stemOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9$]/g, '')
    .replace(/ies$/, 'y')
    .replace(/(?:es|s|d)$/, '');
}

/** How many letters are added, left out, changed or swapped with their neighbour. */
function stepsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let steps = Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      row.push(steps);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

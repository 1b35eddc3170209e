/**
 * About how many states the automaton of a pattern has: one a character or class, as often as it is repeated. Never
 * infinite, and found in one pass, so that a pattern of a few characters that means a million is known before it is
 * compiled.
 */
export function statesOf(pattern: string): number {
  /** The states of each open group, the outermost first. */
  const open: number[] = [0];
  /** Those of the last atom, which a quantifier repeats. */
  let last = 0;
  for (const [token] of pattern.matchAll(TOKENS)) {
    const top = open.length - 1;
    if (token.startsWith('(')) {
      open.push(0);
      last = 0;
    } else if (token === ')') {
      last = top > 0 ? (open.pop() ?? 0) : 0;
      open[open.length - 1] = (open.at(-1) ?? 0) + last;
    } else if (token.startsWith('{')) {
      const [low = '', high = low] = token.slice(1, -1).split(',');
      const times = Math.max(Number(low), Number(high));
      open[top] = Math.min((open[top] ?? 0) + last * Math.max(times - 1, 0), Number.MAX_SAFE_INTEGER);
    } else if (!/^[*+?|]$/.test(token)) {
      last = 1;
      open[top] = (open[top] ?? 0) + 1;
    }
  }
  return open.reduce((sum, states) => sum + states, 0);
}

/** A class, an escape, the beginning of a group, a repetition, or any character. */
const TOKENS = /\[(?:\\[\s\S]|[^\]\\])*\]|\\[\s\S]|\((?:\?(?::|<?[=!]|<[^>]*>))?|\{\d+(?:,\d*)?\}|[\s\S]/g;

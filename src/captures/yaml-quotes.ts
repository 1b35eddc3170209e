/** Where a line of a YAML text begins. */
export interface LineStart {
  /** Whether the line begins inside a quoted scalar that an earlier line opened. */
  readonly isInside: boolean;
  /** The indentation of the line that opened it. */
  readonly openedAt: number;
}

const INDICATORS = /^(?:-(?:[ \t]+|$))*/;
/** A key with its colon: quoted, or plain text without a colon that ends a key (YAML 1.2 §7.4.2). */
const KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s'"[\]{}#|>&*!%@`,?-][^:]*(?::(?!\s|$)[^:]*)*)[ \t]*:(?=\s|$)/;
/** A key is at most this long (YAML 1.2 §7.4.2: an implicit key has 1024 characters). */
const MAX_KEY = 1100;
/** A tag or an anchor. */
const PROPERTIES = /^(?:[!&]\S*(?:[ \t]+|$))+/;

/**
 * Follows the quoted scalars of a YAML text in block style, line by line (YAML 1.2 §7.3). go-yaml and libyaml read
 * scalars whose later lines are not indented, so indentation alone does not show where an entry ends.
 */
export function quotedScalars(): (line: string) => LineStart {
  let quote: '"' | "'" | undefined;
  let openedAt = 0;
  /** Open brackets of a flow collection. */
  let flow = 0;
  /** The indentation above which lines are text: of a block scalar, or of a plain scalar of several lines. */
  let textAbove: number | undefined;

  /** Reads values from `at` to the end of the line, and stores what is open then. */
  const scan = (line: string, from: number): void => {
    let isStart = true;
    for (let at = from; at < line.length; at += 1) {
      const character = line[at];
      if (quote !== undefined) {
        const end = endOfQuote(line, at, quote);
        if (end === undefined) return;
        quote = undefined;
        at = end;
        isStart = false;
      } else if (character === '#' && (at === 0 || /\s/.test(line[at - 1] ?? ''))) return;
      else if ((character === '"' || character === "'") && isStart) quote = character;
      else if (flow > 0 || isStart) {
        if (character === '[' || character === '{') flow += 1;
        else if ((character === ']' || character === '}') && flow > 0) flow -= 1;
        else if (flow === 0 && !/\s/.test(character ?? '')) return;
        isStart = flow > 0 && /[[{,:\s]/.test(character ?? '');
      }
    }
  };

  return (line) => {
    const start = { isInside: quote !== undefined, openedAt };
    const depth = line.search(/\S/);
    if (start.isInside || flow > 0) {
      scan(line, 0);
      return start;
    }
    if (depth < 0) return start;
    if (textAbove !== undefined && depth > textAbove) return start;
    textAbove = undefined;
    if (line[depth] === '#') return start;
    const dashes = INDICATORS.exec(line.slice(depth))?.[0].length ?? 0;
    const key = KEY.exec(line.slice(depth + dashes, depth + dashes + MAX_KEY))?.[0].length ?? 0;
    const after = depth + dashes + key;
    const value = line.slice(after).trimStart();
    const rest = value.replace(PROPERTIES, '');
    // The text of a list item is indented more than its dash, that of a member more than its key.
    openedAt = key > 0 ? depth + dashes : Math.max(0, depth + dashes - 2);
    if (rest === '' || rest.startsWith('#')) return start;
    if (!/^["'[{]/.test(rest)) textAbove = openedAt;
    else scan(line, line.length - rest.length);
    return start;
  };
}

/** The place of the closing quote; undefined where the line has none. */
function endOfQuote(line: string, from: number, quote: '"' | "'"): number | undefined {
  for (let at = from; at < line.length; at += 1) {
    if (quote === '"' && line[at] === '\\') at += 1;
    else if (line[at] === quote) {
      if (quote === "'" && line[at + 1] === "'") at += 1;
      else return at;
    }
  }
  return undefined;
}

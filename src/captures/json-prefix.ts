import { type JsonValue, readJson } from '../model/index.js';

const BACKSLASH = 0x5c;

/** A JSON text, or as much of it as is there. */
export interface JsonPrefix {
  readonly value: JsonValue;
  /**
   * Where the text is cut: names and indices that lead to the innermost object or list that has no end. Those on the
   * way lack some of their members.
   */
  readonly openAt?: readonly (string | number)[];
}

/** An object or list that has no end yet. */
interface Open {
  readonly closer: '}' | ']';
  /** The member that is being read. */
  key: string | number;
  /** Up to here the text is whole, but for what closes it. */
  safeEnd: number;
}

/**
 * Parses a JSON text that may end too early: then what is whole of it, closed where it ends.
 * @throws SyntaxError where it is wrong before its end
 */
export function parseJsonPrefix(text: string): JsonPrefix {
  try {
    return { value: readJson(text) };
  } catch (error) {
    const open = openAtEnd(text);
    const innermost = open.at(-1);
    if (!innermost) throw error;
    const closers = open.map(({ closer }) => closer).reverse();
    const value: JsonValue = JSON.parse(text.slice(0, innermost.safeEnd) + closers.join(''));
    return { value, openAt: open.slice(0, -1).map(({ key }) => key) };
  }
}

/** Whether the text is cut inside the value to which the names and indices lead. */
export function isOpenAt({ openAt }: JsonPrefix, way: readonly (string | number)[]): boolean {
  return openAt !== undefined && way.every((token, index) => openAt[index] === token);
}

/** A way as a pointer, its first steps where it is long. */
export function wayText(way: readonly (string | number)[]): string {
  return `/${way.slice(0, MAX_STEPS).join('/')}${way.length > MAX_STEPS ? '/…' : ''}`.slice(0, MAX_WAY_TEXT);
}

const MAX_STEPS = 12;
const MAX_WAY_TEXT = 200;

/** The parts that are still open where the text ends; empty if the text is balanced. */
function openAtEnd(text: string): Open[] {
  const open: Open[] = [];
  let name = '';
  for (let at = 0; at < text.length; at += 1) {
    const innermost = open.at(-1);
    const character = text[at];
    if (character === '"') {
      const end = stringEnd(text, at);
      if (end < 0) break;
      name = text.slice(at, end + 1);
      at = end;
    } else if (character === '{') open.push({ closer: '}', key: '', safeEnd: at + 1 });
    else if (character === '[') open.push({ closer: ']', key: 0, safeEnd: at + 1 });
    else if (!innermost) continue;
    else if (character === ':') innermost.key = nameOf(name);
    else if (character === ',') {
      innermost.safeEnd = at;
      if (typeof innermost.key === 'number') innermost.key += 1;
    } else if (character === '}' || character === ']') {
      open.pop();
      const outer = open.at(-1);
      if (!outer) return [];
      outer.safeEnd = at + 1;
    }
  }
  return open;
}

/** @returns the index of the closing quote, -1 without one */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return '';
  }
}

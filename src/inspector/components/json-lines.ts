import { isNumeric } from '../../model/exact-number.js';
import { isObject, type JsonValue } from '../../model/json.js';
import { child } from '../../model/pointer.js';

/** More lines than a reader would read make the page slow. */
const MAX_LINES = 3000;

/** A line of JSON as it is shown. */
export interface JsonLine {
  readonly depth: number;
  /** The JSON Pointer (RFC 6901) of the value that begins on this line; undefined on a line that only closes. */
  readonly pointer?: string;
  readonly parts: readonly Part[];
}

/** A piece of a line, and the kind by which it is colored. */
export type Part = readonly [kind: 'key' | 'string' | 'number' | 'literal' | 'plain' | 'left-out', text: string];

/** JSON on lines. `leftOut`: how many more there are. */
export function jsonLines(value: JsonValue): { readonly lines: readonly JsonLine[]; readonly leftOut: number } {
  const lines: JsonLine[] = [];
  addLines(lines, value, { pointer: '', depth: 0, before: [], after: '' });
  return { lines: lines.slice(0, MAX_LINES), leftOut: Math.max(0, lines.length - MAX_LINES) };
}

interface Place {
  readonly pointer: string;
  readonly depth: number;
  /** Text before the value on its line: its name. */
  readonly before: readonly Part[];
  /** Text after it: a comma. */
  readonly after: string;
}

function addLines(lines: JsonLine[], value: JsonValue, { pointer, depth, before, after }: Place): void {
  const members = membersOf(value);
  if (!members || members.length === 0 || lines.length > MAX_LINES) {
    lines.push({ depth, pointer, parts: [...before, scalar(value), ['plain', after]] });
    return;
  }
  const isList = Array.isArray(value);
  lines.push({ depth, pointer, parts: [...before, ['plain', isList ? '[' : '{']] });
  for (const [index, [name, member]] of members.entries()) {
    const key: Part[] = isList
      ? []
      : [
          ['key', JSON.stringify(name)],
          ['plain', ': '],
        ];
    const comma = index < members.length - 1 ? ',' : '';
    addLines(lines, member, { pointer: child(pointer, name), depth: depth + 1, before: key, after: comma });
  }
  lines.push({ depth, parts: [['plain', `${isList ? ']' : '}'}${after}`]] });
}

function membersOf(value: JsonValue): [string, JsonValue][] | undefined {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  if (!isObject(value)) return undefined;
  return Object.keys(value).map((name) => [name, value[name] ?? null]);
}

function scalar(value: JsonValue): Part {
  if (typeof value === 'string') {
    const isLeftOut = /^(?:…|\[…|\{…)/.test(value);
    return isLeftOut ? ['left-out', value] : ['string', JSON.stringify(value)];
  }
  if (isNumeric(value)) return ['number', String(value)];
  if (value === null || typeof value === 'boolean') return ['literal', String(value)];
  return ['plain', Array.isArray(value) ? '[]' : '{}'];
}

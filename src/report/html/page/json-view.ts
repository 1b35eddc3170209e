import { isNumeric } from '../../../model/exact-number.js';
import { isObject, type JsonValue } from '../../../model/json.js';
import { child } from '../../../model/pointer.js';
import { count, element } from './dom.js';

/** More lines than a reader would read make the page slow. */
const MAX_LINES = 3000;

interface Line {
  readonly depth: number;
  readonly isMarked: boolean;
  readonly parts: readonly Part[];
}

type Part = readonly [kind: 'key' | 'string' | 'number' | 'literal' | 'plain' | 'left-out', text: string];

/** JSON on lines, what the pointer points to marked. @param pointer undefined marks nothing */
export function jsonView(value: JsonValue, pointer: string | undefined): HTMLElement {
  const lines: Line[] = [];
  addLines(lines, value, { pointer: '', target: pointer, depth: 0, before: [], after: '' });
  const shown = lines.slice(0, MAX_LINES).map(({ depth, isMarked, parts }) => {
    const made = element('span', { class: isMarked ? 'line marked' : 'line' }, '  '.repeat(depth));
    for (const [kind, text] of parts) made.append(element('span', { class: kind }, text));
    made.append('\n');
    return made;
  });
  const code = element('code', {}, ...shown);
  if (lines.length > MAX_LINES)
    code.append(element('span', { class: 'line left-out' }, `… ${count(lines.length - MAX_LINES, 'more line')}`));
  return element('pre', { class: 'json', tabindex: 0 }, code);
}

interface Place {
  readonly pointer: string;
  readonly target: string | undefined;
  readonly depth: number;
  /** Text before the value on its line: its name. */
  readonly before: readonly Part[];
  /** Text after it: a comma. */
  readonly after: string;
}

function addLines(lines: Line[], value: JsonValue, place: Place): void {
  const { pointer, target, depth, before, after } = place;
  const isMarked = target !== undefined && pointer === target;
  const members = membersOf(value);
  if (!members || members.length === 0 || lines.length > MAX_LINES) {
    lines.push({ depth, isMarked, parts: [...before, scalar(value), ['plain', after]] });
    return;
  }
  const isList = Array.isArray(value);
  lines.push({ depth, isMarked, parts: [...before, ['plain', isList ? '[' : '{']] });
  for (const [index, [name, member]] of members.entries()) {
    const key: Part[] = isList
      ? []
      : [
          ['key', JSON.stringify(name)],
          ['plain', ': '],
        ];
    addLines(lines, member, {
      pointer: child(pointer, name),
      target,
      depth: depth + 1,
      before: key,
      after: index < members.length - 1 ? ',' : '',
    });
  }
  lines.push({ depth, isMarked: false, parts: [['plain', `${isList ? ']' : '}'}${after}`]] });
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

import { isNumeric, isObject, type JsonValue } from '../../model/index.js';
import { moved } from '../numbers.js';
import { restOf, tupleOf } from '../reading/schema.js';
import { STRANGE, type ValueFamily, type ValueMutation } from './fault.js';

const MAX_MADE = 2_000;

/** Lists too short, too long, with twins, with an item too many, or without the item that must be there. */
export const arrays: ValueFamily = ({ rules, location, value }) => {
  if (!Array.isArray(value)) return [];
  const faults: ValueMutation[] = [];
  const add = (name: ValueMutation['class'], keyword: string, candidates: readonly JsonValue[]): void => {
    faults.push({ class: name, keyword, location, candidates });
  };
  for (const rule of rules) {
    const { minItems, maxItems } = rule;
    if (typeof minItems === 'number' && minItems > 0) add('min-items', 'minItems', [value.slice(0, minItems - 1)]);
    if (typeof maxItems === 'number' && maxItems < MAX_MADE)
      add('max-items', 'maxItems', [longer(value, maxItems + 1)]);
    if (rule.uniqueItems === true) add('unique-items', 'uniqueItems', withTwins(value));
    if (tupleOf(rule).length > 0 && restOf(rule) === false)
      add('tuple-too-long', 'items', [longer(value.slice(0, tupleOf(rule).length), tupleOf(rule).length + 1)]);
    if (rule.unevaluatedItems === false)
      add('unevaluated-item', 'unevaluatedItems', [
        [...value, STRANGE],
        [...value, 12345],
      ]);
    if (rule.contains !== undefined) add('contains', 'contains', [...without(value), [...value, ...value], []]);
  }
  return faults;
};

/** The list grown to a length with items like its own, that differ where they can. */
function longer(items: readonly JsonValue[], length: number): JsonValue[] {
  const grown = [...items];
  const model = items.at(-1) ?? null;
  while (grown.length < length) grown.push(different(model, grown.length));
  return grown;
}

function different(model: JsonValue, turn: number): JsonValue {
  if (isNumeric(model)) return moved(model, turn);
  if (typeof model === 'string') return /^[a-z]+$/i.test(model) ? `${model}${'x'.repeat(turn)}` : model;
  return isObject(model) || Array.isArray(model) ? model : null;
}

/** The list with an item twice: added, or in another's stead; once with its members in another order. */
function withTwins(items: readonly JsonValue[]): JsonValue[] {
  const [first] = items;
  if (first === undefined) return [];
  const turned = isObject(first) ? Object.fromEntries(Object.entries(first).reverse()) : first;
  return [
    [...items.slice(0, -1), turned].length > 1 && items.length > 1
      ? [...items.slice(0, -1), turned]
      : [...items, turned],
    [...items, turned],
  ];
}

/** Lists without one of the items, and with one item for all. */
function without(items: readonly JsonValue[]): JsonValue[] {
  return items.flatMap((item, index) => [[...items.slice(0, index), ...items.slice(index + 1)], items.map(() => item)]);
}

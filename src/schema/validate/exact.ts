import type { FuncKeywordDefinition } from 'ajv/dist/2020.js';
import {
  compareNumbers,
  ExactNumber,
  isContainer,
  isMultipleOf,
  isNumeric,
  isObject,
  isWhole,
  type JsonObject,
  type JsonValue,
  type Numeric,
  own,
  sameJson,
  setMember,
  wholeDigits,
} from '../../model/index.js';
import type { BranchBudget } from './branch-budget.js';
import { repetition } from './unique.js';

type Judge<Data> = (data: Data, place?: Place) => boolean;

/**
 * Judging numbers by their digits, where a value or a schema has some that no double holds (`ExactNumber`).
 *
 * ajv knows doubles only. So a value with exact numbers is not given to it as it is: `enter` makes a copy in which each
 * of them is a double of the same kind, whole or not, inside or outside `int64`. That is all that `type` and `format`
 * ask. The keywords that compare numbers are replaced in the engines of an `Exactness`: they look up the number behind
 * the double, by the container and the name under which ajv found it.
 *
 * These engines are compiled for the first value with such a number, or at once where a schema itself has one
 * (`maximum: 9223372036854775807`). All other values go to the ordinary engines, and are never searched twice:
 * `readJson` says whether a text has such numbers.
 */
export interface Exactness {
  /** Judges a value with exact numbers: `judge` gets the copy for ajv. */
  within<Result>(value: JsonValue, judge: (copy: JsonValue) => Result): Result;
}

/** Where ajv found a value. */
interface Place {
  readonly parentData?: unknown;
  readonly parentDataProperty?: string | number;
}

/** The keywords of an engine that depend on numbers, made to compare digits. */
export function exactKeywords(budget: BranchBudget): {
  readonly keywords: readonly FuncKeywordDefinition[];
  readonly exactness: Exactness;
} {
  const originals = new WeakMap<object, JsonValue>();
  /** The value itself, where it is a number. */
  let root: ExactNumber | undefined;

  const original = (data: JsonValue, { parentData, parentDataProperty }: Place = {}): JsonValue => {
    if (isContainer(data)) return originals.get(data) ?? data;
    if (typeof data !== 'number') return data;
    if (parentData === undefined || parentDataProperty === undefined) return root ?? data;
    const container = isContainer(parentData) ? originals.get(parentData) : undefined;
    if (Array.isArray(container)) return container[Number(parentDataProperty)] ?? data;
    return isObject(container) ? (own(container, String(parentDataProperty)) ?? data) : data;
  };
  const numberAt = (data: number, place?: Place): Numeric => {
    const found = original(data, place);
    return isNumeric(found) ? found : data;
  };

  const bound = (keyword: string, holds: (order: number) => boolean): FuncKeywordDefinition => ({
    keyword,
    type: 'number',
    errors: false,
    compile:
      (limit: Numeric): Judge<number> =>
      (data, place) =>
        !Number.isNaN(data) && holds(compareNumbers(numberAt(data, place), limit)),
  });
  const keywords: readonly FuncKeywordDefinition[] = [
    bound('minimum', (order) => order >= 0),
    bound('maximum', (order) => order <= 0),
    bound('exclusiveMinimum', (order) => order > 0),
    bound('exclusiveMaximum', (order) => order < 0),
    {
      keyword: 'multipleOf',
      type: 'number',
      errors: false,
      compile:
        (step: Numeric): Judge<number> =>
        (data, place) =>
          isMultipleOf(numberAt(data, place), step),
    },
    {
      keyword: 'const',
      errors: false,
      compile:
        (wanted: JsonValue): Judge<JsonValue> =>
        (data, place) =>
          sameJson(wanted, original(data, place)),
    },
    {
      keyword: 'enum',
      schemaType: 'array',
      errors: false,
      compile:
        (wanted: readonly JsonValue[]): Judge<JsonValue> =>
        (data, place) => {
          const value = original(data, place);
          return wanted.some((member) => sameJson(member, value));
        },
    },
    repetition(budget, (items) => {
      const found = original(items);
      return Array.isArray(found) ? found : items;
    }),
  ];
  const copied = (value: JsonValue): JsonValue => {
    if (value instanceof ExactNumber) return standIn(value);
    if (!isContainer(value)) return value;
    const copy = isObject(value) ? copyOfObject(value) : copyOfList(value);
    if (copy !== value) originals.set(copy, value);
    return copy;
  };
  const copyOfList = (value: readonly JsonValue[]): readonly JsonValue[] => {
    const items = value.map(copied);
    return items.some((item, index) => item !== value[index]) ? items : value;
  };
  const copyOfObject = (value: JsonObject): JsonObject => {
    const copy: Record<string, JsonValue | undefined> = Object.create(Object.getPrototypeOf(value));
    let isChanged = false;
    for (const [name, member] of Object.entries(value)) {
      const inner = member === undefined ? member : copied(member);
      isChanged ||= inner !== member;
      setMember(copy, name, inner);
    }
    return isChanged ? copy : value;
  };

  const exactness: Exactness = {
    within(value, judge) {
      const outer = root;
      root = value instanceof ExactNumber ? value : undefined;
      try {
        return judge(copied(value));
      } finally {
        root = outer;
      }
    },
  };
  return { keywords, exactness };
}

const INT64 = 2n ** 63n;
/** The doubles next to the range of `int64`. */
const ABOVE = 2 ** 63 + 2 ** 11;
const BELOW = -ABOVE;

/** A double that is of the same type and sign as a number, and in the same range of `int64`. */
function standIn(number: ExactNumber): number {
  const nearest = Number(number);
  if (!isWhole(number)) {
    if (!Number.isInteger(nearest)) return nearest;
    return String(number).startsWith('-') ? -0.5 : 0.5;
  }
  if (!Number.isFinite(nearest)) return nearest > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
  if (Math.abs(nearest) !== 2 ** 63) return nearest;
  const digits = wholeDigits(number);
  if (digits >= INT64) return ABOVE;
  return digits < -INT64 ? BELOW : nearest;
}

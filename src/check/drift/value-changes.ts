import {
  child,
  compareNumbers,
  isNumeric,
  isObject,
  type JsonValue,
  type Numeric,
  own,
  type Pointer,
  sameJson,
  writeJson,
} from '../../model/index.js';
import { redactValue } from '../../redact/index.js';
import { type Change, countedChange, named, newTally, objectAt, type Tally } from './change.js';
import { Inference, type Memory } from './inference.js';
import type { Proposal } from './proposal.js';

/** More members than any enumeration has. */
const MAX_MEMBERS = 50;

/**
 * An enumeration, or a constant, has further members. Where they have no end, or are nothing to be written down, it is
 * none.
 */
export function newMembers(pointer: Pointer, keyword: 'enum' | 'const', { redactor }: Memory): Change {
  const all = newTally();
  const members = new Map<string, { readonly value: JsonValue; readonly tally: Tally }>();
  let isOpen = false;
  return {
    see({ violation: { value = null, location }, sight }) {
      all.add(sight);
      const key = writeJson(value);
      const known = members.get(key) ?? { value, tally: newTally() };
      if (
        !members.has(key) &&
        (members.size >= MAX_MEMBERS || !sameJson(redactValue(value, location, redactor), value))
      )
        isOpen = true;
      else members.set(key, known);
      known.tally.add(sight);
    },
    propose(subject) {
      const { seen } = all;
      const node = objectAt(subject, pointer);
      const before = node?.[keyword];
      if (!seen || !node || before === undefined) return [];
      const remove = { target: child(pointer, keyword), remove: true } as const;
      if (isOpen || (keyword === 'const' && node.enum !== undefined)) {
        const kind = keyword === 'enum' ? 'enumeration' : 'constant';
        return [{ ...remove, what: `${named(pointer)} is no ${kind}: its values have no end, or are secret.`, seen }];
      }
      const update = keyword === 'const' ? [before, ...[...members.values()].map(({ value }) => value)] : undefined;
      if (update) {
        const what = `${named(pointer)} may be ${[...members.keys()].join(', ')}.`;
        return [
          { ...remove, what, seen },
          { target: pointer, update: { enum: update }, what, seen },
        ];
      }
      return [...members].map(([key, { value, tally }]) => ({
        target: pointer,
        update: { enum: [value] },
        what: `${named(pointer)} may be ${key}.`,
        seen: tally.seen ?? seen,
      }));
    },
  };
}

/** A value has other types than the documented ones. */
export function newTypes(pointer: Pointer, memory: Memory): Change {
  const tally = newTally();
  const values = new Inference(memory);
  return {
    see({ violation: { value = null }, sight }) {
      tally.add(sight);
      values.add(value);
    },
    propose(subject) {
      const { seen } = tally;
      const node = objectAt(subject, pointer);
      if (!seen || !node || node.type === undefined) return [];
      const before = (Array.isArray(node.type) ? node.type : [node.type]).filter((type) => typeof type === 'string');
      const found = values.kinds();
      const isNullable = values.sawNull;
      const what = `${named(pointer)} may be ${[...found, ...(isNullable ? ['null'] : [])].join(' or ')}.`;
      const { properties, items, additionalProperties } = values.ownSchema(subject.writer);
      const inner = {
        ...(isObject(properties) && node.properties === undefined ? { properties } : {}),
        ...(additionalProperties !== undefined && node.additionalProperties === undefined
          ? { additionalProperties }
          : {}),
        ...(items !== undefined && node.items === undefined ? { items } : {}),
      };
      const { replacesType, update } = subject.writer.widen(node, {
        types: union(before, found),
        hasNewType: found.length > 0,
        isNullable,
        inner,
      });
      const change: Proposal = { target: pointer, update, what, seen };
      return replacesType ? [{ target: child(pointer, 'type'), remove: true, what, seen }, change] : [change];
    },
  };
}

function union(before: readonly string[], found: readonly string[]): string[] {
  const types = [...new Set([...before, ...found])];
  return types.includes('number') ? types.filter((type) => type !== 'integer') : types;
}

/** The change that lets a reference to a component be null, though the component itself is not. */
export function newNullable(pointer: Pointer): Change {
  return countedChange((subject, seen) => {
    const node = objectAt(subject, pointer);
    const reference = node?.$ref;
    if (!node || typeof reference !== 'string' || node.anyOf !== undefined || node.allOf !== undefined) return [];
    const what = `${named(pointer)} may be null.`;
    return [
      { target: child(pointer, '$ref'), remove: true, what, seen },
      { target: pointer, update: subject.writer.nullableReference(reference), what, seen },
    ];
  });
}

/** A value lies beyond a documented bound; the bound is moved to the farthest that was seen. */
export function newBound(pointer: Pointer, keyword: BoundKeyword, { redactor }: Memory): Change {
  const tally = newTally();
  const isLow = BOUNDS[keyword];
  let farthest: Numeric | undefined;
  return {
    see({ violation: { value = null, location }, sight }) {
      const isSecret = !sameJson(redactValue(value, location, redactor), value);
      const size = keyword.endsWith('imum') ? (isSecret ? undefined : value) : sizeOf(value);
      if (!isNumeric(size)) return;
      tally.add(sight);
      const order = farthest === undefined ? 0 : compareNumbers(size, farthest);
      if (farthest === undefined || (isLow ? order < 0 : order > 0)) farthest = size;
    },
    propose(subject) {
      const { seen } = tally;
      const node = objectAt(subject, pointer);
      if (!seen || farthest === undefined || node?.[keyword] === undefined) return [];
      const what = `${named(pointer)} has ${keyword} ${farthest}.`;
      if (!isExclusive(keyword)) return [{ target: pointer, update: { [keyword]: farthest }, what, seen }];
      const inclusive = isLow ? 'minimum' : 'maximum';
      if (typeof node[keyword] === 'boolean')
        return [{ target: pointer, update: { [keyword]: false, [inclusive]: farthest }, what, seen }];
      const remove: Proposal = { target: child(pointer, keyword), remove: true, what, seen };
      return node[inclusive] === undefined
        ? [remove, { target: pointer, update: { [inclusive]: farthest }, what, seen }]
        : [remove];
    },
  };
}

/** Keywords that bound a value, and whether from below. */
export const BOUNDS = {
  minimum: true,
  maximum: false,
  exclusiveMinimum: true,
  exclusiveMaximum: false,
  minLength: true,
  maxLength: false,
  minItems: true,
  maxItems: false,
  minProperties: true,
  maxProperties: false,
} as const satisfies Readonly<Record<string, boolean>>;

export type BoundKeyword = keyof typeof BOUNDS;

/** Whether a keyword is such a bound. */
export function isBound(keyword: string): keyword is BoundKeyword {
  return Object.hasOwn(BOUNDS, keyword);
}

function isExclusive(keyword: BoundKeyword): boolean {
  return keyword.startsWith('exclusive');
}

/** Characters of a text, items of an array, members of an object. */
function sizeOf(value: JsonValue): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0;
}

/** A rule that the traffic breaks, and that no other value of the keyword would fit: it is removed. */
export function newWithoutRule(pointer: Pointer, keyword: string): Change {
  return countedChange((subject, seen) => {
    const node = objectAt(subject, pointer);
    if (!node || own(node, keyword) === undefined) return [];
    return [
      {
        target: child(pointer, keyword),
        remove: true,
        what: `${named(pointer)} does not keep its ${keyword}.`,
        seen,
      },
    ];
  });
}

/** No alternative fits: there is another one. More than one fits: they exclude each other no longer. */
export function newBranch(pointer: Pointer, keyword: 'anyOf' | 'oneOf', memory: Memory): Change {
  const tally = newTally();
  const values = new Inference(memory);
  const members = new Map<string, JsonValue>();
  let isAmbiguous = false;
  return {
    see({ violation: { value = null, params }, sight }) {
      tally.add(sight);
      if (typeof params.matched === 'number' && params.matched > 1) isAmbiguous = true;
      else {
        values.add(value);
        if (members.size <= MAX_MEMBERS) members.set(writeJson(value), value);
      }
    },
    propose(subject) {
      const { seen } = tally;
      const node = objectAt(subject, pointer);
      const branches = node?.[keyword];
      if (!seen || !node || !Array.isArray(branches)) return [];
      const isNamed = branches.every((branch) => isObject(branch) && (branch.enum ?? branch.const) !== undefined);
      const isEnough = values.kinds().length > 0 || values.sawNull;
      const isShort =
        members.size <= MAX_MEMBERS &&
        [...members.values()].every((value) => sameJson(redactValue(value, '', memory.redactor), value));
      const schema = isNamed && isShort ? { enum: [...members.values()] } : values.schema(subject.writer);
      const isNull = values.sawNull && values.kinds().length === 0;
      const more = isEnough ? [isNull && !isNamed ? subject.writer.nullOnly : schema] : [];
      if (!isAmbiguous)
        return [{ target: pointer, update: { [keyword]: more }, what: `${named(pointer)} has another form.`, seen }];
      const what = `The forms of ${named(pointer)} do not exclude each other.`;
      const remove: Proposal = { target: child(pointer, 'oneOf'), remove: true, what, seen };
      return node.anyOf === undefined
        ? [remove, { target: pointer, update: { anyOf: [...branches, ...more] }, what, seen }]
        : [remove];
    },
  };
}

import { child, isObject, type JsonValue, type Pointer } from '../../model/index.js';
import { type Change, named, newTally, objectAt, type Subject, type Tally } from './change.js';
import { Inference, type Memory, mergedOf } from './inference.js';
import { isWritable, looksLikeId } from './name.js';
import type { Proposal } from './proposal.js';

/** Objects with more undocumented names than this are maps: their names are data. */
const MAX_NAMES = 100;

/** An object has members that the document does not name. */
export function newProperties(pointer: Pointer, memory: Memory): Change {
  const names = new Map<string, { readonly values: Inference; readonly tally: Tally }>();
  const all = newTally();
  const others = new Inference(memory);
  let isMap = false;
  return {
    see({ violation, sight }) {
      const name = nameIn(violation.params);
      if (name === undefined) return;
      const value = memberValue(violation.value ?? null, violation.keyword, name);
      all.add(sight);
      let known = names.get(name);
      if (!known) {
        if (names.size >= MAX_NAMES || !isWritable(name, memory.redactor)) {
          isMap = true;
          others.add(value);
          return;
        }
        known = { values: new Inference(memory), tally: newTally() };
        names.set(name, known);
      }
      known.tally.add(sight);
      known.values.add(value);
    },
    propose(subject) {
      const node = objectAt(subject, pointer);
      if (!node || !all.seen) return [];
      const list = [...names.keys()];
      if (isMap || (list.length > 2 && list.every(looksLikeId))) {
        others.merge(mergedOf(new Map([...names].map(([name, { values }]) => [name, values])), memory));
        return mapProposals(subject, pointer, others, all);
      }
      return [...names].flatMap(([name, { values, tally }]) =>
        tally.seen
          ? [
              {
                target: pointer,
                update: { properties: Object.fromEntries([[name, values.schema(subject.writer)]]) },
                what: `${named(pointer)} has a property ${JSON.stringify(name)}.`,
                seen: tally.seen,
              },
            ]
          : [],
      );
    },
  };
}

function nameIn(params: Readonly<Record<string, JsonValue>>): string | undefined {
  for (const key of ['property', 'additionalProperty', 'unevaluatedProperty']) {
    const name = params[key];
    if (typeof name === 'string') return name;
  }
  return undefined;
}

/** Of a closed object the whole object is the value at fault, of an open one the member. */
function memberValue(value: JsonValue, keyword: string, name: string): JsonValue {
  if (keyword === 'undocumented-property') return value;
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
}

function mapProposals(subject: Subject, pointer: Pointer, others: Inference, { seen }: Tally): Proposal[] {
  const node = objectAt(subject, pointer);
  if (!node || !seen) return [];
  const what = `${named(pointer)} is a map: its names are data.`;
  const keyword = node.unevaluatedProperties === false ? 'unevaluatedProperties' : 'additionalProperties';
  const update = { [keyword]: others.schema(subject.writer) };
  return [
    ...(node[keyword] === undefined ? [] : [{ target: child(pointer, keyword), remove: true as const, what, seen }]),
    { target: pointer, update, what, seen },
  ];
}

/** An object lacks members that the document demands. */
export function newOptional(pointer: Pointer): Change {
  const names = new Map<string, Tally>();
  return {
    see({ violation: { params }, sight }) {
      const name = params.missingProperty;
      if (typeof name !== 'string') return;
      const tally = names.get(name) ?? newTally();
      tally.add(sight);
      names.set(name, tally);
    },
    propose(subject) {
      const required = objectAt(subject, pointer)?.required;
      if (!Array.isArray(required)) return [];
      const target = child(pointer, 'required');
      const removals: Proposal[] = [];
      for (const [name, { seen }] of names) {
        const what = `Property ${JSON.stringify(name)} of ${named(pointer)} is not always there.`;
        if (seen && required.includes(name)) removals.push({ target, item: name, remove: true, what, seen });
      }
      const [first] = removals;
      // OpenAPI 3.0 has no empty list of required members.
      if (first && required.every((name) => typeof name === 'string' && names.has(name)))
        return [{ target, remove: true, what: `No property of ${named(pointer)} is always there.`, seen: first.seen }];
      return removals;
    },
  };
}

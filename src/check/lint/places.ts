import type { Contract } from '../../contract/index.js';
import { child, isNumeric, isObject, type JsonObject, type JsonValue, type Pointer } from '../../model/index.js';
import { type Field, mayRefer, type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import { MAX_KEYWORDS, minorOf, targetOf } from '../../schema/index.js';

/** An object of the document, as the specification calls it. */
export interface Place {
  readonly kind: ObjectKind;
  readonly node: JsonObject;
  readonly pointer: Pointer;
  /** The field, map entry or list index that holds it. */
  readonly key: string;
  /** The object around it; for what only a `$ref` leads to, the object around that. */
  readonly parent?: Place;
}

/** A field whose value is of another kind than the specification wants. */
export interface OddValue {
  readonly holder: ObjectKind;
  readonly name: string;
  readonly pointer: Pointer;
  readonly expected: 'text' | 'flag' | 'number' | 'list' | 'object';
  readonly value: JsonValue;
}

/** A `$ref` in the place of an object. */
export interface ReferencePlace {
  readonly kind: ObjectKind;
  readonly node: JsonObject;
  readonly pointer: Pointer;
}

/** All objects of a document, found once for all rules; each once, at its own place. */
export interface Places {
  readonly root: JsonObject;
  /** The minor version of OpenAPI 3. */
  readonly minor: number;
  of(kind: ObjectKind): readonly Place[];
  readonly odd: readonly OddValue[];
  readonly references: readonly ReferencePlace[];
}

/** Walks a document as the specification describes it, through paths, webhooks, callbacks and components. */
export function placesOf({ document }: Pick<Contract, 'document'>): Places {
  const root: JsonObject = document.root;
  const found = new Map<ObjectKind, Place[]>();
  const odd: OddValue[] = [];
  const references: ReferencePlace[] = [];
  const seen = new Set<JsonValue>();

  // References can be chained at will, so what is left to do is kept in a list, in the order of recursion.
  const waiting: (() => void)[] = [];
  const added: (() => void)[] = [];
  const later = (task: () => void): unknown => added.push(task);

  const visit = (kind: ObjectKind, value: JsonValue, pointer: Pointer, key: string, parent?: Place): void => {
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    const { $ref } = value;
    if (typeof $ref === 'string' && mayRefer(kind)) {
      references.push({ kind, node: value, pointer });
      later(() => follow(kind, $ref, pointer, parent));
      if (kind !== 'Schema' && kind !== 'PathItem') return;
    }
    later(() => enter({ kind, node: value, pointer, key, ...(parent ? { parent } : {}) }));
  };

  const enter = (place: Place): void => {
    list(place.kind).push(place);
    const { fields, others } = typeOf(place.kind);
    for (const [name, inner] of Object.entries(place.node)) {
      if (inner === undefined) continue;
      const field = fields.get(name);
      if (field) later(() => visitField(place, name, field, inner));
      else if (others !== undefined && others !== 'data' && !name.startsWith('x-')) {
        later(() => visitField(place, name, { holds: others, in: 'itself', required: false, since: 0 }, inner));
      }
    }
  };

  const list = (kind: ObjectKind): Place[] => {
    const places = found.get(kind) ?? [];
    found.set(kind, places);
    return places;
  };

  const follow = (kind: ObjectKind, reference: string, from: Pointer, parent: Place | undefined): void => {
    if (!reference.startsWith('#/')) return;
    const { schema: target, pointer = '' } = targetOf(root, reference) ?? {};
    if (target === undefined) return;
    if (!isObject(target) && !(kind === 'Schema' && typeof target === 'boolean')) {
      const name = `the target of $ref ${reference}`;
      odd.push({ holder: kind, name, pointer: from, expected: 'object', value: target });
    } else visit(kind, target, pointer, pointer.slice(pointer.lastIndexOf('/') + 1), parent);
  };

  const visitField = (place: Place, name: string, field: Field, value: JsonValue): void => {
    const { holds } = field;
    const pointer = child(place.pointer, name);
    const note = (expected: OddValue['expected']): unknown =>
      odd.push({ holder: place.kind, name, pointer, expected, value });
    if (holds === 'data') return;
    if (holds === 'text' || holds === 'flag' || holds === 'number') {
      const expected = { text: 'string', flag: 'boolean', number: 'number' }[holds];
      if (typeof value !== expected && !(holds === 'number' && isNumeric(value))) note(holds);
      return;
    }
    if (field.in === 'itself') {
      if (isObject(value)) visit(holds, value, pointer, name, place);
      else if (holds !== 'Schema') note('object');
    } else if (field.in === 'list') {
      if (!Array.isArray(value)) {
        if (holds !== 'Schema') note('list');
        return;
      }
      for (const [index, item] of lookedAt(place, [...value.entries()])) {
        const inner = child(pointer, index);
        if (!isObject(item) && holds !== 'Schema') {
          const entry = `entry ${index} of ${name}`;
          later(() => odd.push({ holder: place.kind, name: entry, pointer: inner, expected: 'object', value: item }));
        } else later(() => visit(holds, item, inner, String(index), place));
      }
    } else if (isObject(value)) {
      for (const [key, item] of lookedAt(place, Object.entries(value))) {
        if (item === undefined) continue;
        const inner = child(pointer, key);
        if (!isObject(item) && holds !== 'Schema') {
          later(() => odd.push({ holder: place.kind, name: key, pointer: inner, expected: 'object', value: item }));
        } else later(() => visit(holds, item, inner, key, place));
      }
    } else if (holds !== 'Schema') note('object');
  };

  visit('OpenAPI', root, '', '');
  for (let task: (() => void) | undefined; ; task()) {
    for (let last = added.pop(); last; last = added.pop()) waiting.push(last);
    task = waiting.pop();
    if (!task) break;
  }
  return { root, minor: minorOf(document.root.openapi), of: (kind) => found.get(kind) ?? [], odd, references };
}

/** Of a schema that is too large to be compiled, so many entries of a list or map are looked at. */
const FEW = 1_000;

/** The entries of a list or map that lint looks at. A schema with more has its own finding, `oversized-schema`. */
function lookedAt<Entry>({ kind }: Place, entries: readonly Entry[]): readonly Entry[] {
  return kind === 'Schema' && entries.length > MAX_KEYWORDS ? entries.slice(0, FEW) : entries;
}

/** The nearest object of a kind around a place, or itself. */
export function around(place: Place | undefined, kind: ObjectKind): Place | undefined {
  for (let here = place; here; here = here.parent) if (here.kind === kind) return here;
  return undefined;
}

/** `GET /parcels/{id}` for what belongs to an operation, and the pointer of anything else. */
export function nameOf(place: Place): string {
  if (place.pointer.startsWith('/components/')) return `#${place.pointer}`;
  const operation = around(place, 'Operation');
  const item = around(place, 'PathItem');
  if (operation && item) return `${isField(operation) ? operation.key.toUpperCase() : operation.key} ${item.key}`;
  return place.pointer === '' ? 'the document' : `#${place.pointer}`;
}

/** Whether an operation is a field of its path item, whose name is a method in lower case. */
function isField({ key, pointer, parent }: Place): boolean {
  return parent?.kind !== 'PathItem' || pointer === child(parent.pointer, key);
}

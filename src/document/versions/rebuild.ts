import { at, child, isObject, type JsonObject, type JsonValue, type Pointer, setMember } from '../../model/index.js';
import { type Field, mayRefer, type ObjectKind, typeOf } from '../../model/openapi-objects.js';
import { pointerOfReference } from '../uri.js';

/** An object of a description, as the specification calls it. */
export interface Place {
  readonly kind: ObjectKind;
  /** As the document has it. */
  readonly node: JsonObject;
  readonly pointer: Pointer;
  /** The field, map entry or list index that holds it. */
  readonly key: string;
  /** Whether it is a Reference Object in the place of one. A schema with a `$ref` is a schema. */
  readonly isReference: boolean;
  readonly parent?: Place;
}

/** An object that is being written. */
export type Members = Record<string, JsonValue | undefined>;

/** How a description is written in another way. */
export interface Rewriting {
  /** Changes a copy of an object, whose parts are changed already. `drop` leaves it out of what holds it. */
  change(members: Members, place: Place): 'keep' | 'drop';
  /** What a schema that is `true` or `false` becomes. @default it stays */
  readonly plainSchema?: (schema: boolean) => JsonValue;
}

/** Where a part of a description is that is written by itself. */
export type Start = Pick<Place, 'kind' | 'pointer' | 'key' | 'parent'>;

const WHOLE: Start = { kind: 'OpenAPI', pointer: '', key: '' };

/**
 * A copy of a description with each of its objects changed, the inner ones first. Extensions (`x-`) stay as they are.
 * @param start what `root` is, where it is a part of a description
 */
export function rebuild(root: JsonObject, rewriting: Rewriting, start: Start = WHOLE): JsonObject {
  const { change, plainSchema } = rewriting;
  const visit = (kind: ObjectKind, node: JsonObject, pointer: Pointer, key: string, parent?: Place): Visited => {
    const isReference = typeof node.$ref === 'string' && mayRefer(kind) && kind !== 'Schema' && kind !== 'PathItem';
    const place: Place = { kind, node, pointer, key, isReference, ...(parent ? { parent } : {}) };
    const { fields, others } = typeOf(kind);
    const members: Members = {};
    for (const [name, value] of Object.entries(node)) {
      if (value === undefined) continue;
      const other: Field | undefined =
        others === undefined || name.startsWith('x-')
          ? undefined
          : { holds: others, in: 'itself', required: false, since: 0 };
      const field = isReference ? undefined : (fields.get(name) ?? other);
      const changed = field ? visitField(place, name, field, value) : value;
      if (changed !== DROPPED) setMember(members, name, changed);
    }
    return change(members, place) === 'drop' ? DROPPED : members;
  };
  const visitField = (place: Place, name: string, field: Field, value: JsonValue): Visited => {
    const { holds } = field;
    const pointer = child(place.pointer, name);
    if (holds === 'data' || holds === 'text' || holds === 'flag' || holds === 'number') return value;
    const one = (item: JsonValue, at: Pointer, key: string): Visited => {
      if (holds === 'Schema' && typeof item === 'boolean') return isInner(place, name) ? plain(item) : item;
      return isObject(item) ? visit(holds, item, at, key, place) : item;
    };
    // A list under `items` is the tuple of older drafts.
    if (Array.isArray(value) && (field.in === 'list' || holds === 'Schema'))
      return value.flatMap((item, index) => {
        const changed = one(item, child(pointer, index), String(index));
        return changed === DROPPED ? [] : [changed];
      });
    if (field.in !== 'map') return one(value, pointer, name);
    if (!isObject(value)) return value;
    const map: Members = {};
    for (const [key, item] of Object.entries(value)) {
      const changed = item === undefined ? DROPPED : one(item, child(pointer, key), key);
      if (changed !== DROPPED) setMember(map, key, changed);
    }
    return map;
  };
  const plain = (schema: boolean): JsonValue => plainSchema?.(schema) ?? schema;
  const written = visit(start.kind, root, start.pointer, start.key, start.parent);
  return isObject(written) ? written : {};
}

/** `additionalProperties` is true or false in each version. */
function isInner({ kind }: Place, name: string): boolean {
  return kind !== 'Schema' || name !== 'additionalProperties';
}

const DROPPED = Symbol('dropped');

type Visited = JsonValue | typeof DROPPED;

/** What a Reference Object leads to in the end; undefined where that is nothing, or where it goes in a circle. */
export function referredBy(root: JsonObject, node: JsonObject): { node: JsonObject; pointer: Pointer } | undefined {
  let here: JsonObject = node;
  for (let hops = 0; hops < 64; hops += 1) {
    const { $ref } = here;
    if (typeof $ref !== 'string' || !$ref.startsWith('#')) return undefined;
    const pointer = pointerOfReference($ref);
    const target = pointer === '' || pointer.startsWith('/') ? at(root, pointer) : undefined;
    if (!isObject(target)) return undefined;
    if (typeof target.$ref !== 'string') return { node: target, pointer };
    here = target;
  }
  return undefined;
}

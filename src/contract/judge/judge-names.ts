import { child, isObject, type JsonValue, type Pointer } from '../../model/index.js';
import {
  createMemberTable,
  type Direction,
  type MemberSlot,
  type MemberTable,
  type Schemas,
  type Shape,
} from '../../schema/index.js';
import type { Operation } from '../operation.js';
import { type FewFaults, fewFaults } from './few-faults.js';
import { type Findings, type Policy, severityFor } from './policy.js';

/** Of the context of a value, what is asked here. */
interface NamesContext {
  readonly schemas: Schemas;
  readonly operation: Operation;
  readonly direction: Direction;
  readonly policy: Policy;
  readonly findings: Findings;
}

/** Reports the members of a body that no schema names. */
export function judgeNames(context: NamesContext, schema: Pointer, value: JsonValue): void {
  const shape = context.schemas.shapes.of(schema);
  if (!shape || isAllDocumented(namesOf(shape), value)) return;
  const faults = fewFaults(context, severityFor(context.policy.undocumentedProperties));
  findUndocumented({ context, faults }, shape, value, '');
  faults.end(schema);
}

/** Nothing is documented deeper than this; a body that goes on is made to exhaust the stack. */
const MAX_DEPTH = 200;

/** Whether `findUndocumented` would find nothing: nearly always, and without a pointer to each member. */
function isAllDocumented(names: NamesOf, value: JsonValue, depth = 0): boolean {
  if (depth > MAX_DEPTH) return true;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item = value[index];
      if (typeof item !== 'object' || item === null) continue;
      const below = names.shape.item(index);
      if (below && !isAllDocumented(namesOf(below), item, depth + 1)) return false;
    }
    return true;
  }
  if (!isObject(value)) return true;
  let slot: MemberSlot<Documented> | undefined;
  // Without a list of the members: every body that is judged comes by here.
  for (const name in value) {
    slot = names.members.after(slot, name);
    const below = slot.of;
    if (below === 'undocumented') return false;
    if (below === undefined) continue;
    const member = value[name];
    if (typeof member === 'object' && member !== null && !isAllDocumented(namesOf(below), member, depth + 1))
      return false;
  }
  return true;
}

/** A member's shape; or nothing where no schema names it, and it is not worth a word either. */
type Documented = Shape | 'undocumented' | undefined;

/** What is known of the names of a shape's members. */
interface NamesOf {
  readonly shape: Shape;
  readonly members: MemberTable<Documented>;
}

const knownNames = new WeakMap<Shape, NamesOf>();

function namesOf(shape: Shape): NamesOf {
  const before = knownNames.get(shape);
  if (before) return before;
  const members = createMemberTable<Documented>(
    (name) => shape.property(name) ?? (mustBeNamed(shape, name) ? 'undocumented' : undefined),
  );
  const names = { shape, members };
  knownNames.set(shape, names);
  return names;
}

/** Whether a member that no schema names here is worth a word. */
function mustBeNamed({ namesProperties, closesOthers, welcomesOthers }: Shape, name: string): boolean {
  return namesProperties && !closesOthers && !welcomesOthers && !isAnnotation(name);
}

/** Where undocumented members go. */
interface Search {
  readonly context: NamesContext;
  readonly faults: FewFaults;
}

/** Reports the members that no schema names, where the objects are open and say nothing of further members. */
function findUndocumented(search: Search, shape: Shape, value: JsonValue, location: Pointer, depth = 0): void {
  if (depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object' || item === null) continue;
      const below = shape.item(index);
      if (below) findUndocumented(search, below, item, child(location, index), depth + 1);
    }
    return;
  }
  if (!isObject(value)) return;
  const pointer = shape.schemas[0]?.pointer ?? '';
  const { operation, direction } = search.context;
  for (const name of Object.keys(value)) {
    const member = value[name];
    const below = shape.property(name);
    if (below) {
      if (typeof member === 'object' && member !== null)
        findUndocumented(search, below, member, child(location, name), depth + 1);
    } else if (mustBeNamed(shape, name)) {
      search.faults.add(`${pointer} ${name}`, () => ({
        in: direction,
        part: 'body',
        location: child(location, name),
        keyword: 'undocumented-property',
        params: { property: name },
        pointer,
        ...(member === undefined ? {} : { value: member }),
        ...(operation.provenance ? { documented: operation.provenance } : {}),
      }));
    }
  }
}

/** `@odata.etag`, `members@odata.count`: control information, never a property (OData JSON 4.01 §4.5). */
function isAnnotation(name: string): boolean {
  return name.includes('@odata.');
}

import { child, isObject, type JsonValue, type Pointer } from '../../model/index.js';
import { type Direction, FOUND, type Schemas, type Shape } from '../../schema/index.js';
import type { Operation } from '../operation.js';
import { mustBeNamed, walkOf } from './body-walks.js';
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

/**
 * Reports the members of a body that no schema names.
 * @param found what a walk over the body found, where there was one
 */
export function judgeNames(context: NamesContext, schema: Pointer, value: JsonValue, found?: number): void {
  if (found !== undefined && (found & FOUND.undocumented) === 0) return;
  const { schemas, direction } = context;
  const shape = schemas.shapes.of(schema);
  if (!shape || ((found ?? walkOf(schemas).over(shape, direction, value)) & FOUND.undocumented) === 0) return;
  const faults = fewFaults(context, severityFor(context.policy.undocumentedProperties));
  findUndocumented({ context, faults }, shape, value, '');
  faults.end(schema);
}

/** Nothing is documented deeper than this; a body that goes on is made to exhaust the stack. */
const MAX_DEPTH = 200;

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

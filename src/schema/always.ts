import { child, type Located, type Pointer, pointerOfFragment } from '../model/index.js';
import type { Shape } from './shape.js';

/** A schema of a place and those that apply wherever it does: through `$ref` and `allOf`, whatever the value is. */
export function alwaysWith({ schemas }: Shape, start: Pointer): Located[] {
  const waiting = [start];
  const found: Located[] = [];
  for (const pointer of waiting) {
    const schema = schemas.find((each) => each.pointer === pointer);
    if (!schema) continue;
    found.push(schema);
    const { $ref, allOf } = schema.node;
    const further = [
      ...(typeof $ref === 'string' ? [pointerOfFragment($ref)] : []),
      ...(Array.isArray(allOf) ? allOf.map((_, index) => child(child(pointer, 'allOf'), index)) : []),
    ];
    for (const next of further) if (!waiting.includes(next)) waiting.push(next);
  }
  return found;
}

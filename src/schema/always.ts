import { child, type Located, type Pointer, pointerOfFragment } from '../model/index.js';
import type { Shape } from './shape.js';

/** A schema of a place and those that apply wherever it does: through `$ref` and `allOf`, whatever the value is. */
export function alwaysWith({ schemas }: Shape, start: Pointer): Located[] {
  const places = new Map<Pointer, Located>();
  for (const schema of schemas) if (!places.has(schema.pointer)) places.set(schema.pointer, schema);
  // A set hands out what is added to it while it is walked.
  const waiting = new Set([start]);
  const found: Located[] = [];
  for (const pointer of waiting) {
    const schema = places.get(pointer);
    if (!schema) continue;
    found.push(schema);
    const { $ref, allOf } = schema.node;
    if (typeof $ref === 'string') waiting.add(pointerOfFragment($ref));
    if (Array.isArray(allOf)) for (const index of allOf.keys()) waiting.add(child(child(pointer, 'allOf'), index));
  }
  return found;
}

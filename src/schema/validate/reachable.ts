import type { Pointer } from '../../model/index.js';
import type { Direction } from '../direction.js';
import type { ConvertedSchema, Converter, Use } from './converted.js';

/** A schema and all to which it refers, itself first. @throws RangeError where that is too large */
export function reachable(converter: Converter, pointer: Pointer, direction: Direction, use: Use): ConvertedSchema[] {
  const start = converter.convert(pointer, direction, use);
  const found = new Map([[start.id, start]]);
  let size = 0;
  for (const each of found.values()) {
    size += each.size;
    if (converter.isTooLarge(size)) throw new RangeError(`it leads to more than ${size} keywords`);
    for (const [id, reference] of each.references)
      if (!found.has(id)) found.set(id, converter.convert(reference.pointer, direction, reference));
  }
  return [...found.values()];
}

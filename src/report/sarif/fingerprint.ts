import { type Fault, withoutIndexes } from '../../model/index.js';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/**
 * A name for each fault that stays the same from run to run: it depends on what is wrong and where, and neither on
 * lines of the document nor on the order of the capture. Faults that differ only in their sentence are numbered.
 */
export function fingerprints(faults: readonly Fault[]): string[] {
  const times = new Map<string, number>();
  return faults.map(({ operation, in: side, part, location, item, within, keyword, missing }) => {
    const inItem = item === undefined ? [] : ['item'];
    const inValue = within === undefined ? [] : [withoutIndexes(within)];
    const place = [operation, side, part, withoutIndexes(location), ...inItem, ...inValue];
    const hash = fnv1a(JSON.stringify([...place, keyword, missing ?? '']));
    const nth = (times.get(hash) ?? 0) + 1;
    times.set(hash, nth);
    return `${hash}:${nth}`;
  });
}

/** FNV-1a, 64 bits, of UTF-16 code units. */
export function fnv1a(text: string): string {
  let hash = OFFSET;
  for (let index = 0; index < text.length; index += 1)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * PRIME);
  return hash.toString(16).padStart(16, '0');
}

import type { Expected, FaultClass, Mutant, SkipReason } from './mutant.js';
import type { Carried, Specimen } from './specimen.js';
import { valueMutants } from './value-mutants.js';

/** The outcome for a fault of the catalogue: an exchange that has it, or the reason why there is no such exchange. */
export type Seeded = { readonly mutant: Mutant } | { readonly skipped: SkipReason; readonly class: FaultClass };

const NONE: ReadonlySet<string> = new Set();

/**
 * Every fault of the catalogue that the specimen offers, each alone, in the order of the seed.
 * @param perClass how many of a class are seeded into one message
 */
export function* mutantsOf(
  specimen: Specimen,
  { perClass, seed }: { perClass: number; seed: string },
): Generator<Seeded> {
  const { operation } = specimen;
  const counts = new Map<FaultClass, number>();
  const isFull = (name: FaultClass): boolean => (counts.get(name) ?? 0) >= perClass;
  const count = (name: FaultClass): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  };
  for (const other of specimen.others) {
    if (isFull(other.class)) continue;
    count(other.class);
    yield { mutant: { ...other, operation: operation.id } };
  }
  for (const carried of specimen.values) {
    for (const seeded of valueMutants({
      scope: carried.scope,
      schema: carried.schema,
      value: carried.value,
      isBody: carried.name === undefined,
      placeholders: carried.placeholders ?? NONE,
      write: carried.with,
      isFull,
      order: (key) => hash(`${seed} ${operation.id} ${carried.name ?? ''} ${key}`),
    })) {
      if ('skipped' in seeded) {
        yield seeded;
        continue;
      }
      count(seeded.mutant.class);
      yield {
        mutant: {
          exchange: seeded.mutant.exchange,
          class: seeded.mutant.class,
          operation: operation.id,
          expected: expectedOf(carried, seeded.mutant.location, seeded.mutant.keyword),
        },
      };
    }
  }
}

function expectedOf({ scope, part, name, within }: Carried, location: string, keyword: string): Expected {
  if (within)
    return { in: scope.direction, part, item: within.item, location: `${within.location}${location}`, keyword };
  return { in: scope.direction, part, location: name ?? location, keyword };
}

/** FNV-1a, 32 bits: shuffles the same way everywhere. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum >>> 0;
}

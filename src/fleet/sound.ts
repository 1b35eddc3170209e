import type { PackedSummed, SumPacker } from '../check/index.js';
import { InputError } from '../model/index.js';
import type { Shard } from './plan.js';

type Summed = ReturnType<SumPacker['unpack']>;
type Sum = Summed['sum'];

/**
 * What `read` makes of a record. Results hold texts that are read only where a report has room for them.
 * @throws InputError `unreadable` for a result that is damaged
 */
export function sound<Value>({ object }: Shard, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    throw new InputError('unreadable', 'one of its results is damaged', {
      place: { source: object.source },
      cure: 'Delete the place of results (--results URL), and run the check again.',
      cause,
    });
  }
}

/** A sum of results. @throws InputError as `sound`, now or when its lists are read */
export function soundSum(shard: Shard, unpack: SumPacker['unpack'], record: PackedSummed, where: Where): Summed {
  const { sum, ifKeeping } = sound(shard, () => unpack(record, where.source, where.before));
  const guarded = (one: Sum): Sum => ({
    ...one,
    list: () => sound(shard, one.list),
    credentials: { ...one.credentials, held: () => sound(shard, one.credentials.held) },
  });
  return { sum: guarded(sum), ...(ifKeeping ? { ifKeeping: guarded(ifKeeping) } : {}) };
}

/** Of which source the exchanges are, and how many are before them. */
interface Where {
  readonly source: string;
  readonly before: number;
}

import { type Framing, type SequenceSink, splitterFor } from '../../http/index.js';
import { latin1Bytes, type Range, utf8Text } from '../../model/index.js';
import { timeAt } from '../faults/delay.js';
import { drawOf } from '../faults/faults.js';

/** A body that is a sequence, cut where its items begin. */
export interface Pieces {
  /** All of it: clients share the bytes of an example. */
  readonly bytes: Uint8Array;
  /** Where each item ends, in bytes: the last one where the body does. */
  readonly ends: readonly number[];
  /** The `id` of the events that have one, by the number of the item. */
  readonly ids: readonly (string | undefined)[];
}

/**
 * Cuts a body into its items. What is between items belongs to the one before.
 * @param boundary of the parts of a multipart body
 */
export function piecesOf(bytes: Uint8Array, framing: Framing, boundary?: string): Pieces {
  const starts: number[] = [];
  const ids: (string | undefined)[] = [];
  const sink: SequenceSink = {
    item({ index, offset, content }) {
      starts[index] = offset;
      ids[index] = content.kind === 'event' ? content.event.id : undefined;
    },
    fault: () => undefined,
  };
  const splitter = splitterFor(framing, sink, undefined, boundary);
  splitter?.write(bytes);
  splitter?.end(true);
  // A broken item has a number, and no place of its own.
  const known = starts.filter((start) => start !== undefined);
  return { bytes, ends: [...known.slice(1), bytes.length], ids };
}

/**
 * The item at which a client goes on that has read as far as an event (HTML standard §9.2.4, `Last-Event-ID`): 0 where
 * no event has the id, and for an empty one, which says that the client has none.
 * @param field as Node gives it, one character a byte; browsers send ids in UTF-8
 */
export function firstAfter({ ids }: Pieces, field: string): number {
  if (field === '') return 0;
  const lastEventId = /[\x80-\xff]/.test(field) ? utf8Text(latin1Bytes(field)) : field;
  return ids.lastIndexOf(lastEventId) + 1;
}

/** How long an item waits, in milliseconds, by its place in what a client gets: the first one comes at once. */
export function pauseBefore(place: number, pace: Range | undefined): number {
  return place === 0 || !pace ? 0 : timeAt(pace, drawOf(`item ${place}`));
}

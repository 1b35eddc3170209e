import { type Framing, type SequenceSink, splitterFor } from '../../http/index.js';

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
 * Where a client that has read as far as an event goes on (HTML standard §9.2.4, `Last-Event-ID`): the number of bytes
 * that it has. 0 where no event has the id.
 * @param field as Node gives it, one character a byte; browsers send ids in UTF-8
 */
export function readUntil({ ends, ids }: Pieces, field: string): number {
  const lastEventId = /[\x80-\xff]/.test(field)
    ? new TextDecoder().decode(Uint8Array.from(field, (character) => character.charCodeAt(0)))
    : field;
  return ends[ids.lastIndexOf(lastEventId)] ?? 0;
}

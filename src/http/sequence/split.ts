import type { Framing } from '../framing.js';
import { splitEvents } from './events.js';
import { splitLines } from './lines.js';
import { splitParts } from './parts.js';
import { splitRecords } from './records.js';
import { MAX_ITEM, type SequenceSink, type Splitter } from './splitter.js';

/**
 * A splitter for bodies of a framing.
 * @param limit of one item, in bytes
 * @param boundary of the parts of a multipart body
 * @returns undefined for a framing whose bodies are not sequences of items that are judged one by one, such as tables
 */
export function splitterFor(
  framing: Framing,
  sink: SequenceSink,
  limit = MAX_ITEM,
  boundary?: string,
): Splitter | undefined {
  switch (framing) {
    case 'lines':
      return splitLines(sink, limit);
    case 'records':
      return splitRecords(sink, limit);
    case 'events':
      return splitEvents(sink, limit);
    case 'parts':
      return splitParts(sink, boundary, limit);
    default:
      return undefined;
  }
}

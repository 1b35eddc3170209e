import type { Example, MediaContent } from '../../contract/index.js';
import { framingOf, isStream, parseMediaType } from '../../http/index.js';
import type { Memory } from '../memory.js';

/** Joins the examples of a stream: undefined where there is nothing to join. */
export type StreamExamples = (media: MediaContent) => Example | undefined;

/**
 * Each example of a stream is one item of it, so that a client which asks for none by name gets them all. Examples that
 * are text or lists are whole bodies: the first of them is sent. One object for each media type: other stages recognise
 * an example by its object.
 */
export function createStreamExamples(memory: Memory): StreamExamples {
  const joined = memory.table<MediaContent, Example>('stream examples');
  return (media) => {
    const known = joined.get(media);
    if (known) return known;
    const type = parseMediaType(media.key);
    const framing = type && framingOf(type);
    const { examples, pointer } = media;
    const isItem = ({ value, bytes, serialized }: Example): boolean =>
      bytes === undefined && serialized === undefined && typeof value !== 'string' && !Array.isArray(value);
    if (framing === 'parts' && !media.encodingAt) return undefined;
    if (!framing || !isStream(framing) || examples.length < 2 || !examples.every(isItem)) return undefined;
    const made: Example = { name: 'stream', value: examples.map(({ value }) => value), pointer };
    joined.set(media, made);
    return made;
  };
}

import { InputError } from '../model/index.js';

/** A format without a list of entries is held in memory up to this size. */
export const MAX_WHOLE = 128 * 1024 * 1024;

/**
 * The whole of a capture as text, without its byte-order mark.
 * @throws InputError `too-large`
 */
export async function wholeText(source: string, chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    texts.push(decoder.decode(chunk, { stream: true }));
    size += chunk.length;
    if (size > MAX_WHOLE) {
      throw new InputError(
        'too-large',
        `is larger than ${MAX_WHOLE / 1024 ** 2} MiB, and its format has to be read as a whole`,
        {
          place: { source },
          cure: 'Export it in parts.',
        },
      );
    }
  }
  return texts.join('') + decoder.decode();
}

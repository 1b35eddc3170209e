import { explainJsonError, type Unread } from '../model/index.js';
import { type JsonPrefix, parseJsonPrefix } from './json-prefix.js';
import { wholeText } from './whole-text.js';

/**
 * The whole of a capture as JSON, as far as it goes.
 * @param name name of the capture for the message if it is not JSON
 * @throws InputError `too-large`
 */
export async function wholeJson(
  source: string,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): Promise<JsonPrefix | Unread> {
  const text = await wholeText(source, chunks);
  try {
    return parseJsonPrefix(text);
  } catch (error) {
    return { source, index: 0, unread: 'malformed', detail: `the ${name} is not JSON: ${explainJsonError(error)}` };
  }
}

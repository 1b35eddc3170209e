import { decodeContent } from '../../http/index.js';
import { type Body, type Headers, headerValue } from '../../model/index.js';
import { decodeByPlatform, isUndoable } from '../decode.js';

/** Larger bodies are not judged, once decoded. */
const LIMIT = 64 * 1024 * 1024;

/** A body of which the client did not undo the content codings. */
export async function decodedBody(body: Body, headers: Headers): Promise<Body> {
  const coding = headerValue(headers, 'content-encoding') ?? '';
  if (body.state !== 'present' || typeof body.content === 'string' || /^(?:\s*identity)?\s*$/i.test(coding))
    return body;
  if (!isUndoable(coding)) return { state: 'unknown', reason: 'body-undecodable' };
  const { bytes, fault } = await decodeContent(decodeByPlatform, body.content, coding, LIMIT);
  if (bytes) return { state: 'present', content: bytes };
  return { state: 'unknown', reason: fault === 'too-large' ? 'too-large' : 'body-undecodable' };
}

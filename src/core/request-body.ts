import { BodyCollector } from '../http/index.js';
import { bodyTooLarge, decodedBody, type Failure, unknownCoding } from '../mock/index.js';
import { type Body, NO_BODY } from '../model/index.js';
import { decodeByPlatform, isUndoable, PLATFORM_CODINGS } from './decode.js';

/**
 * Reads a request's body, content codings undone, or gives the failure with which to answer.
 * @param limit in bytes, before and after decoding
 */
export async function requestBody(request: Request, limit: number): Promise<Body | Failure> {
  const bytes = await bytesOf(request, limit);
  if (bytes === undefined) return bodyTooLarge(limit);
  const coding = request.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity')
    return bytes.length === 0 ? NO_BODY : { state: 'present', content: bytes };
  // A request without a body has no codings to undo.
  if (bytes.length === 0 && request.body === null) return NO_BODY;
  return isUndoable(coding)
    ? decodedBody(decodeByPlatform, bytes, coding, limit)
    : unknownCoding(coding, PLATFORM_CODINGS);
}

/** Undefined where there is more than the limit. */
async function bytesOf(request: Request, limit: number): Promise<Uint8Array | undefined> {
  const { body } = request;
  if (body === null) return new Uint8Array();
  // Firefox has no streams of requests.
  if (!body) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > limit ? undefined : bytes;
  }
  const collector = new BodyCollector(limit);
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (collector.add(next.value)) continue;
    reader.cancel().catch(() => undefined);
    return undefined;
  }
  return collector.bytes;
}

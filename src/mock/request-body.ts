import { CONTENT_CODINGS, type ContentCoding, type Decode, decodeContent } from '../http/index.js';
import type { Body } from '../model/index.js';
import { type Failure, failure } from './answer.js';

/**
 * A request's body with its content codings undone, or the failure with which the request is answered.
 * @param coding the value of `Content-Encoding`
 * @param limit of the size after decoding, in bytes
 */
export async function decodedBody(
  decode: Decode<Promise<Uint8Array>>,
  bytes: Uint8Array,
  coding: string,
  limit: number,
): Promise<Body | Failure> {
  const decoded = await decodeContent(decode, bytes, coding, limit);
  if (decoded.bytes) return { state: 'present', content: decoded.bytes };
  if (decoded.fault === 'too-large') return bodyTooLarge(limit);
  return decoded.fault === 'malformed'
    ? failure('MALFORMED_BODY', `The request body is not valid ${coding}`)
    : unknownCoding(coding);
}

/** The failure of a request with content codings that cannot be undone. @param known those that can */
export function unknownCoding(coding: string, known: readonly ContentCoding[] = CONTENT_CODINGS): Failure {
  return failure('INVALID_CONTENT_TYPE', `The content coding ${coding} is not understood; ${known.join(', ')} are`);
}

/** The failure of a request whose body is too large. @param limit in bytes */
export function bodyTooLarge(limit: number): Failure {
  return failure('BODY_TOO_LARGE', `The request body is larger than ${limit} bytes, the limit that --max-body sets`);
}

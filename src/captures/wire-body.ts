import { decodeContentSync } from '../http/index.js';
import { decodeNow } from '../io/content-decoders.js';
import { type Body, type Headers, isUtf8, NO_BODY } from '../model/index.js';
import { MAX_ATTACHMENT } from './containers/limits.js';

/**
 * A body as it was on the wire, its content codings (RFC 9110 §8.4) undone. Many recorders undo them and keep the
 * header:
 * what cannot be decoded and is text counts as decoded. Anything else is unknown.
 */
export function wireBody(bytes: Uint8Array, headers: Headers): Body {
  if (bytes.length === 0) return NO_BODY;
  const decoded = undoCodings(bytes, headers);
  if (decoded) return decoded.length === 0 ? NO_BODY : { state: 'present', content: decoded };
  return isUtf8(bytes) ? { state: 'present', content: bytes } : { state: 'unknown', reason: 'body-undecodable' };
}

/** The bytes with the codings that the header names undone; undefined where they cannot be. */
export function undoCodings(bytes: Uint8Array, headers: Headers): Uint8Array | undefined {
  return decodeContentSync(decodeNow, bytes, headers['content-encoding'], MAX_ATTACHMENT).bytes;
}

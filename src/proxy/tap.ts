import { Transform, type TransformCallback } from 'node:stream';
import { BodyCollector, decodeContent } from '../http/index.js';
import { decodeLater } from '../io/content-decoders.js';
import type { Body } from '../model/index.js';

/** Lets a body pass and keeps a copy of it, up to a limit; what is larger passes all the same. */
export class Tap extends Transform {
  readonly #copy: BodyCollector;

  /**
   * @param limit in bytes; 0 keeps nothing
   * @param holds whether up to `limit` bytes may wait here before anyone reads them. Emits `cut` as soon as there is
   * more than the limit
   */
  constructor(limit: number, holds = false) {
    super(holds ? { readableHighWaterMark: limit + 65_536 } : {});
    this.#copy = new BodyCollector(limit);
  }

  /** Whether there was more than could be kept. */
  get isCut(): boolean {
    return this.#copy.isCut;
  }

  /** The bytes that were kept; empty for a body that was too large. */
  get bytes(): Uint8Array {
    return this.#copy.bytes;
  }

  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    const wasCut = this.isCut;
    if (!this.#copy.add(chunk) && !wasCut) this.emit('cut');
    done(null, chunk);
  }
}

/**
 * The body as the contract reads it: its content coding undone.
 * @param limit the largest decoded content, in bytes
 */
export async function bodyOf(
  tap: Pick<BodyCollector, 'isCut' | 'bytes'>,
  coding: string | undefined,
  limit: number,
): Promise<Body> {
  if (tap.isCut) return { state: 'unknown', reason: 'body-omitted' };
  const { bytes } = tap;
  if (bytes.length === 0) return { state: 'absent' };
  const decoded = await decodeContent(decodeLater, bytes, coding, limit);
  if (decoded.bytes) return { state: 'present', content: decoded.bytes };
  return { state: 'unknown', reason: decoded.fault === 'too-large' ? 'body-omitted' : 'body-undecodable' };
}

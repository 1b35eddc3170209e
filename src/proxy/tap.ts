import { Transform, type TransformCallback } from 'node:stream';
import { BodyCollector, type Decoded, decodeContent, decodeContentSync } from '../http/index.js';
import { decodeLater, decodeNow } from '../io/content-decoders.js';
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
export async function bodyOf(tap: Collected, coding: string | undefined, limit: number): Promise<Body> {
  return bodyWithout(tap) ?? bodyIn(await decodeContent(decodeLater, tap.bytes, coding, limit));
}

/** As `bodyOf`, for those who cannot wait. */
export function bodyNow(tap: Collected, coding: string | undefined, limit: number): Body {
  return bodyWithout(tap) ?? bodyIn(decodeContentSync(decodeNow, tap.bytes, coding, limit));
}

type Collected = Pick<BodyCollector, 'isCut' | 'bytes'>;

function bodyWithout({ isCut, bytes }: Collected): Body | undefined {
  if (isCut) return { state: 'unknown', reason: 'body-omitted' };
  return bytes.length === 0 ? { state: 'absent' } : undefined;
}

function bodyIn({ bytes, fault }: Decoded): Body {
  if (bytes) return { state: 'present', content: bytes };
  return { state: 'unknown', reason: fault === 'too-large' ? 'body-omitted' : 'body-undecodable' };
}

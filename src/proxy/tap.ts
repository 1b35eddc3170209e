import { Transform, type TransformCallback } from 'node:stream';
import { type BodyBudget, BodyCollector, type Decoded, decodeContent, decodeContentSync } from '../http/index.js';
import { decodeLater, decodeNow } from '../io/content-decoders.js';
import type { Body } from '../model/index.js';

/** Lets a body pass and keeps a copy of it, up to a limit; what is larger passes all the same. */
export class Tap extends Transform {
  readonly #copy: BodyCollector;
  #budget: BodyBudget | undefined;
  #taken = 0;
  readonly #watch: ((chunk: Uint8Array) => void) | undefined;

  /**
   * @param limit in bytes; 0 keeps nothing
   * @param holds whether up to `limit` bytes may wait here before anyone reads them. Emits `cut` as soon as there is
   * more than the limit
   * @param budget for all copies together: while it is used up, nothing is kept
   * @param watch gets each chunk after it was passed on
   */
  constructor(limit: number, holds = false, budget?: BodyBudget, watch?: (chunk: Uint8Array) => void) {
    super(holds ? { readableHighWaterMark: limit + 65_536 } : {});
    this.#copy = new BodyCollector(limit);
    this.#budget = budget;
    this.#watch = watch;
  }

  /** Ends counting against the budget: its exchange is over. */
  release(): void {
    this.#budget?.give(this.#taken);
    this.#budget = undefined;
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
    if (!this.isCut) this.#keep(chunk);
    this.push(chunk);
    this.#watch?.(chunk);
    done();
  }

  #keep(chunk: Uint8Array): void {
    this.#taken += chunk.length;
    const isWithin = this.#budget?.take(chunk.length) ?? true;
    if (!this.#copy.add(chunk) || !isWithin) {
      this.#copy.cut();
      this.emit('cut');
    }
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

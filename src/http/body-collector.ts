/** Collects a body as it comes, up to a limit. */
export class BodyCollector {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  #isCut = false;

  /** @param limit in bytes; 0 keeps nothing */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes came, kept or not. */
  get length(): number {
    return this.#length;
  }

  /** Whether more came than could be kept. Nothing is kept then. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** Keeps nothing, neither what came nor what comes. */
  cut(): void {
    this.#isCut = true;
    this.#chunks = [];
  }

  /** Adds a chunk, which must not change afterwards. @returns whether all is still within the limit */
  add(chunk: Uint8Array): boolean {
    this.#length += chunk.length;
    if (this.#length > this.#limit) this.cut();
    if (!this.#isCut) this.#chunks.push(chunk);
    return !this.#isCut;
  }

  /** The collected bytes, in one piece; empty if the body was too large. A single chunk is returned as it is. */
  get bytes(): Uint8Array {
    return this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : concatenated(this.#chunks);
  }
}

/** Chunks in one piece. */
export function concatenated(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

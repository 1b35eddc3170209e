import { concatenated } from '../body-collector.js';

/** Bytes that wait for the end of their line or item: up to a limit, beyond which only their number is known. */
export class Gathered {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;

  /** @param limit in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes came. */
  get length(): number {
    return this.#length;
  }

  /** How many bytes are kept. */
  get held(): number {
    return this.isTooLarge ? 0 : this.#length;
  }

  /** Whether more came than may be kept. Nothing is kept then. */
  get isTooLarge(): boolean {
    return this.#length > this.#limit;
  }

  /** Adds bytes, which must not change until `take`. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#length += bytes.length;
    if (this.isTooLarge) this.#chunks = [];
    else this.#chunks.push(bytes);
  }

  /** What came, in one piece; undefined where it was too much. Nothing is held afterwards. */
  take(): Uint8Array | undefined {
    const taken = this.isTooLarge
      ? undefined
      : this.#chunks.length === 1 && this.#chunks[0]
        ? this.#chunks[0]
        : concatenated(this.#chunks);
    this.#chunks = [];
    this.#length = 0;
    return taken;
  }
}

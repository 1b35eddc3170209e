/**
 * Bytes that wait for the end of their line or item: up to a limit, beyond which only their number is known. They are
 * in one piece however many chunks they came in: a chunk of one byte costs one byte.
 */
export class Gathered {
  readonly #limit: number;
  #room: Uint8Array = EMPTY;
  /** All that came, where that is one piece of somebody else's memory. */
  #lent: Uint8Array | undefined;
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
    if (this.#length > 0) this.keep(bytes);
    else {
      this.#length = bytes.length;
      this.#lent = this.isTooLarge ? undefined : bytes;
    }
  }

  /** Adds a copy of bytes, whose memory may be another chunk's before the item ends. */
  keep(bytes: Uint8Array): void {
    const before = this.#length;
    this.#length += bytes.length;
    if (this.isTooLarge) {
      this.#room = EMPTY;
      this.#lent = undefined;
      return;
    }
    if (this.#length > this.#room.length) {
      const larger = new Uint8Array(Math.min(2 * this.#length, this.#limit));
      larger.set(this.#lent ?? this.#room.subarray(0, before));
      this.#room = larger;
    } else if (this.#lent) this.#room.set(this.#lent);
    this.#lent = undefined;
    this.#room.set(bytes, before);
  }

  /** What came, in one piece, until the next bytes are added; undefined where it was too much. */
  take(): Uint8Array | undefined {
    const taken = this.isTooLarge ? undefined : (this.#lent ?? this.#room.subarray(0, this.#length));
    this.#lent = undefined;
    this.#length = 0;
    if (this.#room.length > LARGE) this.#room = EMPTY;
    return taken;
  }
}

const EMPTY = new Uint8Array(0);

/** Room for more bytes than this is not kept for the next item. */
const LARGE = 1024 * 1024;

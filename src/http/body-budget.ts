/** Bounds the bytes of bodies that are held at once, all exchanges together. */
export class BodyBudget {
  readonly #limit: number;
  #held = 0;

  /** @param limit in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many bytes are held. */
  get held(): number {
    return this.#held;
  }

  /** Whether no more may be taken up. */
  get isFull(): boolean {
    return this.#held >= this.#limit;
  }

  /** Counts bytes that are taken up. @returns whether all is still within the limit; they count all the same */
  take(bytes: number): boolean {
    this.#held += bytes;
    return this.#held <= this.#limit;
  }

  /** Counts bytes that are no longer held. */
  give(bytes: number): void {
    this.#held -= bytes;
  }
}

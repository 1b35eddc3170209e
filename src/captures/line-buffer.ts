const LINE_FEED = 0x0a;

/**
 * Lines are copied together into blocks of at least this size, for views of many short ones would take many times their
 * memory.
 */
const BLOCK = 64 * 1024;

/** Lines put together again, up to a limit. */
export class LineBuffer {
  readonly #limit: number;
  readonly #full: Uint8Array[] = [];
  #block = new Uint8Array(0);
  #used = 0;
  #size = 0;
  #isBlank = true;
  #endsBlank = true;

  /** @param limit in bytes; of what is longer nothing is kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  get isTooLong(): boolean {
    return this.#size > this.#limit;
  }

  /** In bytes, with a line feed after each line. */
  get size(): number {
    return this.#size;
  }

  /** Whether there is nothing but white space. */
  get isBlank(): boolean {
    return this.#isBlank;
  }

  /** Whether the last line is empty, white space or missing. */
  get endsBlank(): boolean {
    return this.#endsBlank;
  }

  add(line: Uint8Array): void {
    this.#endsBlank = isBlank(line);
    this.#isBlank &&= this.#endsBlank;
    this.#size += line.length + 1;
    if (this.isTooLong) {
      this.#full.length = 0;
      this.#block = new Uint8Array(0);
      this.#used = 0;
      return;
    }
    if (this.#used + line.length + 1 > this.#block.length) {
      this.#full.push(this.#block.subarray(0, this.#used));
      this.#block = new Uint8Array(Math.max(BLOCK, line.length + 1));
      this.#used = 0;
    }
    this.#block.set(line, this.#used);
    this.#block[this.#used + line.length] = LINE_FEED;
    this.#used += line.length + 1;
  }

  /** The lines, each with its line feed. */
  bytes(): Uint8Array {
    return Buffer.concat([...this.#full, this.#block.subarray(0, this.#used)]);
  }
}

/** Whether there is nothing but white space. */
export function isBlank(bytes: Uint8Array): boolean {
  // Nearly all lines begin with their text.
  if ((bytes[0] ?? 0) > 0x20) return false;
  return bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

import type { RecordingFile } from '../../io/index.js';
import type { LiveExchange } from '../../model/index.js';
import type { RecordingFormat } from './recorded.js';

/** Where in a file the next entry goes, in bytes, and how many are before it. */
export interface AppendPlace {
  readonly offset: number;
  readonly count: number;
}

/** Thrown where another program writes to a file that has only one writer. */
export class SharedFile extends Error {}

/**
 * Adds exchanges to a file that is read as whole at any time: an entry that cannot be written to its end, as where the
 * disk is full, is taken out again.
 */
export class Appender {
  readonly #file: RecordingFile;
  readonly #format: RecordingFormat;
  #offset: number;
  #isEmpty: boolean;
  /** How long the last text is that was not written to its end; 0 if none exists. */
  #torn = 0;

  constructor(file: RecordingFile, format: RecordingFormat, { offset, count }: AppendPlace) {
    this.#file = file;
    this.#format = format;
    this.#offset = offset;
    this.#isEmpty = count === 0;
  }

  /**
   * Adds one. It has left the process when this returns.
   * @throws SharedFile, and the system's error where it could not be written: it is not in the file then
   */
  append(exchange: LiveExchange): void {
    const { tail } = this.#format;
    this.#repair();
    const end = this.#offset + tail.length;
    if (this.#file.isRegular && this.#file.size() !== end) {
      // Several writers may add lines; a list that is closed each time has only one writer.
      if (tail !== '') throw new SharedFile();
      this.#offset = this.#file.size();
    }
    const text = this.#format.entry(exchange, this.#isEmpty) + tail;
    this.#torn = Buffer.byteLength(text);
    try {
      this.#offset += this.#file.write(this.#offset, text) - tail.length;
    } catch (error) {
      this.#tryRepair();
      throw error;
    }
    this.#torn = 0;
    this.#isEmpty = false;
  }

  #tryRepair(): void {
    try {
      this.#repair();
    } catch {
      // It is tried again before the next entry.
    }
  }

  /**
   * Closes the file behind its last whole entry. The tail goes where the tail was: its bytes are allocated, so that a
   * full disk does not matter.
   */
  #repair(): void {
    if (this.#torn === 0) return;
    const { tail } = this.#format;
    // What is longer was added by another writer.
    if (this.#file.isRegular && this.#file.size() <= this.#offset + this.#torn) {
      this.#file.write(this.#offset, tail);
      this.#file.truncate(this.#offset + tail.length);
    }
    this.#torn = 0;
  }
}

import type { JsonValue } from '../model/index.js';
import { gapBetween } from './json-gap.js';
import type { FoundElement, Scanned } from './json-scanned.js';

const SPACE = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Brackets that are open inside the array and outside its elements. */
const DEPTH_OF_ARRAY = 3;

/** An element of more bytes than this is skipped rather than held. */
export const MAX_ELEMENT = 128 * 1024 * 1024;

/** Objects beside the array are kept up to this size only. */
const MAX_SIBLING = 64 * 1024;

/** Guesses that may prove wrong before no more are made. */
const MAX_WRONG_GUESSES = 8;

/** The value of an element; undefined where its bytes are no JSON. */
type Parse = (bytes: Uint8Array) => JsonValue | undefined;

/** Longer names are never looked for. */
const MAX_NAME = 64;

/**
 * Finds the elements of one array of a JSON text that is too large to hold. It looks only at quotes, back-slashes,
 * colons and brackets, and between elements at what is neither comma nor white space; whether an element is JSON,
 * its reader sees. Feed it chunks of any size: an element is given when it is whole.
 *
 * Where `parse` is given, it guesses: recorders write the same bytes between all elements (`},{"startedDateTime":`),
 * which are found at the speed of memory. What parses is the element, for no object's text is the beginning of
 * another's; where it does not, the bytes are looked at one by one.
 *
 * ```
 * {"log":{"creator":{…},"entries":[{…},{…}]}}      outer: 'log', array: 'entries'
 * ^1     ^2        ^3             ^3^4             depth
 *                  └ sibling        └ element
 * ```
 */
export class ArrayScanner {
  readonly #outer: string;
  readonly #array: string;
  #depth = 0;
  #inString = false;
  /**
   * Back-slashes at the end of the last chunk, where it ended inside a string: an odd number escapes what comes next.
   */
  #backslashes = 0;
  #offset = 0;
  #state: 'before' | 'inside' | 'after' = 'before';
  /** The last string before a colon at depth 1 and 2. */
  readonly #names: string[] = [];
  #text = '';
  /** Whether what is being kept has no bracket around it, as a number has none. */
  #isBare = false;
  /** The object being kept: the depth of its brace (0: none), where it began, and its bytes from earlier chunks. */
  #keptDepth = 0;
  #keptOffset = 0;
  #kept: Uint8Array[] = [];
  #keptLength = 0;
  readonly #parse: Parse | undefined;
  /** The text between the last two elements of a chunk: the end of one and the start of the other. */
  #gap: Uint8Array | undefined;
  /** Whether it is worth guessing in this chunk. */
  #isGuessing = false;
  #wrongGuesses = 0;
  #surplus: number | undefined;

  readonly #maxElement: number;

  /** @param maxElement larger elements are skipped; in bytes */
  constructor(outer: string, array: string, parse?: Parse, maxElement = MAX_ELEMENT) {
    this.#outer = outer;
    this.#maxElement = maxElement;
    this.#array = array;
    this.#parse = parse;
  }

  /**
   * A scanner that begins between two elements of the array.
   * @param start how it begins
   */
  static inside(parse: Parse, start: { readonly offset: number; readonly gap: Uint8Array | undefined }): ArrayScanner {
    const scanner = new ArrayScanner('', '', parse);
    scanner.#state = 'inside';
    scanner.#depth = DEPTH_OF_ARRAY;
    scanner.#offset = start.offset;
    scanner.#gap = start.gap;
    return scanner;
  }

  /** The text between two elements: the end of one and the start of the other. Undefined if unknown or too long. */
  get gap(): Uint8Array | undefined {
    return this.#gap;
  }

  /** Whether it is in the array, between elements. */
  get isBetween(): boolean {
    return this.#state === 'inside' && this.#depth === DEPTH_OF_ARRAY && !this.#isBare && !this.#inString;
  }

  /** `before` the array, `inside` it, or `after` its end. */
  get state(): 'before' | 'inside' | 'after' {
    return this.#state;
  }

  /** Bytes seen so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Where the element that is not whole yet began, or undefined between elements. */
  get openElement(): number | undefined {
    return this.#state === 'inside' && (this.#keptDepth > 0 || this.#isBare) ? this.#keptOffset : undefined;
  }

  /** Where something else than white space follows what closes the whole. */
  get surplus(): number | undefined {
    return this.#surplus;
  }

  /** Whether every bracket that was opened is closed. */
  get isBalanced(): boolean {
    return this.#depth === 0 && !this.#inString;
  }

  /** Scans a chunk, and gives what comes to its end in it. */
  *scan(chunk: Uint8Array): Generator<Scanned> {
    /** Where the bytes of the kept object begin in this chunk. */
    let from = 0;
    let at = 0;
    /** Where the last element that was looked at byte by byte ended, so that the gap behind it can be learnt. */
    let ended = -1;
    this.#isGuessing = this.#parse !== undefined;
    if (this.#isOver) at = this.#lookBehind(chunk, 0);
    while (at < chunk.length) {
      if (this.#inString) {
        at = this.#skipString(chunk, at);
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) {
        if (this.isBetween) from = this.#openBare(at);
        this.#inString = true;
        this.#text = '';
      } else if (byte === COLON) {
        if (this.#depth <= 2 && this.#state === 'before') this.#names[this.#depth] = this.#text;
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (this.#isBare) {
          yield* this.#release(chunk.subarray(from, at));
          ended = -1;
        }
        this.#depth += 1;
        if (this.#keptDepth === 0 && this.#opens(byte)) {
          from = at;
          this.#keptDepth = this.#depth;
          this.#keptOffset = this.#offset + at;
          if (ended >= 0) this.#gap = gapBetween(chunk, ended, at) ?? this.#gap;
          ended = -1;
          const guessed = this.#isGuessing && this.#state === 'inside' ? this.#guess(chunk, at) : undefined;
          if (guessed) {
            this.#keptDepth = 0;
            this.#depth -= 1;
            at += guessed.bytes.length;
            yield guessed;
            continue;
          }
        }
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.#isBare) yield* this.#release(chunk.subarray(from, at));
        if (this.#keptDepth > 0 && this.#depth === this.#keptDepth) {
          yield* this.#release(chunk.subarray(from, at + 1));
          ended = this.#state === 'inside' ? at : -1;
        }
        this.#depth -= 1;
        if (this.#state === 'inside' && this.#depth < DEPTH_OF_ARRAY) this.#state = 'after';
        if (this.#isOver) at = this.#lookBehind(chunk, at + 1);
      } else if (this.#depth === DEPTH_OF_ARRAY && this.#state === 'inside') {
        if (this.#isBare && byte === COMMA) yield* this.#release(chunk.subarray(from, at));
        else if (!this.#isBare && !isSeparator(byte)) from = this.#openBare(at);
      }
      at += 1;
    }
    if (this.#keptDepth > 0 || this.#isBare) this.#keep(chunk.subarray(from));
    this.#offset += chunk.length;
  }

  /** Whether the bracket that opened the whole is closed. */
  get #isOver(): boolean {
    return this.#state === 'after' && this.#depth === 0;
  }

  /** @returns the chunk's length: no more of it is to be scanned */
  #lookBehind(chunk: Uint8Array, start: number): number {
    const at = this.#surplus === undefined ? chunk.subarray(start).findIndex((byte) => byte > SPACE) : -1;
    if (at >= 0) this.#surplus = this.#offset + start + at;
    return chunk.length;
  }

  #openBare(at: number): number {
    this.#isBare = true;
    this.#keptOffset = this.#offset + at;
    return at;
  }

  /** Whether the bracket just opened begins an object to keep. Notices the array on the way. */
  #opens(byte: number): boolean {
    if (this.#state === 'inside') return this.#depth === DEPTH_OF_ARRAY + 1;
    if (this.#state === 'after' || this.#depth !== DEPTH_OF_ARRAY || this.#names[1] !== this.#outer) return false;
    if (byte === OPEN_BRACE) return true;
    if (this.#names[2] === this.#array) this.#state = 'inside';
    return false;
  }

  /** The element that begins at `start`, if it ends where the next gap of the usual kind begins. */
  #guess(chunk: Uint8Array, start: number): FoundElement | undefined {
    if (!this.#gap || !this.#parse || this.#wrongGuesses >= MAX_WRONG_GUESSES) return undefined;
    const end = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).indexOf(this.#gap, start);
    if (end < 0) {
      this.#isGuessing = false;
      return undefined;
    }
    const bytes = chunk.subarray(start, end + 1);
    const value = this.#parse(bytes);
    if (value !== undefined) return { kind: 'element', bytes, offset: this.#offset + start, value };
    this.#wrongGuesses += 1;
    return undefined;
  }

  /** @returns the index behind the closing quote, or the chunk's length where the string goes on */
  #skipString(chunk: Uint8Array, start: number): number {
    let from = start;
    for (;;) {
      const quote = chunk.indexOf(QUOTE, from);
      const end = quote < 0 ? chunk.length : quote;
      const before = this.#backslashesBefore(chunk, end, start);
      if (quote < 0) {
        this.#backslashes = before;
        this.#collectText(chunk, start, end);
        return end;
      }
      if (before % 2 === 0) {
        this.#backslashes = 0;
        this.#inString = false;
        this.#collectText(chunk, start, quote);
        return quote + 1;
      }
      from = quote + 1;
    }
  }

  #backslashesBefore(chunk: Uint8Array, end: number, start: number): number {
    let count = 0;
    while (end - count > start && chunk[end - count - 1] === BACKSLASH) count += 1;
    // Only where the run reaches back to the chunk's start does the last chunk's end go on here.
    return end - count === 0 ? count + this.#backslashes : count;
  }

  #collectText(chunk: Uint8Array, start: number, end: number): void {
    if (this.#state !== 'before' || this.#depth > 2 || this.#text.length > MAX_NAME) return;
    this.#text += String.fromCharCode(...chunk.subarray(start, Math.min(end, start + MAX_NAME)));
  }

  #keep(bytes: Uint8Array): void {
    this.#keptLength += bytes.length;
    if (this.#keptLength <= this.#limit()) this.#kept.push(bytes);
    else this.#kept = [];
  }

  #limit(): number {
    return this.#state === 'inside' ? this.#maxElement : MAX_SIBLING;
  }

  #release(last: Uint8Array): readonly Scanned[] {
    const isTooLarge = this.#keptLength + last.length > this.#limit();
    const bytes = this.#kept.length === 0 ? last : Buffer.concat([...this.#kept, last]);
    this.#kept = [];
    this.#keptLength = 0;
    this.#keptDepth = 0;
    this.#isBare = false;
    if (this.#state === 'before') return isTooLarge ? [] : [{ kind: 'sibling', name: this.#names[2] ?? '', bytes }];
    return isTooLarge
      ? [{ kind: 'too-large', offset: this.#keptOffset }]
      : [{ kind: 'element', bytes, offset: this.#keptOffset }];
  }
}

/** Whether it may separate elements. */
const isSeparator = (byte = COMMA): boolean => byte === COMMA || byte <= SPACE;

/** The fields of one event, as every reader of the stream has them (HTML standard §9.2.6). */
export interface ServerSentEvent {
  /** All its `data` lines, with a line feed between them. */
  readonly data: string;
  /** Its name. Absent where it is empty: the event is a `message` then. */
  readonly event?: string;
  /** The `id` that this event itself has. */
  readonly id?: string;
  /** In milliseconds. */
  readonly retry?: number;
}

/** The content of an item, as its framing gives it. */
export type ItemContent =
  /** A JSON text, still to be read. */
  | { readonly kind: 'json'; readonly bytes: Uint8Array }
  | { readonly kind: 'event'; readonly event: ServerSentEvent }
  /** A part of a multipart body: its header fields, names in lower case, and its content. */
  | { readonly kind: 'part'; readonly headers: Readonly<Record<string, string>>; readonly bytes: Uint8Array }
  /** Longer than an item may be: its content was not kept. */
  | { readonly kind: 'too-large' };

/** One item of a sequence. */
export interface SentItem {
  /** 0-based, as in a list of all items. */
  readonly index: number;
  /** Where it starts in the body, in bytes. */
  readonly offset: number;
  readonly content: ItemContent;
}

/** A place where a body breaks the rules of its own media type. */
export interface FramingFault {
  /** In bytes. */
  readonly offset: number;
  /** The item that is meant; absent for what is between items. */
  readonly index?: number;
  /** In words: `text comes before the first record separator`. */
  readonly detail: string;
}

/** Gets what a splitter finds, in the order of the body. Bytes are to be read at once: their memory may change. */
export interface SequenceSink {
  item(item: SentItem): void;
  fault(fault: FramingFault): void;
}

/** How the body ended, beyond its last whole item. */
export interface SequenceEnd {
  /** Whether an item was begun and did not end. It is not among the items. */
  readonly isCut: boolean;
  /** Lines that are not fields of an event, which readers skip: how many, and where the first one is. */
  readonly ignored?: { readonly lines: number; readonly offset: number };
}

/**
 * Takes a body apart as it comes. Chunks may end anywhere, also within a character. No more is held than one item, and
 * of an item no more than its bound.
 */
export interface Splitter {
  /** How many bytes are held now. */
  readonly held: number;
  write(chunk: Uint8Array): void;
  /** @param isWhole whether the sender ended the body; else what comes after the last whole item is left out */
  end(isWhole: boolean): SequenceEnd;
}

/** The most bytes that an item may have. */
export const MAX_ITEM = 16 * 1024 * 1024;

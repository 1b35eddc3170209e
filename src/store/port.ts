/** A text in a store. */
export interface Stored {
  readonly key: string;
  readonly value: string;
}

/** Small texts by key, in the order in which they were first written. Each call is atomic. */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** @param expected what must stand there now, undefined for nothing. @returns whether it did, and the text was written */
  replace(key: string, expected: string | undefined, value: string): Promise<boolean>;
  list(prefix: string): Promise<readonly Stored[]>;
  /** Forgets every text and every counter whose key begins so. */
  clear(prefix: string): Promise<void>;
  /** Counts: 0, then 1, and so on; a counter lives as long as the texts. A promise only where it is kept elsewhere. */
  count(key: string): number | Promise<number>;
  close(): Promise<void>;
}

/** A text in a store. */
export interface Stored {
  readonly key: string;
  readonly value: string;
}

/**
 * Small texts and counters by key. Each call is atomic, whichever process makes it.
 * A store passes test/store/conformance.test.ts, or declares there what it cannot do, and why.
 */
export interface Store {
  /** The text of a key; undefined if none exists. */
  get(key: string): Promise<string | undefined>;
  /**
   * Writes a text, unless another call was faster.
   * @param expected the text that the key has now; undefined where it has none
   * @param value undefined forgets the key: a text that is written there later is the last in the order
   * @returns whether the key had the expected text, and the new one was written
   */
  replace(key: string, expected: string | undefined, value: string | undefined): Promise<boolean>;
  /** The texts whose keys begin with the prefix, in the order in which their keys were first written. */
  list(prefix: string): Promise<readonly Stored[]>;
  /** Forgets the texts and counters whose keys begin with the prefix. */
  clear(prefix: string): Promise<void>;
  /**
   * Counts up: 0, then 1, and so on; no number twice, after a restart neither, where the store is durable.
   * @returns a promise only where the counter is kept in another process
   */
  count(key: string): number | Promise<number>;
  /**
   * Listens to changes of texts whose keys begin with the prefix, whichever process makes them. A call that changes one
   * ends after all who listen have ended too, so that what it wrote is known everywhere by then.
   * Absent where the store cannot tell: then it must be asked.
   * @param listener gets the key, or the prefix of all keys that were cleared
   * @returns what ends that
   */
  watch?(prefix: string, listener: StoreListener): () => void;
  /** Fails where the store cannot be reached now. Keeps no text alive. Absent where it is always there. */
  ping?(): Promise<void>;
  /** Whether processes that this one does not know may have the same store. @default false */
  readonly isShared?: boolean;
  /** Gives back what the store holds, such as a file. Closing it again does nothing. */
  close(): Promise<void>;
}

/** Hears of changes. One that fails or never ends holds up the call that made the change: it must be quick. */
export type StoreListener = (changed: string, isPrefix: boolean) => unknown;

/**
 * Opens stores of one kind.
 * @param location what follows the scheme in the URL: `state.db` in `file:state.db`
 * @param ttl in milliseconds: what nobody has asked for so long may be forgotten, if the store can. @default never
 */
export type StoreOpener = (location: string, ttl?: number) => Promise<Store>;

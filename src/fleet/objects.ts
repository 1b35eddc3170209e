import type { CaptureListeners } from '../captures/index.js';
import type { StoredObject } from '../objects/index.js';

/** Captures that workers can reach by themselves, in the order of the report. */
export interface CaptureObjects extends CaptureListeners {
  list(): AsyncIterable<ListedObject>;
  /** Hears of each capture that was opened in an object, and -1 where one turned out to have no entry. */
  readonly onOpened: (url: string, more: 1 | -1) => void;
}

/** An object, or something that happens when all before it was given; it may throw. */
export type ListedObject = { readonly object: StoredObject } | { readonly event: () => void };

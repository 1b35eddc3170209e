import type { JsonValue } from '../model/index.js';

/** The bytes of one element of the wanted array, be they JSON or not, and its value where it was parsed on the way. */
export interface FoundElement {
  readonly kind: 'element';
  readonly bytes: Uint8Array;
  /** In bytes from the start of the text. */
  readonly offset: number;
  readonly value?: JsonValue;
}

/** The things that a scan finds. */
export type Scanned =
  | FoundElement
  /** An object beside the array, such as `creator` beside `entries`. */
  | { readonly kind: 'sibling'; readonly name: string; readonly bytes: Uint8Array }
  /** An element larger than `MAX_ELEMENT`, which was skipped. */
  | { readonly kind: 'too-large'; readonly offset: number };

import type { JsonObject } from './json.js';
import type { Pointer } from './pointer.js';

/** A part of the document, with its place after following `$ref`s. */
export interface Located {
  readonly node: JsonObject;
  readonly pointer: Pointer;
}

import type { JsonObject } from './json.js';
import type { Pointer } from './pointer.js';

/** A part of the document, with the place where it stands after its `$ref`s were followed. */
export interface Located {
  readonly node: JsonObject;
  readonly pointer: Pointer;
}

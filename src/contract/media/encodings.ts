import type { Located } from '../../model/index.js';
import type { CompiledParameter } from '../parameters/compile.js';

/** How the parts of a multipart body are described, as a Media Type Object and an Encoding Object both do it. */
export interface Encodings extends Located {
  /** The documented headers of the part of that name (OpenAPI 3.1 §4.8.15). */
  partHeaders(name: string): readonly CompiledParameter[];
  /**
   * Where parts have a position and no name: the Encoding Object of each, by `prefixEncoding` and `itemEncoding`
   * (OpenAPI 3.2, "Encoding By Position"). It returns undefined for a part that has none.
   */
  readonly encodingAt?: (index: number) => PartEncoding | undefined;
}

/** The Encoding Object of a part. What it says of parts is for those within the part. */
export interface PartEncoding extends Encodings {
  /** The documented headers of the part itself; `Content-Type` is not one of them. */
  readonly headers: readonly CompiledParameter[];
}

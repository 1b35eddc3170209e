import type { OpenAPIV3, OpenAPIV3_1 } from 'openapi-types';
import { isObject, type JsonObject, type Pointer } from '../model/index.js';

/** The document's root object as the specification types it. What stands in it is only as true as its author. */
export type OpenApiRoot = (OpenAPIV3.Document | OpenAPIV3_1.Document) & JsonObject;

/** Where a part of a document was written. */
export interface Origin {
  /** Absolute path or URL. */
  readonly uri: string;
  /** Its place in that file. */
  readonly pointer: Pointer;
}

/** An OpenAPI description as data: one root object, all of whose references are local (`#/…`). */
export interface Document {
  /** The name by which the user called it. */
  readonly source: string;
  readonly root: OpenApiRoot;
  /** `3.1` stands for later minor versions too. */
  readonly dialect: '3.0' | '3.1';
  /** Absolute paths or URLs of every file that it was made from, the root's first. */
  readonly files: readonly string[];
  /** The content of files that are no text and that examples name by `externalValue`, by that value as it stands in the root. */
  readonly binaries: ReadonlyMap<string, Uint8Array>;
  /** Parts that stand elsewhere than at the same pointer of the root's file, by their pointer in the root. Left out where there are none. */
  readonly origins?: ReadonlyMap<Pointer, Origin>;
}

/** Whether the value looks like an OpenAPI 3.x description: the version, `info` and `paths` have the right kind. */
export function isOpenApiRoot(value: unknown): value is OpenApiRoot {
  return (
    isObject(value) &&
    typeof value.openapi === 'string' &&
    value.openapi.startsWith('3.') &&
    (value.info === undefined || isObject(value.info)) &&
    (value.paths === undefined || isObject(value.paths))
  );
}

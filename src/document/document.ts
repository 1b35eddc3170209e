import type { OpenAPIV3, OpenAPIV3_1 } from 'openapi-types';
import { isObject, type JsonObject, type Pointer } from '../model/index.js';
import { type DialectName, dialectOfVersion } from '../schema/dialects/index.js';

/** The document's root object as the specification types it. Its content may be wrong: nothing checks it here. */
export type OpenApiRoot = (OpenAPIV3.Document | OpenAPIV3_1.Document) & JsonObject;

/** Where a part of a document was written. */
export interface Origin {
  /** Absolute path or URL. */
  readonly uri: string;
  /** Its place in that file. */
  readonly pointer: Pointer;
}

/** An example whose file could not be read, or that is nested too deeply: the document is used without it. */
export interface AbsentExample {
  /** Its first place in the root. */
  readonly pointer: Pointer;
  /** The file's name as the document writes it, or the keyword that has the example. */
  readonly reference: string;
  /** `there is no such file` */
  readonly problem: string;
  readonly cure: string;
  /** How many places of the document name the file. */
  readonly places: number;
}

/** An OpenAPI description as data: one root object, all of whose references are local (`#/…`). */
export interface Document {
  /** The name by which the user called it. */
  readonly source: string;
  readonly root: OpenApiRoot;
  /** The dialect of its schemas. The latest one for a version of OpenAPI that has no table. */
  readonly dialect: DialectName;
  /** Absolute paths or URLs of every file that it was made from, the root's first. */
  readonly files: readonly string[];
  /** Binary files that examples name by `externalValue`, keyed by that value as the root writes it. */
  readonly binaries: ReadonlyMap<string, Uint8Array>;
  /** URIs of files that are missing, where the reading went on without them. Absent without any. */
  readonly missing?: readonly string[];
  /** Absent where each example was read. */
  readonly absent?: readonly AbsentExample[];
  /**
   * Parts from another file or pointer than the root suggests, keyed by pointer in the root. Absent if there are no
   * such parts.
   */
  readonly origins?: ReadonlyMap<Pointer, Origin>;
}

/** Whether the value looks like an OpenAPI 3.x description: the version, `info` and `paths` have the right kind. */
export function isOpenApiRoot(value: unknown): value is OpenApiRoot {
  return (
    isObject(value) &&
    typeof value.openapi === 'string' &&
    dialectOfVersion(value.openapi) !== undefined &&
    (value.info === undefined || isObject(value.info)) &&
    (value.paths === undefined || isObject(value.paths))
  );
}

/**
 * In which dialect a document has its schemas.
 * @throws TypeError for a root that `isOpenApiRoot` refuses
 */
export function dialectIn({ openapi }: OpenApiRoot): DialectName {
  const dialect = dialectOfVersion(openapi);
  if (dialect === undefined) throw new TypeError(`OpenAPI ${openapi} is not read`);
  return dialect;
}

/** An object as a list has it. */
export interface StoredObject {
  /** What the other calls take, in any process. That of a presigned list holds a secret: never show it. */
  readonly url: string;
  /** Its name for reports and messages, without secrets; the same for each run. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Another one for each content: its ETag (RFC 9110 §8.8.3), or the size of a file and when it was changed. */
  readonly version: string;
  /** Whether it was found in a folder, rather than named or matched: it need not be a capture. */
  readonly isInFolder: boolean;
  /**
   * What tells it from other objects that may have the same name. May hold a secret: never show it.
   * @default its name
   */
  readonly id?: string | undefined;
  /** Whether another content of the same size has the same version: nothing else is known of it. */
  readonly isUnversioned?: true | undefined;
}

/** A part of an object, in bytes. */
export interface ObjectRange {
  /** @default 0 */
  readonly from?: number | undefined;
  /** The first byte that is not in it. @default the end of the object */
  readonly to?: number | undefined;
}

/**
 * Objects: bytes under names, which are written whole and read in parts. Every call may fail with an InputError that
 * names the object: `not-found`, `unreadable`, `too-large`, `refused-ref` or `bad-option`.
 * A kind passes test/objects/conformance.test.ts, or declares there what it cannot do, and why.
 */
export interface ObjectStore {
  /**
   * The objects that a pattern matches, in the order of the bytes of their names; none if there are none.
   * @param pattern `*` and `?` match within a segment of the path, `**` as a separate segment any number of them. A
   * name without these is that object, or all objects below that folder. What is empty and ends with a slash marks a
   * folder, and is left out
   */
  list(pattern: string): AsyncIterable<StoredObject>;
  /**
   * The bytes of an object, or of a part of it. A connection that breaks off is made again where it broke.
   * @param version fails with `unreadable` where the object has another one, before or while it is read
   */
  read(url: string, range?: ObjectRange, version?: string): AsyncIterable<Uint8Array>;
  /** All bytes of an object, up to 256 MiB; undefined where there is no such object. */
  readWhole(url: string): Promise<Uint8Array | undefined>;
  /** Writes an object, in the place of the one that was there. Nobody ever reads a half of it. */
  write(url: string, bytes: Uint8Array): Promise<void>;
  /** The name of an object for reports and messages, without secrets. */
  nameOf(url: string): string;
  /** The URL of another object in the same folder; undefined where objects have no folder. */
  beside(url: string, name: string): string | undefined;
  /** Ends connections. */
  close(): Promise<void>;
}

/** What may be read besides what the user named. */
export interface ObjectLimits {
  /** Whether an address in a list may be a private one. @default only where the list itself has that origin */
  readonly allowPrivate?: boolean | undefined;
  /** Whether a redirect may lead to another host. @default false */
  readonly allowRedirects?: boolean | undefined;
}

/** Opens the objects of one kind. @param url as the user named it */
export type ObjectStoreOpener = (url: string, limits: ObjectLimits) => Promise<ObjectStore>;

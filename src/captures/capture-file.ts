/** Bytes that can be had in any order. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` up to, but not with, `end`. */
  range(start: number, end: number): AsyncIterable<Uint8Array>;
}

/** A capture's bytes as they are stored, perhaps compressed or in an archive, and what else of them can be had. */
export interface CaptureFile {
  /** Its name in items and messages. */
  readonly source: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Absent or undefined where the bytes come once and in order, as from a pipe. */
  readonly randomAccess?: (() => Promise<RandomAccess | undefined>) | undefined;
  /** The content of a file beside the capture, by its plain name; undefined if it does not exist. */
  readonly attachment?: ((name: string) => Promise<Uint8Array | undefined>) | undefined;
  /** Whether it may be no capture, as a file that was found in a folder. */
  readonly isOptional?: boolean | undefined;
}

/** A capture's own bytes, taken out of whatever held them. */
export interface UnpackedCapture extends CaptureFile {
  /** Once the bytes have ended: why they ended before their time, if they did. */
  readonly cutBy?: (() => string | undefined) | undefined;
  /** Whether it was found among files that may not all be captures. */
  readonly isOneOfMany?: boolean | undefined;
}
